import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decisionWorth } from '../../../src/calibration/decisionWorth.js';
import { boostedContributions, boostedScore, fitBoostedTrees } from '../../../src/stats/boostedTrees.js';
import { bootstrap } from '../../../src/stats/bootstrap.js';
import { confusionOf, f1, macroF1, mirrored, precision, recall } from '../../../src/stats/classification.js';
import { groupedFolds } from '../../../src/stats/folds.js';
import { fitLogistic, logisticScore } from '../../../src/stats/logisticRegression.js';
import { auroc, lowestPrecision, ranked, runsOf } from '../../../src/stats/ranking.js';
import { expectedCalibrationError, reliabilityTable, tableError } from '../../../src/stats/reliability.js';
import { logOdds, shiftBaseRate, sigmoid } from '../../../src/stats/sigmoid.js';

const rows = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
    fc.boolean(),
  ),
  { minLength: 2, maxLength: 60 },
);

describe('Metrics', () => {
  it('AUROC is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        let sum = 0;
        let count = 0;
        for (const [a, bad] of pairs) {
          for (const [b, other] of pairs) {
            if (!bad || other) continue;
            count++;
            sum += a > b ? 1 : a === b ? 0.5 : 0;
          }
        }
        const ranking = ranked(
          pairs.map(([p]) => p),
          pairs.map(([, bad]) => bad),
        );
        const ours = auroc(runsOf(ranking));
        if (count === 0) assert.ok(Number.isNaN(ours));
        else assert.ok(Math.abs(ours - sum / count) < 1e-12);
      }),
    );
  });

  it('decision metrics count what they say', () => {
    const decided = confusionOf([
      { predicted: true, actual: true },
      { predicted: true, actual: false },
      { predicted: false, actual: false },
      { predicted: false, actual: true },
      { predicted: false, actual: false },
    ]);
    assert.deepEqual([precision(decided), recall(decided), f1(decided)], [0.5, 0.5, 0.5]);
    assert.equal(precision(mirrored(decided)), 2 / 3);
    assert.ok(Math.abs(recall(mirrored(decided)) - 2 / 3) < 1e-12);
    assert.ok(Math.abs(macroF1(decided) - (0.5 + 2 / 3) / 2) < 1e-12);
    const nothing = confusionOf([]);
    assert.deepEqual([precision(nothing), recall(nothing), macroF1(nothing)], [0, 0, 0]);
  });

  it('I-Score and O-Score follow the paper', () => {
    const ticket = (quality: number, bounced: boolean) =>
      decisionWorth('input', { quality, bounce: quality >= 2, bounced });
    assert.equal(ticket(3, true), 1);
    assert.ok(Math.abs((ticket(2, false) as number) + 1 / 3) < 1e-12);
    assert.equal(decisionWorth('output', { quality: 0.25, bounce: true, bounced: true }), 0.25);
    assert.equal(decisionWorth('output', { quality: 1, bounce: false, bounced: true }), -1);
    assert.equal(decisionWorth('output', { quality: null, bounce: false, bounced: true }), null);
  });

  it('calibration error is 0 for a perfect one, and acceptance is precise where the order is', () => {
    const bounces = Array.from({ length: 100 }, (_, i) => i >= 50);
    const perfect = ranked(bounces.map(Number), bounces);
    assert.equal(expectedCalibrationError(perfect), 0);
    assert.equal(tableError(reliabilityTable(perfect)), 0);
    assert.equal(lowestPrecision(runsOf(perfect), 0.2), 1);
    const blind = ranked(
      bounces.map(() => 0.5),
      bounces,
    );
    assert.equal(lowestPrecision(runsOf(blind), 0.2), 0.5);
  });
});

describe('Calibration', () => {
  it('never puts one group on both sides of a fold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 10, maxLength: 80 }),
        fc.nat(),
        (groups, seed) => {
          const folds = groupedFolds(groups, 3, seed);
          for (const { train, test } of folds) {
            const trained = new Set(train.map((i) => groups[i]));
            assert.ok(test.every((i) => !trained.has(groups[i])));
          }
          assert.deepEqual(
            folds.flatMap(({ test }) => test).sort((a, b) => a - b),
            groups.map((_, i) => i),
          );
        },
      ),
    );
  });

  it('shifts a probability to another base rate as Bayes has it', () => {
    // 0.5 at a base rate of 0.5 is a likelihood ratio of 1: the new base rate itself.
    assert.ok(Math.abs(sigmoid(shiftBaseRate(logOdds(0.5), 0.5, 0.2)) - 0.2) < 1e-9);
    assert.ok(Math.abs(sigmoid(shiftBaseRate(logOdds(0.3), 0.7, 0.7)) - 0.3) < 1e-9);
  });

  it('fits the same logistic regression every time, and in the right direction', () => {
    const data = Array.from({ length: 200 }, (_, i) => ({
      indices: [0, 1],
      values: [(i % 20) / 10 - 1, ((i * 7) % 11) / 5 - 1],
    }));
    const targets = data.map(({ values }) => ((values[0] as number) > 0 ? 1 : 0));
    const fitted = () => fitLogistic(data, targets, { width: 2, penalty: 1 });
    const model = fitted();
    assert.deepEqual(fitted(), model);
    assert.ok((model.weights[0] as number) > 5 * Math.abs(model.weights[1] as number));
    assert.ok(logisticScore(model, { indices: [0], values: [1] }) > 0);
  });

  it('splits the score of its trees into contributions that add up', () => {
    const data = Array.from({ length: 300 }, (_, i) => [i % 10, (i * 3) % 7, (i * 5) % 13]);
    const targets = data.map(([a, b]) => ((a as number) > 4 !== (b as number) > 3 ? 1 : 0));
    const trees = fitBoostedTrees(data, targets, {
      trees: 40,
      depth: 3,
      learningRate: 0.2,
      penalty: 1,
      leafRows: 5,
      rowShare: 0.8,
      featureShare: 1,
      seed: 1,
    });
    const ranking = ranked(
      data.map((row) => boostedScore(trees, row)),
      targets.map(Boolean),
    );
    assert.ok(auroc(runsOf(ranking)) > 0.95);
    const [first, second] = [data[0] as number[], data[17] as number[]];
    const sum = (row: number[]) => boostedContributions(trees, row).reduce((a, b) => a + b, 0);
    assert.ok(
      Math.abs(sum(first) - sum(second) - (boostedScore(trees, first) - boostedScore(trees, second))) < 1e-6,
    );
  });

  it('gives an interval around the figure', () => {
    const values = Array.from({ length: 200 }, (_, i) => i % 2);
    const [{ value, low, high } = assert.fail()] = bootstrap(values.length, (counts) => [
      values.reduce((sum, one, i) => sum + one * (counts[i] as number), 0) / values.length,
    ]);
    assert.equal(value, 0.5);
    assert.ok(low < 0.5 && low > 0.4 && high > 0.5 && high < 0.6);
  });
});
