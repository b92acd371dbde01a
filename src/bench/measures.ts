import { type Door, labels } from '../core/rating.js';
import { type BootstrapOptions, bootstrap } from '../stats/bootstrap.js';
import { curvesOf } from './curves.js';
import type { Figure } from './measurement.js';
import { labelsAgainstGrades } from './metrics/agreement.js';
import { confusionIn } from './metrics/decisions.js';
import type { Metric } from './metrics/metric.js';
import { metrics } from './metrics/registry.js';
import { Rows, WeightedRows } from './metrics/weightedRows.js';
import type { Scored } from './scored.js';

/** Draws of the bootstrap are 1,000 unless told. */
export interface MeasureOptions extends BootstrapOptions {
  /** What one wrong accept costs in `penalty_cost`, in units of one right one; 0 or more, 1 unless told. */
  readonly cost?: number;
  /** Tasks with a gold label that have no rating; only handed on. */
  readonly missing?: number;
}

/** Tasks from which on an interval means something. */
export const fewestForIntervals = 10;

/** Everything that is measured of one rater at one door. Plain data: it crosses threads and goes into files. */
export type Measurement = ReturnType<typeof measure>;

/**
 * Measures one rater at one door: every metric with its 95% interval by the clustered bootstrap over `group`, and the
 * curves. Metrics of probabilities and labels are over the rows that have them.
 */
export function measure(
  door: Door,
  scored: readonly Scored[],
  { cost = 1, missing = 0, ...options }: MeasureOptions = {},
) {
  const rows = new Rows(door, scored, cost);
  const once = new WeightedRows(rows);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusionIn(once);
  const draws = scored.length < fewestForIntervals ? 0 : options.draws;
  const figures = scored.length === 0 ? [] : estimates(metrics, rows, { ...options, draws });
  return {
    door,
    /** Tasks with a gold label and a rating; the figures are over these. */
    tasks: scored.length,
    /** Tasks with a gold label that have no rating. */
    missing,
    /** Of `tasks`, those without a quality; the I-Score or O-Score leaves them out. */
    ungraded: scored.filter(({ quality }) => quality === null).length,
    /** In the order of the registry; one that can't be computed (one class only, no probabilities) is absent. */
    figures: figures.filter(({ value }) => !Number.isNaN(value)),
    confusion: {
      bouncedRightly: truePositives,
      bouncedWrongly: falsePositives,
      acceptedRightly: trueNegatives,
      acceptedWrongly: falseNegatives,
    },
    labelMatrix: labelMatrix(once),
    ...curvesOf(rows.ranking),
  };
}

/** The metrics over the rows with their intervals. */
export function estimates(metrics: readonly Metric[], rows: Rows, options: BootstrapOptions): Figure[] {
  const found = bootstrap(
    rows.clusters,
    (counts) => valuesOf(metrics, new WeightedRows(rows, counts)),
    options,
  );
  return found.map((estimate, i) => ({ id: (metrics[i] as Metric).id, ...estimate }));
}

export function valuesOf(metrics: readonly Metric[], rows: WeightedRows): number[] {
  return metrics.map(({ value }) => value(rows));
}

/** Rows: the gold label by quality, columns: the rater's label; null at the output door or without labels. */
function labelMatrix(rows: WeightedRows): number[][] | null {
  const cells = [...labelsAgainstGrades(rows)];
  if (!cells.some((count) => count > 0)) return null;
  const size = labels[rows.of.door].length;
  return labels[rows.of.door].map((_, grade) => cells.slice(grade * size, (grade + 1) * size));
}
