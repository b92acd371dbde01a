import { grouped } from '../core/grouped.js';
import type { Door } from '../core/rating.js';
import { confusionOf, macroF1 } from '../stats/classification.js';
import { groupedFolds } from '../stats/folds.js';
import { mean } from '../stats/moments.js';
import { randomStream } from '../stats/random.js';
import { auroc, ranked, runsOf } from '../stats/ranking.js';
import { reliabilityTable, tableError } from '../stats/reliability.js';
import { logLoss } from '../stats/sigmoid.js';
import { applyCalibration, crossValidation } from './calibration.js';
import type { DoorCalibration, FittedStack } from './calibrationText.js';
import { doorScore } from './decisionWorth.js';
import {
  calibrateDoor,
  type DoorCalibrationOptions,
  type LabelledCase,
  labelBounces,
  localName,
} from './doorCalibration.js';
import { givenProbability, ordinalOf, type RaterOutput } from './raterOutput.js';
import { applyStack } from './stack.js';

/** How well probabilities rank, how honest they are, and what decisions by them earn. */
export interface DoorFigures {
  readonly rows: number;
  /** Over pairs of rows that one fit has rated; null where there are none. */
  readonly auroc: number | null;
  /** Mean over the rows that one fit has rated, in nats; null where a probability is certain, as a label is. */
  readonly logLoss: number | null;
  /** Expected calibration error over the rows that one fit has rated. */
  readonly ece: number | null;
  /** What it would be by chance alone, were every probability exactly right. */
  readonly eceByChance: number | null;
  /** I-Score at the input door, O-Score at the output door; null where no row has a quality. */
  readonly score: number | null;
  readonly macroF1: number;
  /** The bounce probability from which on rows were bounced, the mean over folds; null for the paper's rule. */
  readonly threshold: number | null;
}

/** One rater, or a stack, as it answers and as calibrated. */
export interface BeforeAndAfter {
  readonly rater: string;
  /** By the paper's rule (bounce by either of the last two labels); null for stacks, which have no before. */
  readonly before: DoorFigures | null;
  readonly after: DoorFigures;
}

/** What accepting everything earns, which every rater should be compared with. */
export function acceptEverything(
  door: Door,
  cases: readonly LabelledCase[],
): Pick<DoorFigures, 'score' | 'macroF1'> {
  return decisionFigures(
    door,
    cases.map((one) => ({ ...one, bounced: false })),
  );
}

/** The name under which figures show the stack of all raters but the local one. */
export const stackName = 'stack';

/** The name under which figures show the stack of a rater and the local one. */
export function besideLocalName(rater: string): string {
  return `${rater} with ${localName}`;
}

/** Measures what was fitted on other cases. */
export function measureOn(
  calibration: DoorCalibration,
  cases: readonly LabelledCase[],
): readonly BeforeAndAfter[] {
  return figuresOf(calibration.door, predict(calibration, cases, 0));
}

/**
 * Measures by cross-validation grouped by instance: each fold is rated by calibrations, a stack and thresholds from
 * the other folds. A fold with many bounces gets lower probabilities, because the others have fewer; comparing rows of
 * several folds would count that against every rater. So AUROC is measured in each fold and averaged; the calibration
 * error is that of all held-out probabilities together.
 */
export function crossValidated(
  door: Door,
  cases: readonly LabelledCase[],
  options: DoorCalibrationOptions,
): readonly BeforeAndAfter[] {
  return figuresOf(door, heldOutPredictions(door, cases, options));
}

/** What each fold's cases are rated by what was learned from the other folds. */
export function heldOutPredictions(
  door: Door,
  cases: readonly LabelledCase[],
  options: DoorCalibrationOptions,
): Prediction[] {
  const { folds, seed } = crossValidation;
  const instances = cases.map(({ instance }) => instance);
  return groupedFolds(instances, folds, seed).flatMap(({ train, test }, fold) => {
    const at = (indices: readonly number[]) => indices.map((i) => cases[i] as LabelledCase);
    return predict(calibrateDoor(door, at(train), options), at(test), fold);
  });
}

export interface Prediction {
  /** Its name, or that of a stack. */
  readonly rater: string;
  readonly isStack: boolean;
  readonly one: LabelledCase;
  /** Which fit rated it. */
  readonly fold: number;
  readonly probability: number;
  readonly threshold: number;
}

/** What learned calibrations and stacks make of cases. */
export function predict(
  { raters, stack }: DoorCalibration,
  cases: readonly LabelledCase[],
  /** The number of the fit. */
  fold: number,
): Prediction[] {
  const byStack = (rater: string, { stack, threshold }: FittedStack, rated: readonly LabelledCase[]) =>
    rated.map((one) => {
      const probability = applyStack(stack, one.outputs);
      return { rater, isStack: true, one, fold, probability, threshold };
    });
  const byRater = raters.flatMap(({ calibration, threshold, besideLocal }) => {
    const rater = calibration.rater.name;
    const alone = cases.flatMap((one) => {
      const output = one.outputs.get(rater);
      if (!output) return [];
      const probability = applyCalibration(calibration, output);
      return [{ rater, isStack: false, one, fold, probability, threshold }];
    });
    const both = cases.filter(({ outputs }) => outputs.has(rater) && outputs.has(localName));
    return besideLocal ? [...alone, ...byStack(besideLocalName(rater), besideLocal, both)] : alone;
  });
  if (!stack) return byRater;
  const { members } = stack.stack;
  const rated = cases.filter(({ outputs }) => members.some(({ rater }) => outputs.has(rater)));
  return [...byRater, ...byStack(stackName, stack, rated)];
}

function figuresOf(door: Door, predictions: readonly Prediction[]): BeforeAndAfter[] {
  return [...grouped(predictions, ({ rater }) => rater)].map(([rater, own]) => {
    const rows = own.map(({ one, fold, probability, threshold }) => {
      return { ...one, fold, probability, rank: probability, bounced: probability >= threshold };
    });
    return {
      rater,
      before: own[0]?.isStack ? null : asAnswered(door, own),
      after: figures(door, rows, mean(own.map(({ threshold }) => threshold))),
    };
  });
}

function asAnswered(door: Door, predictions: readonly Prediction[]): DoorFigures {
  const rows = predictions.map(({ rater, one }) => {
    const output = one.outputs.get(rater) as RaterOutput;
    const byLabel = labelBounces(door, one, rater);
    const probability = givenProbability(output) ?? Number(byLabel);
    return {
      ...one,
      fold: 0,
      probability,
      rank: ordinalOf(output, door) ?? probability,
      bounced: byLabel ?? probability >= 0.5,
    };
  });
  return figures(door, rows, null);
}

interface FigureRow extends LabelledCase, Pick<Prediction, 'fold' | 'probability'> {
  /** What rows are ranked by: the label's place, or the probability. */
  readonly rank: number;
  readonly bounced: boolean;
}

function figures(door: Door, rows: readonly FigureRow[], threshold: number | null): DoorFigures {
  const probabilities = rows.map(({ probability }) => probability);
  return {
    rows: rows.length,
    auroc: aurocInFolds(rows),
    logLoss: rows.some(({ probability }) => probability <= 0 || probability >= 1)
      ? null
      : mean(rows.map(({ probability, bounce }) => logLoss(probability, bounce))),
    ece: calibrationError(
      probabilities,
      rows.map(({ bounce }) => bounce),
    ),
    eceByChance: errorByChance(probabilities),
    ...decisionFigures(door, rows),
    threshold,
  };
}

function decisionFigures(
  door: Door,
  rows: readonly (Pick<LabelledCase, 'bounce' | 'quality'> & { readonly bounced: boolean })[],
): Pick<DoorFigures, 'score' | 'macroF1'> {
  return {
    score: doorScore(door, rows),
    macroF1: macroF1(
      confusionOf(rows.map(({ bounced, bounce }) => ({ predicted: bounced, actual: bounce }))),
    ),
  };
}

function calibrationError(probabilities: readonly number[], bounces: readonly boolean[]): number {
  return tableError(reliabilityTable(ranked(probabilities, bounces)));
}

const chanceDraws = 50;

/** The mean calibration error where outcomes are drawn by the probabilities themselves (Bröcker and Smith 2007). */
function errorByChance(probabilities: readonly number[]): number {
  const random = randomStream(44);
  return mean(
    Array.from({ length: chanceDraws }, () =>
      calibrationError(
        probabilities,
        probabilities.map((probability) => random() < probability),
      ),
    ),
  );
}

/** AUROC in each fold, averaged by the folds' pairs; null where there are none. */
function aurocInFolds(rows: readonly FigureRow[]): number | null {
  let sum = 0;
  let total = 0;
  for (const own of grouped(rows, ({ fold }) => fold).values()) {
    const ranking = ranked(
      own.map(({ rank }) => rank),
      own.map(({ bounce }) => bounce),
    );
    const runs = runsOf(ranking);
    const pairs = runs.totalPositive * (runs.total - runs.totalPositive);
    if (pairs === 0) continue;
    sum += pairs * auroc(runs);
    total += pairs;
  }
  return total === 0 ? null : sum / total;
}
