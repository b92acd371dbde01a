import { createHash } from 'node:crypto';
import { baseRateFields, type Presumption, presumptionOf } from '../core/baseRate.js';
import { plurals } from '../core/policy.js';
import { CouldNotRate, type Door, type RaterIdentity, type Rating } from '../core/rating.js';
import { crossFitted } from '../stats/folds.js';
import { fitIsotonic, type IsotonicKnots, isotonicProbability } from '../stats/isotonic.js';
import { mean } from '../stats/moments.js';
import { fitPlatt, type PlattScaling, plattProbability } from '../stats/platt.js';
import { round } from '../stats/round.js';
import { logLoss, logOdds, shiftBaseRate, sigmoid } from '../stats/sigmoid.js';
import type { Calibration, FittedOn, Stack } from './calibrationText.js';
import type { DoorCalibrationOptions } from './doorCalibration.js';
import { fitLabelTable, type LabelTable } from './labelTable.js';
import {
  boundedLogOdds,
  givenProbability,
  type LabelledOutput,
  ordinalOf,
  type RaterOutput,
  statedScore,
} from './raterOutput.js';

/** Rows with a probability below which a curve of free form would follow chance. */
const rowsForIsotonic = 500;
/** Distinct probabilities below which it would have nothing to bend at. */
const valuesForIsotonic = 20;

/** Folds of every cross-validation of calibration, and the seed that draws them. */
export const crossValidation = { folds: 5, seed: 44 };

/**
 * Fits what a rater's outputs mean: a table where there are labels only, Platt's scaling where most rows have a
 * probability, and isotonic regression where many do and it foretells held-out instances better. Each starts from
 * a prior (the table, or the probability taken at its word), so that a few examples move it only a little.
 *
 * @throws CouldNotRate when no row has a label or a probability
 */
export function fitCalibration(
  door: Door,
  rows: readonly LabelledOutput[],
  {
    rater,
    source,
    priorTable,
  }: Pick<DoorCalibrationOptions, 'source' | 'priorTable'> & { rater: RaterIdentity },
): Calibration {
  const usable = rows.filter(
    (row) => ordinalOf(row, door) !== undefined || givenProbability(row) !== undefined,
  );
  if (usable.length === 0) {
    throw new CouldNotRate(
      'malformed',
      `No row has a label or a probability of "${rater.name}", so there is nothing to calibrate it on.`,
      `Give labeled ${plurals[door]} that it has rated.`,
    );
  }
  const fittedOn = basisOf(usable, source);
  const content = {
    door,
    rater,
    parameters: fitParameters(door, usable, priorTable),
    fittedOn,
    baseRate: fittedOn.bounceShare,
  };
  return { ...content, version: versionOf(content) };
}

/** What is told of the rows that something was fitted or measured on. */
export function countsOf(rows: readonly { readonly instance: string; readonly bounce: boolean }[]) {
  return {
    rows: rows.length,
    instances: new Set(rows.map(({ instance }) => instance)).size,
    bounceShare: rows.filter(({ bounce }) => bounce).length / rows.length,
  };
}

export function basisOf(rows: Parameters<typeof countsOf>[0], source: string): FittedOn {
  const counts = countsOf(rows);
  return { ...counts, bounceShare: round(counts.bounceShare), source };
}

/** A short hash of plain data. */
export function versionOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
}

function fitParameters(
  door: Door,
  rows: readonly LabelledOutput[],
  priorTable: LabelTable,
): Calibration['parameters'] {
  const labelled = rows.filter((row) => ordinalOf(row, door) !== undefined);
  const table = fitLabelTable(
    labelled.map((row) => ordinalOf(row, door) as number),
    labelled.map(({ bounce }) => bounce),
    priorTable,
  );
  const scored = rows.flatMap(({ instance, bounce, ...output }) => {
    const score = statedScore(output);
    return score === undefined ? [] : [{ instance, bounce, score }];
  });
  if (scored.length < rows.length / 2) return { kind: 'labels', table };
  const scaling = fitScaling(scored);
  const enough =
    scored.length >= rowsForIsotonic && new Set(scored.map(({ score }) => score)).size >= valuesForIsotonic;
  return enough && bendingPays(scored)
    ? { kind: 'isotonic', table, knots: fitCurve(scored) }
    : { kind: 'platt', table, ...scaling };
}

interface Scored {
  readonly instance: string;
  readonly bounce: boolean;
  readonly score: number;
}

/** The prior of a stated probability: it means what it says, as if twenty rows had shown that. */
const wordTaken = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((share) => new Array<number>(4).fill(share));

function fitScaling(rows: readonly Scored[]): PlattScaling {
  const targets = [...rows.map(({ bounce }) => Number(bounce)), ...wordTaken];
  const { slope, intercept } = fitPlatt(
    [...rows.map(({ score }) => score), ...wordTaken.map(logOdds)],
    targets,
  );
  if (slope > 0) return { slope: round(slope), intercept: round(intercept) };
  // A rater that ranks worse than chance is not turned upside down: its probability says nothing.
  return { slope: 0, intercept: round(logOdds(mean(targets))) };
}

function fitCurve(rows: readonly Scored[]): IsotonicKnots {
  const scaling = fitScaling(rows);
  return fitIsotonic(
    rows.map(({ score }) => score),
    rows.map(({ bounce }) => bounce),
    (score) => plattProbability(scaling, score),
  );
}

/** Whether isotonic regression has the lower log loss on held-out instances. */
function bendingPays(rows: readonly Scored[]): boolean {
  const gains = crossFitted(
    rows,
    crossValidation,
    (seen) => ({ scaling: fitScaling(seen), knots: fitCurve(seen) }),
    ({ scaling, knots }, { score, bounce }) =>
      logLoss(plattProbability(scaling, score), bounce) - logLoss(isotonicProbability(knots, score), bounce),
  );
  return mean(gains) > 0;
}

/**
 * The bounce probability, 0..1, that an output means.
 *
 * @throws CouldNotRate when it has neither a label of the door nor a probability, or when the calibration reads labels
 * and it has none
 */
export function applyCalibration({ door, rater, parameters }: Calibration, output: RaterOutput): number {
  const score = statedScore(output);
  if (parameters.kind !== 'labels' && score !== undefined) {
    return parameters.kind === 'platt'
      ? plattProbability(parameters, score)
      : isotonicProbability(parameters.knots, score);
  }
  const ordinal = ordinalOf(output, door);
  if (ordinal === undefined) {
    throw new CouldNotRate(
      'bad-answer',
      `The calibration of "${rater.name}" reads labels, and this answer has none.`,
      'Rate again, or fit the calibration again on probabilities.',
    );
  }
  return parameters.table[ordinal] as number;
}

/**
 * The answer that {@link applyCalibration} makes a probability of: the label's place, or the log odds of what was
 * stated. The probability never falls with it.
 */
export function answerRead({ door, parameters }: Calibration, output: RaterOutput): number | undefined {
  const score = parameters.kind === 'labels' ? undefined : statedScore(output);
  return score ?? ordinalOf(output, door);
}

/**
 * The rating with the bounce probability that its rater's answers turned out to mean. The label stays what the
 * rater said; its own label probabilities, which say otherwise, go.
 *
 * @param presumption what is presumed where the user works; the calibration's own base rate if absent
 */
export function calibrated(
  { labelProbabilities, ...rating }: Rating,
  calibration: Calibration,
  presumption: Presumption = presumptionOf(calibration.baseRate, 'training'),
): Rating {
  const output = { ...rating, labelProbabilities };
  return {
    ...rating,
    ownProbability: givenProbability(output),
    bounceProbability: calibratedProbability(calibration, output, presumption.baseRate),
    ...baseRateFields(presumption),
    ...calibratedBy(calibration),
  };
}

/**
 * What {@link applyCalibration} makes of an output, where a share `baseRate` (0..1) deserves a bounce.
 *
 * @throws CouldNotRate as that does
 */
export function calibratedProbability(
  calibration: Calibration,
  output: RaterOutput,
  baseRate = calibration.baseRate,
): number {
  const probability = applyCalibration(calibration, output);
  return baseRate === calibration.baseRate
    ? probability
    : sigmoid(shiftBaseRate(boundedLogOdds(probability), calibration.baseRate, baseRate));
}

/** What a rating tells of the calibration, or the stack, that made its probability. */
export function calibratedBy({ fittedOn: { rows, source }, version }: Calibration | Stack) {
  return { probabilitySource: 'calibrated', calibration: { rows, source, version } } as const;
}
