import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readLabelledCases } from '../../../src/bench/labelledCases.js';
import { priorTable } from '../../../src/calibration/defaultCalibrations.js';
import { calibrateRater, type LabelledCase } from '../../../src/calibration/doorCalibration.js';
import { coveragePolicy, riskPolicy } from '../../../src/calibration/policies.js';
import { ratedCases } from '../../../src/calibration/ratedCases.js';
import type { RaterOutput } from '../../../src/calibration/raterOutput.js';
import { labels } from '../../../src/core/rating.js';
import { randomStream, shuffled } from '../../../src/stats/random.js';
import { riskCoverageAt, riskCoverageLine } from '../../../src/stats/riskCoverage.js';

const rater = 'r';
const options = { source: '', priorTable: priorTable('output') };

/** A rater's label, its probability, or either, of a patch that deserves a bounce by chance `risk`. */
const answers: Readonly<Record<string, (risk: number, random: () => number) => RaterOutput>> = {
  labels: (risk, random) => labelled(risk + 0.3 * (random() - 0.5)),
  probabilities: (risk, random) => stated(risk + 0.3 * (random() - 0.5)),
  'labels or probabilities': (risk, random) =>
    (random() < 0.4 ? labelled : stated)(risk + 0.3 * (random() - 0.5)),
  'labels that say nothing': (_, random) => labelled(random()),
  'probabilities that say nothing': (_, random) => stated(random()),
};

function labelled(seen: number): RaterOutput {
  const label = labels.output[Math.min(3, Math.max(0, Math.floor(4 * seen)))];
  return label ? { label } : {};
}

function stated(seen: number): RaterOutput {
  return { bounceProbability: Math.min(1, Math.max(0, Math.round(20 * seen) / 20)) };
}

/** Patches, one of each instance, of which between a fifth and four fifths deserve a bounce. */
function patches(count: number, seed: number, answer: (typeof answers)[string]): LabelledCase[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const risk = 0.2 + 0.6 * random();
    const outputs = new Map([[rater, answer(risk, random)]]);
    return { instance: `p${i}`, bounce: random() < risk, quality: null, outputs };
  });
}

const repeats = 200;
const delta = 0.1;

/** In how many of many draws the risk is exceeded that was promised on the cases the calibration was fitted on. */
function brokenShare(
  what: string,
  alpha: number,
  draw: (seed: number) => readonly [known: readonly LabelledCase[], next: readonly LabelledCase[]],
  door: 'input' | 'output',
  name: string,
): number {
  let [broken, refused] = [0, 0];
  const prior = { ...options, priorTable: priorTable(door) };
  for (let seed = 1; seed <= repeats; seed++) {
    const [known, next] = draw(seed);
    const policy = riskPolicy(door, ratedCases(door, known, name, 'fitted'), {
      alpha,
      delta,
      next: next.length,
    });
    if ('impossible' in policy) {
      refused++;
      continue;
    }
    const met = ratedCases(door, next, name, calibrateRater(door, known, name, prior));
    if ((riskCoverageAt(met, policy.threshold).risk ?? 0) > alpha) broken++;
  }
  console.log(
    `      ${what}, α ${alpha}: broken ${(broken / repeats).toFixed(3)}, refused ${(refused / repeats).toFixed(3)}`,
  );
  return broken / repeats;
}

describe('A policy on the calibration that is fitted on the same cases', () => {
  it('accepts or turns away together what has the same answer', () => {
    const cases = patches(1000, 3, answers['labels'] as (typeof answers)[string]);
    const calibration = calibrateRater('output', cases, rater, options);
    const rated = ratedCases('output', cases, rater, 'fitted');
    assert.deepEqual(rated, ratedCases('output', cases, rater, calibration));
    assert.equal(riskCoverageLine(rated).length, 5);
    const shares = labels.output.map(
      (label) => cases.filter(({ outputs }) => outputs.get(rater)?.label === label).length / 1000,
    );
    const policy = coveragePolicy('output', rated, (shares[0] as number) + 0.1);
    assert.ok('threshold' in policy);
    assert.equal(policy.expectedCoverage, shares[0]);
    const accepted = ((shares[0] as number) + (shares[1] as number)).toFixed(2).replace('0.', '');
    assert.match(policy.explanation, new RegExp(`with them it is ${Number(accepted)}%, from`));
    const none = coveragePolicy('output', rated, 0.06);
    assert.ok('threshold' in none && /^No patch is accepted\. The next ones/.test(none.explanation));
  });
});

describe('A promise', () => {
  const alike = (wrongOfFirst: number, wrongOfSecond: number) =>
    [wrongOfFirst, wrongOfSecond].flatMap((wrong, answer) =>
      Array.from({ length: 200 }, (_, i) => ({
        instance: `${answer} ${i}`,
        probability: 0.3,
        answer,
        bounce: i < wrong,
      })),
    );

  it('tests answers that the calibration made alike one by one, and parts them by no threshold', () => {
    const promise = { alpha: 0.4, delta: 0.1 };
    assert.ok('impossible' in riskPolicy('output', alike(120, 0), promise));
    const kept = riskPolicy('output', alike(20, 40), promise);
    assert.ok('threshold' in kept && kept.expectedCoverage === 1);
    assert.ok('impossible' in riskPolicy('output', alike(20, 180), promise));
  });
});

describe('A risk promised on the cases that the calibration was fitted on', function () {
  this.timeout(120_000);

  it('is kept on as many next ones', () => {
    for (const [what, answer] of Object.entries(answers)) {
      for (const alpha of [0.45, 0.5]) {
        const share = brokenShare(
          what,
          alpha,
          (seed) => [patches(300, seed, answer), patches(300, seed + repeats, answer)],
          'output',
          rater,
        );
        assert.ok(share <= delta, `${what}, α ${alpha}: ${share}`);
      }
    }
  });

  it('is kept by real models’ labels on the other half of the tickets', async function () {
    const data = '../shared/data/recorded_input_labels.train.jsonl';
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no recorded labels at ${data})`);
      return this.skip();
    }
    const { cases } = await readLabelledCases([data], 'input');
    const models = ['claude-3.7-sonnet', 'gpt-4.1', 'o4-mini'];
    for (const model of models) {
      for (const alpha of [0.3, 0.4]) {
        const halves = (seed: number) => {
          const order = shuffled(cases, randomStream(seed));
          return [order.slice(0, cases.length / 2), order.slice(cases.length / 2)] as const;
        };
        const share = brokenShare(model, alpha, halves, 'input', model);
        assert.ok(share <= delta, `${model}, α ${alpha}: ${share}`);
      }
    }
  });
});
