import {
  gramsFrom,
  type OrderModel,
  scoreOf,
  strengthOf,
  telling,
  type Vocabulary,
  widthWith,
  wordsNamed,
} from '../src/checks/promptInjection/features.js';
import { heardIn, windowsOf } from '../src/checks/promptInjection/windows.js';
import { fitLogistic, type SparseRow } from '../src/stats/logisticRegression.js';
import { randomStream, shuffled } from '../src/stats/random.js';

/** A text's windows, and whether one of them tries to steer. */
export interface Bag {
  readonly steers: boolean;
  readonly windows: readonly Int32Array[];
  /** A window is an order whatever a model says. */
  readonly isCertain: boolean;
}

/** The choices of the training that are not learned. */
export const orderSettings = {
  /** L2 penalty. */
  penalty: 0.8,
  /** How often the windows are chosen anew. */
  rounds: 3,
  /** Windows of everyday texts at first, and those that look most like attacks which each round adds. */
  everyday: 6_000,
  mined: 3_000,
  /** A word must occur in so many texts of the corpora. */
  leastTexts: 3,
  /** Windows of a text that are taken for its attack at most. */
  mostOfText: 4,
  seed: 7,
};

/** The words and pairs of words that at least some of the texts have, in the order of the alphabet. */
export function vocabularyOf(texts: readonly string[]): Map<string, number> {
  const inTexts = new Map<string, number>();
  for (const text of texts) {
    const seen = new Set<string>();
    for (const { said, surroundings } of heardIn(text))
      for (const gram of wordsNamed(said, surroundings)) seen.add(gram);
    for (const gram of seen) inTexts.set(gram, (inTexts.get(gram) ?? 0) + 1);
  }
  const common = [...inTexts].filter(([, count]) => count >= orderSettings.leastTexts).map(([gram]) => gram);
  return new Map(common.sort().map((gram, i) => [gram, i]));
}

export function bagOf(texts: readonly string[], steers: boolean, vocabulary: Vocabulary): Bag {
  const found = texts.flatMap((text) => [...windowsOf(text, vocabulary)]);
  const windows = found.map(({ features }) => Int32Array.from(features));
  return { steers, windows, isCertain: found.some(({ isCertain }) => isCertain) };
}

/** The score of the window that looks most like an attack. */
export function bagScore(model: OrderModel, { windows, isCertain }: Bag): number {
  if (isCertain) return Number.POSITIVE_INFINITY;
  return windows.reduce(
    (best, features) => Math.max(best, scoreOf(model, features)),
    Number.NEGATIVE_INFINITY,
  );
}

/**
 * Learns which windows steer from texts of which only the whole is labelled: of a text that steers, the windows that
 * look most like it are taken for the attack, and the choice is made again with each model. At first they are those
 * with the most concepts that tell. No window of the innocent and everyday texts steers; of the many everyday ones a
 * share is taken at random, and then those that a model takes for attacks.
 */
export function trainOrders(
  bags: readonly Bag[],
  everyday: readonly Int32Array[],
  vocabularySize: number,
): OrderModel {
  const width = widthWith(vocabularySize);
  const attacks = bags.filter(({ steers }) => steers);
  const innocent = bags.filter(({ steers }) => !steers).flatMap(({ windows }) => windows);
  const isKnown = commonEnough(bags, width, orderSettings.leastTexts);
  const rows = new Map<Int32Array, SparseRow>();
  const rowOf = (features: Int32Array): SparseRow => {
    const known = rows.get(features);
    if (known) return known;
    const indices = [...features].filter((feature) => feature < gramsFrom || isKnown[feature]);
    const row = { indices, values: indices.map(strengthOf) };
    rows.set(features, row);
    return row;
  };
  const pool = new Set(
    shuffled([...everyday], randomStream(orderSettings.seed)).slice(0, orderSettings.everyday),
  );
  let score = (features: Int32Array) => features.filter((feature) => telling.has(feature)).length;
  let model: OrderModel = { intercept: 0, weights: new Float64Array(width) };
  for (let round = 0; round < orderSettings.rounds; round++) {
    const chosen = attacks.flatMap(({ windows }) =>
      windows
        .map((features) => ({ features, value: score(features) }))
        .sort((one, other) => other.value - one.value)
        .filter(({ value }, i) => i === 0 || (round > 0 && i < orderSettings.mostOfText && value > 0))
        .map(({ features }) => features),
    );
    const examples = [...chosen, ...innocent, ...pool];
    const targets = examples.map((_, i) => (i < chosen.length ? 1 : 0));
    const fitted = fitLogistic(examples.map(rowOf), targets, { width, penalty: orderSettings.penalty });
    model = { intercept: fitted.intercept, weights: Float64Array.from(fitted.weights) };
    score = (features) => scoreOf(model, features);
    if (round === orderSettings.rounds - 1) break;
    const hardest = everyday
      .map((features) => ({ features, value: score(features) }))
      .sort((one, other) => other.value - one.value);
    for (const { features } of hardest.slice(0, orderSettings.mined)) pool.add(features);
  }
  return model;
}

/** Which words enough of these texts have: all other features may be weighed. */
function commonEnough(bags: readonly Bag[], width: number, least: number): Uint8Array {
  const inTexts = new Uint32Array(width);
  for (const { windows } of bags) {
    for (const feature of new Set(windows.flatMap((features) => [...features])))
      inTexts[feature] = (inTexts[feature] as number) + 1;
  }
  return Uint8Array.from(inTexts, (count) => (count >= least ? 1 : 0));
}
