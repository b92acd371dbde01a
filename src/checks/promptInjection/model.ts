import type { OrderModel, Vocabulary } from './features.js';
import saved from './orders.model.json' with { type: 'json' };

/** Words and pairs of words that the model weighs. */
export const vocabulary: Vocabulary = new Map(saved.vocabulary.map((gram, i) => [gram, i]));

/** What the guard goes by: a window that scores above 0 steers. */
export const model: OrderModel = {
  intercept: saved.intercept - saved.threshold,
  weights: Float64Array.from(
    new Int8Array(Buffer.from(saved.weights, 'base64')),
    (weight) => weight * saved.scale,
  ),
};
