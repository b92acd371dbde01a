import { grouped } from '../src/core/grouped.js';
import { mayOnlyRaise } from '../src/raters/local/amounts.js';
import {
  inputRow,
  knownGrams,
  linearRow,
  type ModelInput,
  type Scorer,
  scaled,
} from '../src/raters/local/model.js';
import { type BoostingOptions, fitBoostedTrees } from '../src/stats/boostedTrees.js';
import { fitLogistic } from '../src/stats/logisticRegression.js';
import { deviation, mean } from '../src/stats/moments.js';
import { round } from '../src/stats/round.js';
import { logOdds } from '../src/stats/sigmoid.js';
import type { LabelledRow } from './labelledRows.js';

/** The choices of a scorer that are not learned from rows. */
export interface ScorerSettings {
  /** L2 penalty of the linear part. */
  readonly penalty: number;
  /** N-grams in the vocabulary at most; those of the most rows are taken. */
  readonly mostGrams: number;
  /** An n-gram must occur in so many rows' instances and so many repositories. */
  readonly gramInstances: number;
  readonly gramRepositories: number;
  readonly gramScale: number;
  readonly trees: Omit<BoostingOptions, 'seed' | 'rowWeights' | 'offsets' | 'rising'> | null;
}

/**
 * Fits vocabulary, scaling, the linear part and the trees, rounded as they will stand in the model file. Each row
 * starts from the log odds of its source, which the model then does without: it learns what is worse than usual, not
 * whose agents are bad. A row of an instance with n cases counts 1/√n, so that no ticket outvotes the others.
 */
export function fitScorer(all: readonly LabelledRow[], settings: ScorerSettings, seed: number): Scorer {
  const { penalty, gramScale, trees } = settings;
  const rows = all.filter(({ weight }) => weight > 0);
  const cases = rows.filter(({ copy }) => copy === '');
  const inputs = chooseInputs(rows);
  const vocabulary = chooseVocabulary(cases, settings);
  const indexOf = new Map(vocabulary.map((gram, index) => [gram, index]));
  const matrix = rows.map((row) => inputRow(inputs, row.features));
  const targets = rows.map(({ target }) => target);
  const odds = sourceOdds(cases);
  const offsets = rows.map(({ source }) => odds.get(source) ?? 0);
  const rowWeights = weightsOf(rows, cases);
  const rising = inputs.map(({ name }) => trees !== null && mayOnlyRaise(name));
  // What may only raise the risk is left to the trees, which can be held to it.
  const linearRows = rows.map((row, i) =>
    linearRow(
      (matrix[i] as number[]).map((value, j) => (rising[j] ? 0 : value)),
      knownGrams(row.features.grams, indexOf),
      gramScale,
    ),
  );
  const width = inputs.length + vocabulary.length;
  const linear = fitLogistic(linearRows, targets, { width, penalty, rowWeights, offsets, tolerance });
  return {
    inputs,
    vocabulary,
    gramScale,
    linear: { intercept: round(linear.intercept), weights: linear.weights.map(round) },
    trees: trees && fitBoostedTrees(matrix, targets, { ...trees, seed, rowWeights, offsets, rising }),
  };
}

/** The log odds of a bounce in each source, as if one more row were right and one wrong. */
export function sourceOdds(rows: readonly LabelledRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, { bounces: number; all: number }>();
  for (const { source, bounce, copy } of rows) {
    if (copy) continue;
    const { bounces, all } = counts.get(source) ?? { bounces: 1, all: 2 };
    counts.set(source, { bounces: bounces + Number(bounce), all: all + 1 });
  }
  return new Map([...counts].map(([source, { bounces, all }]) => [source, logOdds(bounces / all)]));
}

/** Weights are rounded to five digits: a finer optimum is not to be seen. */
const tolerance = 1e-2;

/** 1 on average, so that penalties mean the same whatever the weights. */
function weightsOf(rows: readonly LabelledRow[], cases: readonly LabelledRow[]): number[] {
  const ofInstance = grouped(cases, ({ instance }) => instance);
  const weights = rows.map(
    ({ instance, weight }) => weight / Math.sqrt(ofInstance.get(instance)?.length ?? 1),
  );
  const usual = mean(weights);
  return weights.map((weight) => weight / usual);
}

function chooseInputs(rows: readonly LabelledRow[]): ModelInput[] {
  const numbers = grouped(
    rows.flatMap(({ features }) => features.numbers),
    ({ name }) => name,
  );
  return [...numbers].flatMap(([name, raw]) => {
    const logarithmic = raw.some(({ value }) => Math.abs(value) > largestShare);
    const values = raw.map(({ value }) => scaled(value, logarithmic));
    const spread = deviation(values);
    return spread < 1e-9 ? [] : [{ name, logarithmic, mean: round(mean(values)), deviation: round(spread) }];
  });
}

/** Values above this are counts, whose logarithm says more than they do. */
const largestShare = 8;

/**
 * N-grams that many instances and several repositories have in common: words of one project say which project it
 * is, not how good a ticket or patch is.
 */
function chooseVocabulary(rows: readonly LabelledRow[], settings: ScorerSettings): string[] {
  const seen = new Map<string, { instances: Set<string>; repositories: Set<string> }>();
  if (settings.mostGrams === 0) return [];
  for (const { features, instance, repository } of rows) {
    for (const gram of features.grams) {
      let where = seen.get(gram);
      if (!where) {
        where = { instances: new Set(), repositories: new Set() };
        seen.set(gram, where);
      }
      where.instances.add(instance);
      where.repositories.add(repository);
    }
  }
  return [...seen]
    .filter(
      ([, where]) =>
        where.instances.size >= settings.gramInstances &&
        where.repositories.size >= settings.gramRepositories,
    )
    .sort(([a, x], [b, y]) => y.instances.size - x.instances.size || (a < b ? -1 : 1))
    .slice(0, settings.mostGrams)
    .map(([gram]) => gram);
}
