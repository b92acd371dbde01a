import { isSameRater } from '../../calibration/calibrationsInForce.js';
import type { Stack } from '../../calibration/calibrationText.js';
import { applyStack } from '../../calibration/stack.js';
import { percent } from '../../core/policy.js';
import type { Rating } from '../../core/rating.js';

export interface Beside {
  /** What the model's and the local rater's answers mean together, where that is known. */
  readonly stack: Stack | undefined;
  /** Whether the text tries to steer its rater. */
  readonly steers: boolean;
  readonly baseRate: number | undefined;
}

/**
 * A model's rating beside the local rater's. The label, the findings and the explanation stay the model's; the
 * probability is their stack's where one is known, and the higher of both where the text tries to steer.
 */
export function withLocal(model: Rating, local: Rating, { stack, steers, baseRate }: Beside): Rating {
  const together = stack ? stacked(stack, model, local, baseRate) : model;
  const judge = steers && local.bounceProbability > together.bounceProbability ? local : together;
  const { bounceProbability, probabilitySource, calibration } = judge;
  const { calibration: _, baseRate: __, labelProbabilities, ...rest } = model;
  const how = steers
    ? 'The text addresses its rater: the model was asked without these words, and the higher probability counts'
    : 'The probability is that of both together';
  const isModels = judge === model;
  return {
    ...rest,
    labelProbabilities: isModels ? labelProbabilities : undefined,
    bounceProbability,
    probabilitySource,
    calibration,
    baseRate: judge.baseRate,
    explanation: `${how} (${told(model)}; ${told(local)}). ${model.explanation}`,
  };
}

function told({ rater, label, bounceProbability }: Rating): string {
  return `${rater.name}: ${label}, ${percent(bounceProbability)} to bounce`;
}

function stacked(stack: Stack, model: Rating, local: Rating, baseRate: number | undefined): Rating {
  const outputs = new Map(
    stack.members.map(({ rater }) => [rater, isSameRater(rater, local.rater.name) ? local : model]),
  );
  const { fittedOn, version } = stack;
  return {
    ...model,
    bounceProbability: applyStack(stack, outputs, baseRate),
    probabilitySource: 'calibrated',
    calibration: { rows: fittedOn.rows, source: fittedOn.source, version },
    baseRate: baseRate ?? stack.baseRate,
  };
}
