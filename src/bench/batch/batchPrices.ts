import type { Prices } from '../../models/spending.js';

/** The share of the live price that a batch costs: OpenAI, Azure and most that offer batches take half. */
const share = 0.5;

/** A table of live prices as a batch is paid; for the chat settings of a rater and for the options of a `BatchRun`. */
export function batchPrices(prices: Prices): Prices {
  return Object.fromEntries(
    Object.entries(prices).map(([model, { input, output }]) => [
      model,
      { input: input * share, output: output * share },
    ]),
  );
}
