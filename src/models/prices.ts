import type { Prices } from './spending.js';

/**
 * Published list prices in US dollars for a million tokens, as of 2025; the default of the setting
 * `bouncer.chat.prices`. Providers change theirs: what counts is what the user enters.
 */
export const defaultPrices: Prices = {
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  o3: { input: 2, output: 8 },
  'o4-mini': { input: 1.1, output: 4.4 },
};
