import { fitLogistic } from './logisticRegression.js';
import { sigmoid } from './sigmoid.js';

/** Turns a score into log odds: intercept + slope · score. */
export interface PlattScaling {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Platt's scaling (1999), fitted on scores of rows that the model was not trained on.
 *
 * @param offsets log odds that are known without the scores, to which the scaling only adds
 */
export function fitPlatt(
  scores: readonly number[],
  targets: readonly number[],
  offsets?: readonly number[],
): PlattScaling {
  const rows = scores.map((score) => ({ indices: [0], values: [score] }));
  const model = fitLogistic(rows, targets, { width: 1, penalty: 1e-3, offsets });
  return { slope: model.weights[0] as number, intercept: model.intercept };
}

export function plattProbability({ slope, intercept }: PlattScaling, score: number): number {
  return sigmoid(intercept + slope * score);
}
