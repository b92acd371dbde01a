import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boostedScore, fitBoostedTrees } from '../../../src/stats/boostedTrees.js';
import { fitLogistic } from '../../../src/stats/logisticRegression.js';
import { randomStream } from '../../../src/stats/random.js';
import { logOdds, sigmoid } from '../../../src/stats/sigmoid.js';

const options = {
  trees: 20,
  depth: 3,
  learningRate: 0.2,
  penalty: 1,
  leafRows: 5,
  rowShare: 0.8,
  featureShare: 1,
  seed: 3,
};

/** Rows of three features; the first raises the target where the second is large, and lowers it elsewhere. */
function drawn(count: number, seed: number) {
  const random = randomStream(seed);
  const rows = Array.from({ length: count }, () => [random(), random(), random()]);
  const targets = rows.map(([x = 0, z = 0]) => Number(random() < sigmoid(4 * (z > 0.5 ? x : -x))));
  return { rows, targets };
}

describe('Boosted trees', () => {
  it('never fall in a feature that may only rise', () => {
    const number = fc.double({ min: -0.5, max: 1.5, noNaN: true });
    for (const seed of [1, 2, 3]) {
      const { rows, targets } = drawn(300, seed);
      const free = fitBoostedTrees(rows, targets, { ...options, seed });
      const held = fitBoostedTrees(rows, targets, { ...options, seed, rising: [true, false, false] });
      assert.ok(boostedScore(free, [0.9, 0.2, 0.5]) < boostedScore(free, [0.05, 0.2, 0.5]));
      fc.assert(
        fc.property(number, number, number, number, (one, other, z, w) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          assert.ok(boostedScore(held, [low, z, w]) <= boostedScore(held, [high, z, w]) + 1e-12);
        }),
      );
    }
  });

  it('leave to the offsets what these explain', () => {
    const random = randomStream(5);
    const rows = Array.from({ length: 600 }, (_, i) => [i % 2, random()]);
    const targets = rows.map(([source]) => Number(random() < (source ? 0.8 : 0.2)));
    const offsets = rows.map(([source]) => logOdds(source ? 0.8 : 0.2));
    const spread = (scores: readonly number[]) => Math.max(...scores) - Math.min(...scores);
    const scoresOf = (trees: ReturnType<typeof fitBoostedTrees>) =>
      [0, 1].map((source) => boostedScore(trees, [source, 0.5]));
    const calm = { ...options, trees: 10, penalty: 20, featureShare: 1 };
    assert.ok(spread(scoresOf(fitBoostedTrees(rows, targets, calm))) > 1);
    assert.ok(spread(scoresOf(fitBoostedTrees(rows, targets, { ...calm, offsets }))) < 0.3);
  });
});

describe('Logistic regression', () => {
  it('takes a row with weight 2 for two rows', () => {
    const { rows, targets } = drawn(80, 7);
    const sparse = rows.map((values) => ({ indices: [0, 1, 2], values }));
    const rowWeights = rows.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const twice = (_: unknown, i: number) => i % 3 === 0;
    const weighted = fitLogistic(sparse, targets, { width: 3, penalty: 1, rowWeights });
    const repeated = fitLogistic(
      [...sparse, ...sparse.filter(twice)],
      [...targets, ...targets.filter(twice)],
      {
        width: 3,
        penalty: 1,
      },
    );
    for (const [j, weight] of weighted.weights.entries())
      assert.ok(Math.abs(weight - (repeated.weights[j] as number)) < 1e-4);
  });
});
