import { countsOf } from '../src/calibration/calibration.js';
import { type Generation, generations } from '../src/core/baseRate.js';
import type { Door } from '../src/core/rating.js';
import {
  type Calibration,
  type DoorLimits,
  type DoorModel,
  oddsOf,
  type Scaling,
  Scoring,
  warningsOf,
} from '../src/raters/local/model.js';
import { crossFitted } from '../src/stats/folds.js';
import { fitLogistic } from '../src/stats/logisticRegression.js';
import { fitPlatt, type PlattScaling } from '../src/stats/platt.js';
import { round } from '../src/stats/round.js';
import { logOdds, sigmoid } from '../src/stats/sigmoid.js';
import type { LabelledRow } from './labelledRows.js';
import { benchmarkThreshold, limitFor } from './limits.js';
import { fitScorer, type ScorerSettings, sourceOdds } from './scorerTraining.js';

/** The choices of a door's pipeline that are not learned from rows. */
export interface DoorSettings extends ScorerSettings {
  /** The share of bounces that a probability presumes; that of the rows where absent. */
  readonly baseRate?: number;
  /** The groups whose right rows the limits spare. */
  readonly limitGroups: readonly string[];
  /** At most these shares of the right rows may lie above the limits. */
  readonly mostRight: { readonly abstain: number; readonly ask: number };
  /** The source on whose rows the benchmark's threshold is chosen. */
  readonly benchmark: string;
}

/** Folds of the inner cross-validation on whose held-out scores the calibration and the limits rest. */
const innerFolds = 3;

/**
 * The whole pipeline: vocabulary, scaling and weights from all rows; calibration and limits from scores that each
 * case got from a model which had not seen its instance.
 */
export function trainDoor(
  door: Door,
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): Omit<DoorModel, 'version'> {
  const scores = crossFittedScores(rows, settings, seed);
  const held = rows.flatMap((row, i) => (row.copy ? [] : [{ row, score: scores[i] as number }]));
  const calibration = fitCalibration(held);
  const counts = countsOf(held.map(({ row }) => row));
  const baseRate = settings.baseRate ?? round(counts.bounceShare);
  return {
    door,
    trainedOn: { ...counts, bounceShare: round(counts.bounceShare) },
    scorer: fitScorer(rows, settings, seed),
    calibration,
    baseRate,
    limits: fitLimits(door, held, calibration, baseRate, settings),
  };
}

/** Scores of each row by a scorer that was fitted on the other instances. */
export function crossFittedScores(
  rows: readonly LabelledRow[],
  settings: ScorerSettings,
  seed: number,
): number[] {
  return crossFitted(
    rows,
    { folds: innerFolds, seed },
    (seen) => new Scoring(fitScorer(seen, settings, seed)),
    (scoring, { features }) => scoring.score(scoring.read(features)),
  );
}

interface HeldOut {
  readonly row: LabelledRow;
  readonly score: number;
}

function fitCalibration(held: readonly HeldOut[]): Calibration {
  const bounce = (generation: Generation) => {
    const own = held.filter(({ row }) => row.generation === generation);
    return fitScaling(own.length > 0 ? own : held);
  };
  const second = (isBounce: boolean) => {
    const asked = held.filter(({ row }) => row.bounce === isBounce && row.second !== null);
    return rounded(
      fitPlatt(
        asked.map(({ score }) => score),
        asked.map(({ row }) => Number(row.second)),
      ),
    );
  };
  return {
    bounce: Object.fromEntries(generations.map((one) => [one, bounce(one)])) as Calibration['bounce'],
    secondOfGood: second(false),
    secondOfBad: second(true),
  };
}

/** What a score and the warnings add to the log odds of their source's own share of bounces. */
function fitScaling(held: readonly HeldOut[]): Scaling {
  const odds = sourceOdds(held.map(({ row }) => row));
  const { intercept, weights } = fitLogistic(
    held.map(({ row, score }) => ({ indices: [0, 1], values: [score, warningsOf(row.features)] })),
    held.map(({ row }) => Number(row.bounce)),
    { width: 2, penalty: 1, offsets: held.map(({ row }) => odds.get(row.source) as number) },
  );
  const [slope = 0, perWarning = 0] = weights;
  return { slope: round(slope), intercept: round(intercept), perWarning: round(Math.max(0, perWarning)) };
}

function rounded({ slope, intercept }: PlattScaling): PlattScaling {
  return { slope: round(slope), intercept: round(intercept) };
}

function fitLimits(
  door: Door,
  held: readonly HeldOut[],
  { bounce }: Calibration,
  baseRate: number,
  { limitGroups, mostRight, benchmark }: DoorSettings,
): DoorLimits {
  const rows = held.map(({ row, score }) => ({
    ...row,
    odds: oddsOf(bounce[row.generation], score, warningsOf(row.features)),
  }));
  const spared = rows
    .filter(({ group }) => limitGroups.includes(group))
    .map((row) => ({ ...row, probability: sigmoid(row.odds + logOdds(baseRate)) }));
  return {
    abstain: limitFor(spared, mostRight.abstain),
    ask: limitFor(spared, mostRight.ask),
    benchmark: benchmarkThreshold(
      door,
      rows.filter(({ source }) => source === benchmark),
    ),
  };
}
