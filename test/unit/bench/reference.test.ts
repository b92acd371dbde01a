import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { nullRows } from '../../../src/bench/nullRaters.js';
import { referenceFigures, rounded } from '../../../src/bench/referenceFigures.js';
import type { Scored } from '../../../src/bench/scored.js';
import { labels } from '../../../src/core/rating.js';
import { scored } from './scoredRows.js';

const data = '../shared/data';

type Reference = Record<'input' | 'output', Record<string, Record<string, number>>>;

function read<Row>(name: string): Row[] {
  return readFileSync(`${data}/${name}.train.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

describe('The reference figures', () => {
  let reference: Reference;

  before(function () {
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no reference figures at ${data})`);
      return this.skip();
    }
    reference = JSON.parse(readFileSync(`${data}/reference_metrics.json`, 'utf8')) as Reference;
  });

  /** The names of the null raters in the file. */
  function nullRaters(nulls: ReturnType<typeof nullRows>): Record<string, readonly Scored[]> {
    return { accept_all: nulls['accept-all'], bounce_all: nulls['bounce-all'], oracle: nulls.oracle };
  }

  it('come out to the last digit at the input door', () => {
    const answers = read<{
      readonly instance_id: string;
      readonly input_quality: number;
      readonly labels: Readonly<Record<string, (typeof labels.input)[number]>>;
    }>('recorded_input_labels');
    const gold = answers.map((row) =>
      scored({ task: row.instance_id, quality: row.input_quality, gold: row.input_quality >= 2 }),
    );
    const raters = nullRaters(nullRows('input', gold));
    for (const model of Object.keys(answers[0]?.labels ?? {})) {
      raters[model] = gold.flatMap((row, i) => {
        const label = answers[i]?.labels[model];
        return label === undefined ? [] : [{ ...row, bounced: labels.input.indexOf(label) >= 2 }];
      });
    }
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(raters).map(([name, rows]) => [name, referenceFigures('input', rows)]),
      ),
      reference.input,
    );
  });

  it('come out to the last digit at the output door', () => {
    const patches = read<{
      readonly patch: string;
      readonly output_quality: number | null;
      readonly output_bounce: boolean;
    }>('output');
    const gold = patches.map((row, i) =>
      scored({ task: String(i), quality: row.output_quality, gold: row.output_bounce }),
    );
    const codePoints = new Map(patches.map((row, i) => [String(i), [...row.patch].length]));
    const nulls = nullRows('output', gold, 44, ({ task }) => codePoints.get(task) as number);
    const raters = {
      ...nullRaters(nulls),
      bounce_if_patch_over_1500_code_points: nulls['length-only'],
    };
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(raters).map(([name, rows]) => [name, referenceFigures('output', rows)]),
      ),
      reference.output,
    );
  });
});

describe('Rounding as Python does', () => {
  it('goes to the nearest, to the even one of two, and never to −0', () => {
    // Each right-hand side is what Python 3 prints for round(x, 6).
    for (const [value, expected] of [
      [0.0078125, 0.007812],
      [0.0234375, 0.023438],
      [-0.0078125, -0.007812],
      [1.0078125, 1.007812],
      [2.6750005, 2.675],
      [0.1234565, 0.123456],
      [0.5, 0.5],
      [1 / 3, 0.333333],
      [-2 / 3, -0.666667],
    ] as const) {
      assert.equal(rounded(value), expected, String(value));
    }
    assert.ok(Object.is(rounded(-1e-9), 0));
    assert.ok(Object.is(rounded(-0), 0));
  });
});
