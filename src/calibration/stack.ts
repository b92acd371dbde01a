import { baseRateFields, type Presumption, presumptionOf } from '../core/baseRate.js';
import { plurals } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { crossFitted } from '../stats/folds.js';
import {
  fitLogistic,
  type LogisticModel,
  logisticScore,
  type SparseRow,
} from '../stats/logisticRegression.js';
import { deviation, mean } from '../stats/moments.js';
import { round } from '../stats/round.js';
import { logLoss, shiftBaseRate, sigmoid } from '../stats/sigmoid.js';
import { basisOf, calibratedBy, crossValidation, versionOf } from './calibration.js';
import type { Stack } from './calibrationText.js';
import { givenProbability, ordinalOf, type RaterOutput, statedScore } from './raterOutput.js';

/** What several raters gave for one ticket or patch, by the rater's name. Missing raters are not in it. */
export type Outputs = ReadonlyMap<string, RaterOutput>;

/** Several raters' outputs where the truth is known. */
export interface LabelledOutputs {
  readonly instance: string;
  readonly bounce: boolean;
  readonly outputs: Outputs;
}

const penalties = [1, 3, 10, 30, 100, 300];
/** Rows' worth of "as likely as not", so that a few rows of one side are no certainty. */
const doubtRows = 4;

/**
 * Fits a stack: one weight for each rater (Wolpert 1992) on its label's place or its log odds, which ranks held-out
 * rows no worse than indicators of each label or pair do, and one for its absence where it is absent at times. The
 * L2 penalty is the one of the lowest log loss on held-out instances.
 *
 * @param raters which of the rows' raters to take; others are passed over
 * @param versions of raters where one alone is meant, by name
 * @throws CouldNotRate when no row has any of them
 */
export function fitStack(
  door: Door,
  rows: readonly LabelledOutputs[],
  raters: readonly string[],
  source: string,
  versions: Readonly<Record<string, string>> = {},
): Stack {
  const usable = rows.filter(({ outputs }) => raters.some((rater) => outputs.has(rater)));
  if (usable.length === 0) {
    throw new CouldNotRate(
      'malformed',
      `No row has an output of ${raters.map((rater) => `"${rater}"`).join(', ')}, so there is nothing to stack.`,
      `Give labeled ${plurals[door]} that these raters have rated.`,
    );
  }
  const penalty = bestPenalty(door, usable, raters);
  const members = readings(door, usable, raters);
  const { intercept, weights } = fitWeights(door, usable, members, penalty);
  const fittedOn = basisOf(usable, source);
  const content = {
    door,
    members: members.map((member, i) => ({
      ...member,
      weight: round(weights[i] as number),
      absent: round(weights[members.length + i] as number),
      ...(Object.hasOwn(versions, member.rater) && { version: versions[member.rater] }),
    })),
    intercept: round(intercept),
    penalty,
    fittedOn,
    baseRate: fittedOn.bounceShare,
  };
  return { ...content, version: versionOf(content) };
}

/**
 * The bounce probability, 0..1, that a stack makes of its raters' outputs; others are passed over.
 *
 * @param baseRate share of inputs that deserve a bounce where the user works, 0..1; the stack's if absent
 * @throws CouldNotRate when all of its raters are missing
 */
export function applyStack(stack: Stack, outputs: Outputs, baseRate = stack.baseRate): number {
  const { door, members, intercept } = stack;
  if (!members.some(({ rater }) => outputs.has(rater))) {
    throw new CouldNotRate(
      'bad-answer',
      `The stack needs one of ${members.map(({ rater }) => `"${rater}"`).join(', ')}, and none of them answered.`,
      'Ask one of these raters.',
    );
  }
  const model = {
    intercept,
    weights: [...members.map(({ weight }) => weight), ...members.map(({ absent }) => absent)],
  };
  const score = logisticScore(model, featuresOf(door, members, outputs));
  return sigmoid(baseRate === stack.baseRate ? score : shiftBaseRate(score, stack.baseRate, baseRate));
}

/** What a stack makes of its raters' outputs, as a rating tells it. */
export function stacked(
  stack: Stack,
  outputs: Outputs,
  presumption: Presumption = presumptionOf(stack.baseRate, 'training'),
) {
  const bounceProbability = applyStack(stack, outputs, presumption.baseRate);
  return { bounceProbability, ...baseRateFields(presumption), ...calibratedBy(stack) };
}

type Reading = Omit<Stack['members'][number], 'weight' | 'absent' | 'version'>;

function readings(door: Door, rows: readonly LabelledOutputs[], raters: readonly string[]): Reading[] {
  return raters.flatMap((rater) => {
    const outputs = rows.flatMap(({ outputs: all }) => all.get(rater) ?? []);
    if (outputs.length === 0) return [];
    const stated = outputs.filter((output) => givenProbability(output) !== undefined).length;
    const reads = stated >= outputs.length / 2 ? ('probability' as const) : ('label' as const);
    const values = outputs.flatMap((output) => readingOf(door, reads, output) ?? []);
    // A rater that always says the same has no deviation, and no weight either.
    return [{ rater, reads, mean: round(mean(values)), deviation: round(deviation(values)) || 1 }];
  });
}

function readingOf(door: Door, reads: Reading['reads'], output: RaterOutput): number | undefined {
  return reads === 'label' ? ordinalOf(output, door) : statedScore(output);
}

/** Each member's deviations from its mean, then an indicator for each that is absent. */
function featuresOf(door: Door, members: readonly Reading[], outputs: Outputs): SparseRow {
  const indices: number[] = [];
  const values: number[] = [];
  for (const [i, { rater, reads, mean, deviation }] of members.entries()) {
    const output = outputs.get(rater);
    const value = output && readingOf(door, reads, output);
    indices.push(value === undefined ? members.length + i : i);
    values.push(value === undefined ? 1 : (value - mean) / deviation);
  }
  return { indices, values };
}

function fitWeights(
  door: Door,
  rows: readonly LabelledOutputs[],
  members: readonly Reading[],
  penalty: number,
): LogisticModel {
  const doubt = Array.from({ length: doubtRows }, () => ({ indices: [], values: [] }));
  return fitLogistic(
    [...rows.map(({ outputs }) => featuresOf(door, members, outputs)), ...doubt],
    [...rows.map(({ bounce }) => Number(bounce)), ...doubt.map(() => 0.5)],
    { width: 2 * members.length, penalty },
  );
}

function bestPenalty(door: Door, rows: readonly LabelledOutputs[], raters: readonly string[]): number {
  const losses = crossFitted(
    rows,
    crossValidation,
    (seen) => {
      const members = readings(door, seen, raters);
      return { members, models: penalties.map((penalty) => fitWeights(door, seen, members, penalty)) };
    },
    ({ members, models }, { outputs, bounce }) => {
      const features = featuresOf(door, members, outputs);
      return models.map((model) => logLoss(sigmoid(logisticScore(model, features)), bounce));
    },
  );
  const means = penalties.map((_, k) => mean(losses.map((ofRow) => ofRow[k] as number)));
  return penalties[means.indexOf(Math.min(...means))] as number;
}
