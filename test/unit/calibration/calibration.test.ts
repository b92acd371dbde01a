import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { readLabelledCases } from '../../../src/bench/labelledCases.js';
import { crossValidated } from '../../../src/calibration/beforeAndAfter.js';
import { applyCalibration, calibrated, fitCalibration } from '../../../src/calibration/calibration.js';
import type { Calibration, FittedCalibration } from '../../../src/calibration/calibrationText.js';
import { parseDoorCalibration } from '../../../src/calibration/calibrationText.js';
import {
  defaultCalibration,
  defaultStack,
  priorTable,
  recordedModel,
} from '../../../src/calibration/defaultCalibrations.js';
import { calibrateDoor, localName } from '../../../src/calibration/doorCalibration.js';
import type { LabelledOutput } from '../../../src/calibration/raterOutput.js';
import { applyStack, fitStack } from '../../../src/calibration/stack.js';
import { presumptionOf } from '../../../src/core/baseRate.js';
import { CouldNotRate, labels, type Rating } from '../../../src/core/rating.js';
import { confidenceSentence } from '../../../src/core/ratingWords.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { poolAdjacentViolators } from '../../../src/stats/isotonic.js';
import { randomStream } from '../../../src/stats/random.js';
import { ranked } from '../../../src/stats/ranking.js';
import { reliabilityTable, tableError } from '../../../src/stats/reliability.js';

const options = { rater: { name: 'x', version: '*' }, source: 'a test', priorTable: [0.3, 0.5, 0.7, 0.8] };
const close = (a: number, b: number, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b} give or take ${within}`);

/** Rows whose true bounce probability is `truth(stated)`. */
function statedRows(count: number, truth: (stated: number) => number, seed = 1): LabelledOutput[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const bounceProbability = random();
    return { instance: `i${i}`, bounceProbability, bounce: random() < truth(bounceProbability) };
  });
}

function labelRows(counts: readonly (readonly [bad: number, good: number])[]): LabelledOutput[] {
  return counts.flatMap(([bad, good], i) =>
    Array.from({ length: bad + good }, (_, k) => ({
      instance: `${i}-${k}`,
      label: labels.input[i] as (typeof labels.input)[number],
      bounce: k < bad,
    })),
  );
}

const table = ({ parameters }: Calibration) => parameters.table;

describe('Calibration of a rater', () => {
  it('by label shrinks to the prior on few examples and to the shares on many', () => {
    const few = table(fitCalibration('input', labelRows([[5, 0]]), options));
    assert.ok((few[0] as number) < 0.75, `five bounces are no certainty: ${few[0]}`);
    const many = fitCalibration(
      'input',
      labelRows([
        [300, 700],
        [450, 550],
        [80, 20],
        [0, 0],
      ]),
      options,
    );
    close(table(many)[0] as number, 0.3, 0.01);
    close(table(many)[1] as number, 0.45, 0.01);
    close(table(many)[2] as number, 0.8, 0.03);
    assert.ok((table(many)[3] as number) >= (table(many)[2] as number));
    assert.equal(many.parameters.kind, 'labels');
  });

  it('by label never falls and never reaches 0 or 1', () => {
    const cell = fc.tuple(fc.nat(30), fc.nat(30));
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), (counts) => {
        if (counts.flat().every((count) => count === 0)) return;
        const fitted = table(fitCalibration('input', labelRows(counts), options));
        for (const [i, p] of fitted.entries()) {
          assert.ok(p > 0 && p < 1);
          assert.ok(i === 0 || p >= (fitted[i - 1] as number));
        }
      }),
      {
        numRuns: 60,
        examples: [
          [
            [
              [0, 6],
              [16, 0],
              [3, 0],
              [22, 0],
            ],
          ],
        ],
      },
    );
  });

  it('takes a probability nearly at its word on ten rows, and mends an overconfident one on many', () => {
    const few = fitCalibration(
      'output',
      statedRows(10, () => 0),
      options,
    );
    assert.equal(few.parameters.kind, 'platt');
    assert.ok(applyCalibration(few, { bounceProbability: 0.9 }) > 0.35);
    const humble = (p: number) => 0.3 + 0.4 * p;
    const many = fitCalibration('output', statedRows(4000, humble), options);
    const held = statedRows(4000, humble, 2);
    const bounces = held.map(({ bounce }) => bounce);
    const errorOf = (probabilities: readonly number[]) =>
      tableError(reliabilityTable(ranked(probabilities, bounces)));
    const error = errorOf(held.map((row) => applyCalibration(many, row)));
    assert.ok(error < 0.035, `${error}`);
    const raw = errorOf(held.map(({ bounceProbability }) => bounceProbability as number));
    assert.ok(raw > 2 * error);
  });

  it('bends where many rows show a step, and rises everywhere', () => {
    const step = fitCalibration(
      'output',
      statedRows(4000, (p) => (p < 0.8 ? 0.2 : 0.9)),
      options,
    );
    assert.equal(step.parameters.kind, 'isotonic');
    let last = 0;
    for (let p = 0; p <= 1; p += 0.01) {
      const now = applyCalibration(step, { bounceProbability: p });
      assert.ok(now >= last - 1e-12);
      last = now;
    }
    close(applyCalibration(step, { bounceProbability: 0.5 }), 0.2, 0.06);
    close(applyCalibration(step, { bounceProbability: 0.95 }), 0.9, 0.06);
  });

  it('reads the label where a probability is nothing but that, and the label probabilities where they are all', () => {
    const rows = statedRows(100, (p) => p).map((row) => ({ ...row, label: 'VAGUE' as const }));
    const calibration = fitCalibration('input', rows, options);
    const byLabel = { label: 'VAGUE', bounceProbability: 1, probabilitySource: 'label' } as const;
    assert.equal(applyCalibration(calibration, byLabel), table(calibration)[2]);
    const byTokens = { labelProbabilities: [0.1, 0.2, 0.3, 0.4] };
    close(applyCalibration(calibration, byTokens), applyCalibration(calibration, { bounceProbability: 0.7 }));
    assert.throws(
      () => applyCalibration(fitCalibration('input', labelRows([[5, 5]]), options), {}),
      CouldNotRate,
    );
  });

  it('refuses to fit on nothing', () => {
    assert.throws(() => fitCalibration('input', [{ instance: 'a', bounce: true }], options), CouldNotRate);
  });

  it('pools to the nearest rising values, as every rising sequence near by is farther', () => {
    const value = fc.integer({ min: 0, max: 10 }).map((n) => n / 10);
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 8 }),
        fc.array(value, { minLength: 8, maxLength: 8 }),
        (values, other) => {
          const weights = values.map((_, i) => 1 + (i % 3));
          const distance = (to: readonly number[]) =>
            values.reduce((sum, v, i) => sum + (weights[i] as number) * (v - (to[i] as number)) ** 2, 0);
          const pooled = poolAdjacentViolators(values, weights);
          assert.ok(pooled.every((v, i) => i === 0 || v >= (pooled[i - 1] as number) - 1e-12));
          assert.ok(distance(pooled) <= distance([...other].sort((a, b) => a - b)) + 1e-9);
        },
      ),
    );
  });

  it('comes back from JSON as it was, and what else a file may hold is refused', () => {
    const rows = statedRows(4000, (p) => (p < 0.8 ? 0.2 : 0.9));
    const fileOf = (door: string, calibration: unknown) =>
      JSON.stringify({ door, raters: [{ calibration, threshold: 0.5 }], stack: null });
    for (const calibration of [
      fitCalibration('output', rows, options),
      fitCalibration('output', rows.slice(0, 50), options),
      fitCalibration('input', labelRows([[5, 9]]), options),
    ]) {
      const text = fileOf(calibration.door, calibration);
      assert.deepEqual(parseDoorCalibration(text).raters[0]?.calibration, calibration);
      const edited = text.replace('"source":"a test"', '"source":"another"');
      assert.notEqual(parseDoorCalibration(edited).raters[0]?.calibration.version, calibration.version);
    }
    const good = fitCalibration('input', labelRows([[5, 9]]), options);
    for (const bad of [
      '',
      'null',
      '[]',
      '{"__proto__": {}}',
      fileOf('input', { ...good, door: 'side' }),
      fileOf('input', { ...good, parameters: { kind: 'labels', table: [0.9, 0.1, 0.5, 0.6] } }),
      fileOf('input', { ...good, parameters: { kind: 'labels', table: [0.1, 0.2, 0.5, 2] } }),
      fileOf('input', { ...good, more: 1 }),
    ]) {
      assert.throws(() => parseDoorCalibration(bad), CouldNotRate, bad);
    }
  });

  it('gives a rating its calibrated probability, and the words say on how many examples it rests', () => {
    const rating: Rating = {
      door: 'input',
      rater: { name: 'chat:gpt-4.1', version: '1' },
      label: 'REASONABLY_SPECIFIED',
      labelProbabilities: [0, 1, 0, 0],
      bounceProbability: 0,
      probabilitySource: 'label',
      explanation: '',
      evidence: [],
      findings: [],
      questions: [],
      coverage: { files: [], share: 1 },
    };
    const shipped = defaultCalibration('input', rating.rater.name);
    assert.ok(shipped);
    const after = calibrated(rating, shipped.calibration);
    assert.equal(after.probabilitySource, 'calibrated');
    assert.ok(after.bounceProbability > 0.5 && after.bounceProbability > shipped.threshold);
    assert.equal(after.labelProbabilities, undefined);
    assert.match(
      confidenceSentence({
        ...after,
        baseRate: null,
        baseRateBasis: null,
        calibration: after.calibration ?? null,
      }),
      /on 1,189 labeled answers \(/,
    );
    assert.ok(
      calibrated(rating, shipped.calibration, presumptionOf(0.1, 'setting')).bounceProbability <
        after.bounceProbability,
    );
  });
});

describe('Default calibrations', () => {
  it('are found by the names that servers give the recorded models, and by no others', () => {
    for (const [name, model] of [
      ['gpt-4.1', 'gpt-4.1'],
      ['openai/gpt-4.1', 'gpt-4.1'],
      ['chat:gpt-4.1-2025-04-14', 'gpt-4.1'],
      ['o4-mini-2025-04-16', 'o4-mini'],
      ['claude-3-7-sonnet-20250219', 'claude-3.7-sonnet'],
      ['chat:anthropic/claude-3.7-sonnet:thinking', 'claude-3.7-sonnet'],
      ['us.anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude-3.7-sonnet'],
      ['qwen3:32b', 'qwen3_32b-q8_0'],
      ['Qwen/Qwen3-32B', 'qwen3_32b-q8_0'],
      ['gemma3:27b-it-q8_0', 'gemma3_27b-it-q8_0'],
      ['google/gemma-3-27b-it', 'gemma3_27b-it-q8_0'],
      ['gpt-4.1-mini', undefined],
      ['gpt-4.1-nano-2025-04-14', undefined],
      ['gpt-4.10', undefined],
      ['agentic:gpt-4.1', undefined],
      ['local', undefined],
      ['__proto__', undefined],
    ] as const) {
      assert.equal(recordedModel(name), model, name);
      assert.equal(defaultCalibration('output', name)?.calibration.rater.name, model, name);
    }
  });

  it('and stacks are what their own files would be read as', () => {
    for (const door of ['input', 'output'] as const) {
      assert.equal(priorTable(door).length, 4);
      // Too few answers on patches are recorded to overrule a model that nobody measured.
      if (door === 'output') assert.equal(defaultCalibration(door, 'chat:nobody-knows-it'), undefined);
      for (const name of door === 'input' ? ['o4-mini', 'chat:nobody-knows-it'] : ['o4-mini']) {
        const fitted = defaultCalibration(door, name) as FittedCalibration;
        const [model, local] = fitted.besideLocal?.stack.members ?? [];
        assert.equal(model?.rater, fitted.calibration.rater.name);
        assert.equal(local?.rater, localName);
        assert.equal(
          local?.version,
          localRater.probabilityVersion(door),
          'the local rater was trained anew: npm run calibrate is due',
        );
        // Worse answers and worse measures both raise the probability.
        assert.ok((model?.weight as number) > 0 && (local?.weight as number) > 0);
      }
      const stack = defaultStack(door, ['o4-mini', 'openai/gpt-4.1']);
      assert.ok(stack);
      const text = JSON.stringify({
        door,
        raters: [defaultCalibration(door, 'o4-mini')],
        stack,
      });
      assert.deepEqual(JSON.parse(JSON.stringify(parseDoorCalibration(text))), JSON.parse(text));
      assert.equal(defaultStack(door, ['o4-mini', 'local']), undefined);
    }
    const all = ['gpt-4.1', 'o4-mini', 'qwen3:32b', 'gemma3:27b', 'claude-3.7-sonnet'];
    assert.equal(defaultStack('input', all)?.stack.members.length, 5);
  });
});

describe('A stack of raters', () => {
  const random = randomStream(3);
  const rows = Array.from({ length: 1500 }, (_, i) => {
    const bounce = random() < 0.5;
    const noisy = () => Math.min(0.99, Math.max(0.01, (bounce ? 0.6 : 0.4) + random() - 0.5));
    const outputs = new Map([
      ['a', { bounceProbability: noisy() }],
      ['b', { bounceProbability: noisy() }],
    ]);
    if (i % 4 === 0) outputs.delete('b');
    return { instance: `${i}`, bounce, outputs };
  });
  const stack = fitStack('output', rows, ['a', 'b'], 'a test');

  it('weighs both raters, and does with one of them', () => {
    const at = (a: number, b?: number) =>
      applyStack(
        stack,
        new Map([
          ['a', { bounceProbability: a }],
          ...(b === undefined ? [] : [['b', { bounceProbability: b }] as const]),
        ]),
      );
    assert.ok(at(0.9, 0.9) > at(0.9) && at(0.9) > at(0.9, 0.1));
    assert.ok(at(0.1, 0.1) < 0.25 && at(0.9, 0.9) > 0.75);
    assert.throws(() => applyStack(stack, new Map([['c', {}]])), CouldNotRate);
  });

  it('stays finite on rows of one side only', () => {
    const bad = rows.filter(({ bounce }) => bounce).slice(0, 10);
    const p = applyStack(fitStack('output', bad, ['a', 'b'], 'a test'), bad[0]?.outputs ?? new Map());
    assert.ok(p > 0.5 && p < 0.95, `${p}`);
  });
});

const recorded = '../shared/data/recorded_input_labels.train.jsonl';

describe('Calibration of the recorded models, cross-validated', function () {
  this.timeout(120_000);

  it('ranks better stacked, and its thresholds earn no less than the paper’s rule', async function () {
    if (!existsSync(recorded)) {
      console.log(`      (skipped: there are no recorded answers at ${recorded})`);
      return this.skip();
    }
    const { cases } = await readLabelledCases([recorded], 'input');
    const raters = [...(cases[0]?.outputs.keys() ?? [])];
    const measured = crossValidated('input', cases, {
      raters,
      source: 'a test',
      priorTable: priorTable('input'),
    });
    let best = 0;
    for (const { rater, before, after } of measured) {
      if (!before) {
        assert.ok((after.auroc as number) >= best + 0.02, `${after.auroc} over ${best}`);
        continue;
      }
      best = Math.max(best, before.auroc as number);
      assert.ok((after.score as number) >= (before.score as number), rater);
      // So few rows of a fold would show most of it were every probability exactly right.
      assert.ok((after.ece as number) < (after.eceByChance as number) + 0.02, `${rater}: ${after.ece}`);
    }
    const shipped = calibrateDoor('input', cases, {
      raters: ['gpt-4.1'],
      source: "BouncerBench's published answers",
      priorTable: priorTable('input'),
    });
    const { besideLocal, ...alone } = defaultCalibration('input', 'gpt-4.1') as FittedCalibration;
    assert.deepEqual(shipped.raters[0], alone, 'npm run calibrate is due');
    assert.ok(besideLocal);
  });
});
