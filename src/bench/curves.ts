import { type ReliabilityBin, reliabilityTable } from '../stats/metrics.js';
import type { Columns } from './columns.js';
import type { Point } from './measurement.js';

/** Points that a curve has at most; more can't be told apart in a plot and would only make files large. */
export const mostPoints = 500;

export interface Curves {
  readonly roc: readonly Point[] | null;
  readonly riskCoverage: readonly Point[] | null;
  readonly reliability: readonly ReliabilityBin[] | null;
}

/** The curves over the rows with a probability. The ROC curve needs both classes; it runs from (0, 0) to (1, 1). */
export function curvesOf(columns: Columns): Curves {
  const { rated, runEnds, probability, bad } = columns;
  if (rated === 0) return { roc: null, riskCoverage: null, reliability: null };
  const runs: { accepted: number; missed: number }[] = [];
  let missed = 0;
  let row = 0;
  for (const end of runEnds) {
    for (; row < end; row++) missed += bad[row] as number;
    runs.push({ accepted: end, missed });
  }
  const good = rated - missed;
  const bounces = Array.from(bad.subarray(0, rated), Boolean);
  return {
    roc:
      missed === 0 || good === 0
        ? null
        : thinned([
            ...runs.toReversed().map((run) => ({
              x: (good - (run.accepted - run.missed)) / good,
              y: (missed - run.missed) / missed,
            })),
            { x: 1, y: 1 },
          ]),
    riskCoverage: thinned(runs.map((run) => ({ x: run.accepted / rated, y: run.missed / run.accepted }))),
    reliability: reliabilityTable([...probability.subarray(0, rated)], bounces),
  };
}

/** At most {@link mostPoints} of the points, evenly spread over them, the first and the last among them. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= mostPoints) return points;
  return Array.from(
    { length: mostPoints },
    (_, i) => points[Math.round((i * (points.length - 1)) / (mostPoints - 1))] as Point,
  );
}
