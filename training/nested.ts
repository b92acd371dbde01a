import { grouped } from '../src/core/grouped.js';
import type { Door } from '../src/core/rating.js';
import type { GroupFigures } from '../src/raters/local/figures.js';
import { oddsOf, Scoring, warningsOf } from '../src/raters/local/model.js';
import { bootstrap, type Estimate } from '../src/stats/bootstrap.js';
import { crossFitted } from '../src/stats/folds.js';
import { auroc, type Ranking, ranked, runsOf } from '../src/stats/ranking.js';
import { expectedCalibrationError } from '../src/stats/reliability.js';
import { logOdds, sigmoid } from '../src/stats/sigmoid.js';
import { type DoorSettings, trainDoor } from './doorTraining.js';
import type { LabelledRow } from './labelledRows.js';

/** A row as it was rated by a pipeline that had not seen its instance. */
export interface HeldOutRow extends LabelledRow {
  /** What its score adds to the log odds of a base rate. */
  readonly odds: number;
  /** The limits that the same pipeline chose. */
  readonly limits: ReturnType<typeof trainDoor>['limits'];
  /** The share of bounces that the pipeline presumes where nothing is known. */
  readonly usual: number;
}

const outerFolds = 5;

/**
 * Nested cross-validation grouped by instance: each fold is rated by a pipeline (vocabulary, weights, calibration and
 * limits) that was trained on the others. Copies are rated with their cases' fold.
 */
export function heldOutRows(
  door: Door,
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): HeldOutRow[] {
  return crossFitted(
    rows,
    { folds: outerFolds, seed: seed + 1 },
    (seen) => {
      const model = trainDoor(door, seen, settings, seed);
      return { ...model, scoring: new Scoring(model.scorer) };
    },
    ({ scoring, calibration, limits, baseRate }, row) => {
      const score = scoring.score(scoring.read(row.features));
      const odds = oddsOf(calibration.bounce[row.generation], score, warningsOf(row.features));
      return { ...row, odds, limits, usual: baseRate };
    },
  );
}

export function atBaseRate({ odds }: Pick<HeldOutRow, 'odds'>, baseRate: number): number {
  return sigmoid(odds + logOdds(baseRate));
}

/** Rows that are told of together, and the share of bounces that their probabilities presume. */
export interface Group {
  readonly name: string;
  readonly rows: readonly HeldOutRow[];
}

/** The figures of groups with 95% intervals by a bootstrap that draws whole instances. */
export function figuresOf({ name, rows }: Group, seed: number): GroupFigures {
  const numbers = instanceNumbers(rows);
  const share = rows.filter(({ bounce }) => bounce).length / rows.length;
  const area = areaWithinSources(rows, ({ odds }) => odds, numbers);
  const own = partOf(rows, (row) => atBaseRate(row, share), numbers);
  const usual = partOf(rows, (row) => atBaseRate(row, row.usual), numbers);
  const [auroc, ownError, usualError] = bootstrap(
    numbers.size,
    (counts) => [
      area(counts),
      expectedCalibrationError(own.ranking, weightsIn(own, counts)),
      expectedCalibrationError(usual.ranking, weightsIn(usual, counts)),
    ],
    { seed },
  ) as [Estimate, Estimate, Estimate];
  return {
    name,
    rows: rows.length,
    instances: numbers.size,
    share,
    auroc,
    ownError,
    usualError,
  };
}

/** The instances of rows, each with its number: what a bootstrap draws. */
export function instanceNumbers(rows: readonly HeldOutRow[]): ReadonlyMap<string, number> {
  return new Map([...new Set(rows.map(({ instance }) => instance))].map((instance, i) => [instance, i]));
}

/**
 * AUROC by a score within sources, the mean weighted by rows, from how often each instance counts. Sources of which a
 * draw has one side only say nothing.
 */
export function areaWithinSources<Row extends HeldOutRow>(
  rows: readonly Row[],
  score: (row: Row) => number,
  numbers: ReadonlyMap<string, number>,
): (counts: Int32Array) => number {
  const parts = [...grouped(rows, ({ source }) => source).values()].map((some) =>
    partOf(some, score, numbers),
  );
  return (counts) => {
    let [sum, total] = [0, 0];
    for (const part of parts) {
      const runs = runsOf(part.ranking, weightsIn(part, counts));
      const area = auroc(runs);
      if (Number.isNaN(area)) continue;
      sum += runs.total * area;
      total += runs.total;
    }
    return sum / total;
  };
}

interface Part {
  readonly ranking: Ranking;
  /** The instance of each of its rows, by number. */
  readonly clusters: Int32Array;
}

function partOf<Row extends HeldOutRow>(
  rows: readonly Row[],
  score: (row: Row) => number,
  numbers: ReadonlyMap<string, number>,
): Part {
  const ascending = [...rows].sort((one, other) => score(one) - score(other));
  return {
    ranking: ranked(
      ascending.map(score),
      ascending.map(({ bounce }) => bounce),
    ),
    clusters: Int32Array.from(ascending, ({ instance }) => numbers.get(instance) as number),
  };
}

function weightsIn({ clusters }: Part, counts: Int32Array): Int32Array {
  return clusters.map((cluster) => counts[cluster] as number);
}
