import { isSameRater } from '../../calibration/calibrationsInForce.js';
import type { Stack } from '../../calibration/calibrationText.js';
import { stacked } from '../../calibration/stack.js';
import type { Presumption } from '../../core/baseRate.js';
import { labelWords } from '../../core/labelWords.js';
import { percent } from '../../core/policy.js';
import type { Rating } from '../../core/rating.js';

/**
 * A model's rating beside the local rater's. The label, the findings and the explanation stay the model's; the
 * probability is their stack's where one is known, and the higher of both where the text tries to steer.
 *
 * @param stack what both raters' answers mean together, where that is known
 */
export function withLocal(
  model: Rating,
  local: Rating,
  stack: Stack | undefined,
  steers: boolean,
  presumption: Presumption | undefined,
): Rating {
  const outputs = stack?.members.map(
    ({ rater }) => [rater, isSameRater(rater, local.rater.name) ? local : model] as const,
  );
  const together = stack ? { ...model, ...stacked(stack, new Map(outputs), presumption) } : model;
  const judge = steers && local.bounceProbability > together.bounceProbability ? local : together;
  const { bounceProbability, probabilitySource, calibration, baseRate, baseRateBasis } = judge;
  const how = steers
    ? 'The text addresses its rater: the model was asked without these words, and the higher probability counts'
    : 'The probability is that of both together';
  return {
    ...model,
    labelProbabilities: judge === model ? model.labelProbabilities : undefined,
    bounceProbability,
    probabilitySource,
    calibration,
    baseRate,
    baseRateBasis,
    explanation: `${how} (${told(model)}; ${told(local)}). ${model.explanation}`,
  };
}

function told({ rater, label, bounceProbability }: Rating): string {
  return `${rater.name}: ${labelWords[label].toLowerCase()}, ${percent(bounceProbability)} risk`;
}
