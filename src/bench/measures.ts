import { type Door, labels } from '../core/rating.js';
import { weightedBootstrap } from '../stats/weightedBootstrap.js';
import { columnsOf, gradeOf } from './columns.js';
import { curvesOf } from './curves.js';
import { figures } from './figures.js';
import type { Confusion, Figure, Measurement } from './measurement.js';
import type { Scored } from './scored.js';
import { weightedFigures } from './weighted.js';

export interface MeasureOptions {
  /** Draws of the bootstrap; 0 for no intervals, whose `low` and `high` are then NaN. 1,000 unless told. */
  readonly draws?: number;
  readonly seed?: number;
  /** What one wrong accept costs in `penalty_cost`, in units of one right one; 0 or more, 1 unless told. */
  readonly cost?: number;
  /** Tasks with a gold label that have no rating; only handed on. */
  readonly missing?: number;
}

/**
 * Measures one rater at one door: every figure of `figures.ts` with its 95% interval by the clustered bootstrap
 * over `group`, and the curves. Figures of probabilities and labels are over the rows that have them.
 */
export function measure(
  door: Door,
  rows: readonly Scored[],
  { draws = 1000, seed = 44, cost = 1, missing = 0 }: MeasureOptions = {},
): Measurement {
  const columns = columnsOf(door, rows);
  return {
    door,
    tasks: rows.length,
    missing,
    ungraded: rows.filter(({ quality }) => quality === null).length,
    figures:
      rows.length === 0
        ? []
        : named(
            weightedBootstrap(columns.clusters, weightedFigures(door, columns, cost), figures.length, {
              draws,
              seed,
            }),
          ),
    confusion: confusionOf(rows),
    labelMatrix: labelMatrixOf(door, rows),
    ...curvesOf(columns),
  };
}

function named(estimates: readonly Omit<Figure, 'id'>[]): Figure[] {
  return figures
    .map(({ id }, i) => ({ id, ...(estimates[i] as Omit<Figure, 'id'>) }))
    .filter(({ value }) => !Number.isNaN(value));
}

export function confusionOf(rows: readonly Pick<Scored, 'gold' | 'bounced'>[]): Confusion {
  const count = (gold: boolean, bounced: boolean) =>
    rows.filter((row) => row.gold === gold && row.bounced === bounced).length;
  return {
    bouncedRightly: count(true, true),
    bouncedWrongly: count(false, true),
    acceptedRightly: count(false, false),
    acceptedWrongly: count(true, false),
  };
}

function labelMatrixOf(door: Door, rows: readonly Scored[]): number[][] | null {
  const matrix = labels[door].map(() => labels[door].map(() => 0));
  let labelled = 0;
  for (const row of rows) {
    const grade = gradeOf(door, row);
    if (grade === null || row.label === null) continue;
    const ofGrade = matrix[grade] as number[];
    ofGrade[row.label] = (ofGrade[row.label] as number) + 1;
    labelled++;
  }
  return labelled === 0 ? null : matrix;
}
