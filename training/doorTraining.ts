import { countsOf } from '../src/calibration/calibration.js';
import { doorScore } from '../src/calibration/decisionWorth.js';
import { grouped } from '../src/core/grouped.js';
import type { Door } from '../src/core/rating.js';
import type { Features } from '../src/raters/local/features.js';
import {
  type Calibration,
  type DoorModel,
  inputRow,
  knownGrams,
  linearRow,
  type ModelInput,
  type Scorer,
  Scoring,
  scaled,
} from '../src/raters/local/model.js';
import { type BoostingOptions, fitBoostedTrees } from '../src/stats/boostedTrees.js';
import { crossFitted } from '../src/stats/folds.js';
import { fitLogistic } from '../src/stats/logisticRegression.js';
import { deviation, mean } from '../src/stats/moments.js';
import { fitPlatt, plattProbability } from '../src/stats/platt.js';
import { round } from '../src/stats/round.js';

/** A labelled ticket or patch, as training and measuring see it. */
export interface LabelledRow {
  readonly instance: string;
  readonly repository: string;
  /** Who wrote the patch; the empty string for tickets. */
  readonly agent: string;
  readonly features: Features;
  readonly bounce: boolean;
  /** Tickets: 0 (well specified) .. 3 (impossible). Patches: share of the tests that pass, null where unknown. */
  readonly quality: number | null;
  /** Whether it has the second label of its pair (good or bad); null where the data don't say. */
  readonly second: boolean | null;
}

/** The choices of a door's pipeline that are not learned from rows. */
export interface DoorSettings {
  /** L2 penalty of the linear part. */
  readonly penalty: number;
  /** N-grams in the vocabulary at most; those of the most rows are taken. */
  readonly mostGrams: number;
  /** An n-gram must occur in so many rows' instances and so many repositories. */
  readonly gramInstances: number;
  readonly gramRepositories: number;
  readonly gramScale: number;
  readonly trees: Omit<BoostingOptions, 'seed'> | null;
  /** What the scorer is fitted to, 0..1, higher for worse: the bounce itself, or a finer judgement of it. */
  readonly target: (row: LabelledRow) => number;
}

/** Folds of the inner cross-validation on whose held-out scores the calibration and the threshold rest. */
const innerFolds = 5;

/**
 * The whole pipeline: vocabulary, scaling and weights from all rows; calibration and threshold from scores that
 * each row got from a model which had not seen its instance.
 */
export function trainDoor(
  door: Door,
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): Omit<DoorModel, 'version'> {
  const scores = crossFittedScores(rows, settings, seed);
  const calibration = fitCalibration(rows, scores);
  const counts = countsOf(rows);
  const probabilities = scores.map((score) => plattProbability(calibration.bounce, score));
  return {
    door,
    trainedOn: { ...counts, bounceShare: round(counts.bounceShare) },
    scorer: fitScorer(rows, settings, seed),
    calibration,
    threshold: bestThreshold(door, probabilities, rows),
  };
}

/** Scores of each row by a scorer that was fitted on the other instances. */
export function crossFittedScores(
  rows: readonly LabelledRow[],
  settings: DoorSettings,
  seed: number,
): number[] {
  return crossFitted(
    rows,
    { folds: innerFolds, seed },
    (seen) => new Scoring(fitScorer(seen, settings, seed)),
    (scoring, { features }) => scoring.score(scoring.read(features)),
  );
}

/** Fits vocabulary, scaling, the linear part and the trees, rounded as they will stand in the model file. */
export function fitScorer(rows: readonly LabelledRow[], settings: DoorSettings, seed: number): Scorer {
  const { penalty, gramScale, trees } = settings;
  const inputs = chooseInputs(rows);
  const vocabulary = chooseVocabulary(rows, settings);
  const indexOf = new Map(vocabulary.map((gram, index) => [gram, index]));
  const matrix = rows.map((row) => inputRow(inputs, row.features));
  const targets = rows.map(settings.target);
  const linearRows = rows.map((row, i) =>
    linearRow(matrix[i] as number[], knownGrams(row.features.grams, indexOf), gramScale),
  );
  const linear = fitLogistic(linearRows, targets, { width: inputs.length + vocabulary.length, penalty });
  return {
    inputs,
    vocabulary,
    gramScale,
    linear: { intercept: round(linear.intercept), weights: linear.weights.map(round) },
    trees: trees && fitBoostedTrees(matrix, targets, { ...trees, seed }),
  };
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
function chooseVocabulary(rows: readonly LabelledRow[], settings: DoorSettings): string[] {
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

function fitCalibration(rows: readonly LabelledRow[], scores: readonly number[]): Calibration {
  const scaling = (isAsked: (row: LabelledRow) => boolean, target: (row: LabelledRow) => boolean | null) => {
    const asked = rows.flatMap((row, i) => (isAsked(row) ? [i] : []));
    const { slope, intercept } = fitPlatt(
      asked.map((i) => scores[i] as number),
      asked.map((i) => (target(rows[i] as LabelledRow) ? 1 : 0)),
    );
    return { slope: round(slope), intercept: round(intercept) };
  };
  return {
    bounce: scaling(
      () => true,
      (row) => row.bounce,
    ),
    secondOfGood: scaling(
      (row) => !row.bounce && row.second !== null,
      (row) => row.second,
    ),
    secondOfBad: scaling(
      (row) => row.bounce && row.second !== null,
      (row) => row.second,
    ),
  };
}

/**
 * The threshold in whole percent that earns most of the door's score on held-out rows; the middle one where several do.
 * Never above one half: a door must not let through what it holds for more likely bad than good.
 */
function bestThreshold(door: Door, probabilities: readonly number[], rows: readonly LabelledRow[]): number {
  let best = Number.NEGATIVE_INFINITY;
  let winners: number[] = [];
  for (let percent = 5; percent <= 50; percent++) {
    const decisions = rows.map((row, i) => ({
      ...row,
      bounced: (probabilities[i] as number) >= percent / 100,
    }));
    const value = doorScore(door, decisions) ?? 0;
    if (value > best) winners = [];
    if (value >= best) winners.push(percent);
    best = Math.max(best, value);
  }
  return (winners[Math.floor(winners.length / 2)] as number) / 100;
}

export function pick<T>(items: readonly T[], indices: readonly number[]): T[] {
  return indices.map((i) => items[i] as T);
}
