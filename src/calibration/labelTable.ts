import { poolAdjacentViolators } from '../stats/isotonic.js';
import { fitPlatt, plattProbability } from '../stats/platt.js';

/** The bounce probability that each of a door's four labels means, best label first; it never falls. */
export type LabelTable = readonly number[];

/** Rows' worth of the prior table that the trend over the labels starts from, for each label. */
const priorRowsOfLabel = 5;
/** Rows' worth of that trend in each label's own share. */
const trendRows = 10;

/**
 * What each label means: its share of bounces, shrunk like the mean of a beta-binomial towards the trend over all
 * four labels, which itself starts from a prior table. So ten examples move it a little, a label that was given
 * twice in a thousand rows follows its neighbours, and a better label never means a likelier bounce. In whole percent,
 * never 0 or 100: finer digits would be those of the rows at hand, not of the label.
 *
 * @param ordinals each row's label, 0 (best) .. 3
 */
export function fitLabelTable(
  ordinals: readonly number[],
  bounces: readonly boolean[],
  prior: LabelTable,
): LabelTable {
  const priorRows = prior.flatMap((share, label) =>
    Array.from({ length: priorRowsOfLabel }, () => [label, share] as const),
  );
  const trend = fitPlatt(
    [...ordinals, ...priorRows.map(([label]) => label)],
    [...bounces.map(Number), ...priorRows.map(([, share]) => share)],
  );
  const cells = prior.map((_, label) => {
    const rows = ordinals.flatMap((ordinal, row) => (ordinal === label ? [row] : []));
    const bad = rows.filter((row) => bounces[row]).length;
    const weight = rows.length + trendRows;
    return { share: (bad + trendRows * plattProbability(trend, label)) / weight, weight };
  });
  return poolAdjacentViolators(
    cells.map(({ share }) => share),
    cells.map(({ weight }) => weight),
  ).map((share) => Math.min(99, Math.max(1, Math.round(100 * share))) / 100);
}
