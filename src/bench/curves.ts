import { type Ranking, runsOf } from '../stats/ranking.js';
import { reliabilityTable } from '../stats/reliability.js';
import type { Point } from './measurement.js';

/** Points that a curve has at most; more can't be told apart in a plot and would only make files large. */
export const mostPoints = 500;

/** The curves over the rows with a probability; null without these. */
export function curvesOf(ranking: Ranking) {
  const { sizes, positives, total, totalPositive } = runsOf(ranking);
  if (total === 0) return { roc: null, riskCoverage: null, reliability: null };
  let accepted = 0;
  let missed = 0;
  const points = Array.from(sizes, (size, run) => {
    accepted += size;
    missed += positives[run] as number;
    return { accepted, missed };
  });
  const good = total - totalPositive;
  return {
    /** False positive rate against true positive rate of "bounce", from (0, 0) to (1, 1); it needs both classes. */
    roc:
      totalPositive === 0 || good === 0
        ? null
        : thinned([
            ...points.toReversed().map((point) => ({
              x: (good - (point.accepted - point.missed)) / good,
              y: (totalPositive - point.missed) / totalPositive,
            })),
            { x: 1, y: 1 },
          ]),
    /** Coverage (share accepted) against risk (share of the accepted that deserved a bounce). */
    riskCoverage: thinned(
      points.map((point) => ({ x: point.accepted / total, y: point.missed / point.accepted })),
    ),
    reliability: reliabilityTable(ranking),
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
