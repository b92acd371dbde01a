import { strengthOf, type Vocabulary } from './features.js';
import model from './orders.model.json' with { type: 'json' };

/** Words and pairs of words that the model weighs. */
export const vocabulary: Vocabulary = new Map(model.vocabulary.map((gram, i) => [gram, i]));

const weights = new Int8Array(Buffer.from(model.weights, 'base64'));

/** The log odds that a window of text tries to steer, over the threshold. */
export function scoreOf(features: readonly number[]): number {
  let score = model.intercept - model.threshold;
  for (const feature of features) score += (weights[feature] as number) * model.scale * strengthOf(feature);
  return score;
}
