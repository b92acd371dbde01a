import type { Stack } from '../../calibration/calibrationText.js';
import { localName } from '../../calibration/doorCalibration.js';
import { givenProbability, type RaterOutput } from '../../calibration/raterOutput.js';
import { stacked } from '../../calibration/stack.js';
import type { Presumption } from '../../core/baseRate.js';
import { labelWords } from '../../core/labelWords.js';
import { percent } from '../../core/policy.js';
import type { Rating } from '../../core/rating.js';
import { localRater } from '../local/localRater.js';
import type { RatingOptions } from '../rater.js';

/** What stands beside a model's answer. */
export interface Beside {
  /** What both raters' answers mean together, where that is known. */
  readonly stack?: Stack;
  /** Absent where it failed. */
  readonly local?: Rating;
  /** Why the stack does without the local rater, in a sentence; absent where it does not. */
  readonly without?: string;
  /** Whether the text tries to steer its rater. */
  readonly steers: boolean;
}

/**
 * Asks the local rater beside a model. Where it fails, or is another version than the stack learned from, the stack goes
 * by the model's answer alone. A text that tries to steer needs both: no words of it may lower its probability.
 */
export async function besideLocal(
  ask: () => Promise<Rating>,
  stack: Stack | undefined,
  steers: boolean,
  { signal }: Pick<RatingOptions, 'signal'>,
): Promise<Beside> {
  try {
    const local = await ask();
    const fits = stack?.members.every(
      ({ rater, version = '' }) =>
        rater !== localName || ['', localRater.probabilityVersion(stack.door)].includes(version),
    );
    const without =
      'The local rater is another version than this probability was learned with, so it rests on the label alone.';
    return { stack, local, steers, ...(fits === false && { without }) };
  } catch (error) {
    if (steers || signal?.aborted) throw error;
    const without = 'The local rater failed, so the probability rests on the label alone.';
    return { stack, steers, without };
  }
}

/** What a model's answer and the local rater's mean together, at a base rate. */
export function together(
  stack: Stack,
  model: RaterOutput,
  { local, without }: Beside,
  presumption: Presumption | undefined,
) {
  const outputs = stack.members.flatMap(({ rater }): [string, RaterOutput][] => {
    if (rater !== localName) return [[rater, model]];
    if (!local || without !== undefined) return [];
    return [[rater, { bounceProbability: local.ownProbability ?? local.bounceProbability }]];
  });
  return stacked(stack, new Map(outputs), presumption);
}

/**
 * A model's rating beside the local rater's. The label, the findings and the explanation stay the model's; the
 * probability is their stack's where one is known, and the higher of both where the text tries to steer.
 */
export function withLocal(model: Rating, beside: Beside, presumption: Presumption | undefined): Rating {
  const { stack, local, without, steers } = beside;
  const stackedBy = (known: Beside) =>
    stack ? { ...model, ...together(stack, model, known, presumption) } : model;
  const both = stackedBy(beside);
  // What steers one of the raters lowers neither the other's probability nor that of both.
  const others = steers ? [stackedBy({ stack, steers }), ...(local ? [local] : [])] : [];
  const judge = others.reduce(
    (highest, one) => (one.bounceProbability > highest.bounceProbability ? one : highest),
    both,
  );
  const { bounceProbability, probabilitySource, calibration, baseRate, baseRateBasis } = judge;
  return {
    ...model,
    labelProbabilities: judge === model ? model.labelProbabilities : undefined,
    ownProbability: judge === model ? model.ownProbability : givenProbability(model),
    bounceProbability,
    probabilitySource,
    calibration,
    baseRate,
    baseRateBasis,
    measured: judge.measured,
    trust: judge.trust,
    explanation: explained(model, local, without, steers),
  };
}

function explained(
  model: Rating,
  local: Rating | undefined,
  without: string | undefined,
  steers: boolean,
): string {
  const { explanation } = model;
  if (steers && local)
    return `The text addresses its rater: the model was asked without these words, and the higher probability counts (${told(model)}; ${told(local)}). ${explanation}`;
  const end = explanation === '' || /[.!?]$/.test(explanation) ? '' : '.';
  const note =
    without ??
    (local && `The probability also weighs the local rater (${percent(local.bounceProbability)} risk).`);
  return [`${explanation}${end}`, note].filter(Boolean).join(' ');
}

function told({ rater, label, bounceProbability, probabilitySource }: Rating): string {
  const risk = probabilitySource === 'label' ? '' : `, ${percent(bounceProbability)} risk`;
  return `${rater.name}: ${labelWords[label].toLowerCase()}${risk}`;
}
