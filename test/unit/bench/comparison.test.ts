import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePaired } from '../../../src/bench/comparison.js';
import { measure } from '../../../src/bench/measures.js';
import { metrics } from '../../../src/bench/metrics/registry.js';
import type { Scored } from '../../../src/bench/scored.js';
import { mcNemar } from '../../../src/stats/tails.js';
import { clusteredBootstrap } from './definitions.js';
import { scored, scoredRows } from './scoredRows.js';

/** The p-value from whole binomial coefficients: all splits of `all` that are at least as uneven. */
function byBinomials(onlyA: number, onlyB: number): number {
  const all = onlyA + onlyB;
  const coefficients = [1n];
  for (let k = 1; k <= all; k++) {
    coefficients.push(((coefficients[k - 1] as bigint) * BigInt(all - k + 1)) / BigInt(k));
  }
  const uneven = coefficients.filter((_, k) => Math.abs(2 * k - all) >= Math.abs(onlyA - onlyB));
  const sum = uneven.reduce((a, b) => a + b, 0n);
  return Number((sum * 10n ** 18n) / 2n ** BigInt(all)) / 1e18;
}

describe('Comparing two runs', () => {
  it("does McNemar's test exactly", () => {
    fc.assert(
      fc.property(fc.nat({ max: 120 }), fc.nat({ max: 120 }), (onlyA, onlyB) => {
        assert.ok(Math.abs(mcNemar(onlyA, onlyB) - byBinomials(onlyA, onlyB)) < 1e-11);
      }),
    );
    assert.equal(mcNemar(0, 0), 1);
    assert.equal(mcNemar(0, 5), 2 / 32);
    // 50,000 discordant tasks, where a factorial is beyond any number: 2 standard deviations off the middle.
    assert.ok(Math.abs(mcNemar(25_224, 24_776) - 0.0455) < 0.001);
  });

  it('matches tasks, counts who is right, and says what is in one run only', () => {
    const row = (task: string, bounced: boolean) => scored({ task, group: task, gold: true, bounced });
    const a = [row('1', true), row('2', true), row('3', false), row('4', false), row('only a', true)];
    const b = [
      row('4', true),
      row('3', false),
      row('2', false),
      row('1', true),
      row('x', true),
      row('y', true),
    ];
    const { figures: differences, ...counts } = comparePaired('output', a, b, { draws: 0 });
    assert.deepEqual(counts, {
      door: 'output',
      tasks: 4,
      onlyInA: 1,
      onlyInB: 2,
      bothRight: 1,
      onlyARight: 1,
      onlyBRight: 1,
      bothWrong: 1,
      pValue: 1,
    });
    assert.ok(differences.length > 0 && differences.every(({ excludesZero }) => !excludesZero));
    assert.deepEqual(comparePaired('output', a, [], { draws: 0 }).figures, []);
  });

  it('refuses runs over different truths', () => {
    const run = (gold: boolean) => [scored({ task: 'owner__name-1', gold })];
    assert.throws(
      () => comparePaired('output', run(true), run(false)),
      /disagree on whether "owner__name-1" deserves a bounce\. Compare runs over the same data set\./,
    );
  });

  it('gives each difference between the two measurements, and none between a run and itself', () => {
    fc.assert(
      fc.property(scoredRows('input', 30), fc.infiniteStream(fc.boolean()), (a, bounces) => {
        const b = a.map((row) => ({
          ...row,
          bounced: bounces.next().value as boolean,
          bounceProbability: 0.3,
        }));
        const valuesOf = (rows: readonly Scored[]) =>
          new Map(measure('input', rows, { draws: 0 }).figures.map(({ id, value }) => [id, value]));
        const [ofA, ofB] = [valuesOf(a), valuesOf(b)];
        const differences = comparePaired('input', a, b.toReversed(), { draws: 0 }).figures;
        assert.deepEqual(
          differences.map(({ id }) => id),
          metrics.map(({ id }) => id).filter((id) => ofA.has(id) && ofB.has(id)),
        );
        for (const { id, a: left, b: right, value } of differences) {
          assert.ok(Math.abs(left - (ofA.get(id) as number)) < 1e-9, id);
          assert.ok(Math.abs(right - (ofB.get(id) as number)) < 1e-9, id);
          assert.ok(Math.abs(value - (left - right)) < 1e-12, id);
        }
        for (const { low, value, high } of comparePaired('input', a, a, { draws: 5 }).figures) {
          assert.equal(Math.abs(value), 0);
          // No interval where the few draws have one class only.
          assert.ok(Number.isNaN(low) || (low === 0 && high === 0));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('draws the same tasks for both runs', () => {
    const rows = Array.from({ length: 90 }, (_, i) => {
      const base = { task: String(i), group: `instance ${i % 40}`, gold: i % 3 === 0 };
      return {
        a: scored({ ...base, bounced: i % 3 === 0 || i % 5 === 0 }),
        b: scored({ ...base, bounced: i % 2 === 0, group: 'named otherwise' }),
      };
    });
    const options = { draws: 60, seed: 9 };
    const difference = comparePaired(
      'output',
      rows.map(({ a }) => a),
      rows.map(({ b }) => b),
      options,
    ).figures.find(({ id }) => id === 'penalty_0');
    const right = (row: Scored) => Number(row.bounced === row.gold);
    const expected = clusteredBootstrap(
      rows.map(({ a }) => a.group),
      (chosen) => {
        const pairs = chosen.map((i) => rows[i] as (typeof rows)[number]);
        return pairs.reduce((sum, { a, b }) => sum + right(a) - right(b), 0) / pairs.length;
      },
      options,
    );
    assert.ok(difference);
    for (const end of ['low', 'value', 'high'] as const) {
      assert.ok(Math.abs(difference[end] - expected[end]) < 1e-12, end);
    }
    const excludesZero = (a: readonly Scored[], b: readonly Scored[]) =>
      comparePaired('output', a, b, options).figures.find(({ id }) => id === 'penalty_0')?.excludesZero;
    const [better, worse] = [rows.map(({ a }) => a), rows.map(({ b }) => b)];
    assert.equal(excludesZero(better, worse), true);
    assert.equal(excludesZero(worse, better), true);
    const coin = better.map((row, i) => ({ ...row, bounced: i % 10 === 0 ? !row.bounced : row.bounced }));
    const otherCoin = better.map((row, i) => ({
      ...row,
      bounced: i % 10 === 5 ? !row.bounced : row.bounced,
    }));
    assert.equal(excludesZero(coin, otherCoin), false);
  });
});
