import { type BoostedTrees, boostedContributions, boostedScore } from '../../calibration/boostedTrees.js';
import type { PlattScaling } from '../../calibration/calibrators.js';
import { type LogisticModel, logisticScore, type SparseRow } from '../../calibration/logisticRegression.js';
import type { Door } from '../../core/rating.js';
import type { Feature, Features } from './features.js';

/** What `npm run train` writes for one door: all that is needed to rate a ticket or a patch. */
export interface DoorModel {
  readonly door: Door;
  /** Changes whenever anything else of the model changes. */
  readonly version: string;
  readonly trainedOn: {
    readonly rows: number;
    readonly instances: number;
    /** Share of the rows that deserve a bounce: the base rate of the probabilities. */
    readonly bounceShare: number;
  };
  readonly scorer: Scorer;
  readonly calibration: Calibration;
  /** The bounce probability from which on the door abstains where the user has set nothing else. */
  readonly threshold: number;
}

/** From features to a score in log odds, higher for worse. */
export interface Scorer {
  readonly inputs: readonly ModelInput[];
  /** The n-grams that the model knows; they follow {@link inputs} in the linear part's weights. */
  readonly vocabulary: readonly string[];
  readonly gramScale: number;
  readonly linear: LogisticModel;
  /** Trees over the same inputs, whose score is averaged with the linear one; null where they don't pay. */
  readonly trees: BoostedTrees | null;
}

/** One number that a scorer reads, and how to bring it to mean 0 and deviation 1. */
export interface ModelInput {
  readonly name: string;
  /** Counts are read as log(1 + count). */
  readonly logarithmic: boolean;
  readonly mean: number;
  readonly deviation: number;
}

/** From a score to probabilities, each by its own scaling. */
export interface Calibration {
  readonly bounce: PlattScaling;
  /** The second label among the two that proceed. */
  readonly secondOfGood: PlattScaling;
  /** The fourth label among the two that bounce. */
  readonly secondOfBad: PlattScaling;
}

/** How far a feature moved the score away from that of a typical row, in log odds. */
export interface Contribution {
  readonly feature: Feature;
  readonly amount: number;
}

/** Inputs are cut at so many deviations, so that one huge count can't outvote everything else. */
const mostDeviations = 4;

/** The inputs as the scorer reads them: in its order, standardised, at the mean (0) where one is missing. */
export function inputRow(inputs: readonly ModelInput[], { numbers }: Features): number[] {
  const values = new Map(numbers.map(({ name, value }) => [name, value]));
  return inputs.map((input) => {
    const value = values.get(input.name);
    if (value === undefined || !Number.isFinite(value)) return 0;
    const deviations = (scaled(value, input.logarithmic) - input.mean) / input.deviation;
    return Math.max(-mostDeviations, Math.min(mostDeviations, deviations));
  });
}

export function scaled(value: number, logarithmic: boolean): number {
  return logarithmic ? Math.sign(value) * Math.log1p(Math.abs(value)) : value;
}

/** The places in the vocabulary of the n-grams that it has. */
export function knownGrams(grams: readonly string[], vocabulary: ReadonlyMap<string, number>): number[] {
  return grams.flatMap((gram) => vocabulary.get(gram) ?? []);
}

/** The linear part's row: the standardised inputs, then the known n-grams at one common length. */
export function linearRow(row: readonly number[], known: readonly number[], gramScale: number): SparseRow {
  const indices = row.map((_, j) => j);
  const values = [...row];
  for (const index of known) {
    indices.push(row.length + index);
    values.push(gramScale / Math.sqrt(known.length));
  }
  return { indices, values };
}

/** Scores features by one model. Building it costs a pass over the vocabulary, scoring only over the row. */
export class Scoring {
  private readonly vocabulary: ReadonlyMap<string, number>;
  /** The questions to ask score one ticket's n-grams many times. */
  private readonly known = new WeakMap<readonly string[], readonly number[]>();

  constructor(private readonly scorer: Scorer) {
    this.vocabulary = new Map(scorer.vocabulary.map((gram, index) => [gram, index]));
  }

  score(features: Features): number {
    const { inputs, gramScale, linear, trees } = this.scorer;
    const row = inputRow(inputs, features);
    const linearScore = logisticScore(linear, linearRow(row, this.knownIn(features), gramScale));
    return trees ? (linearScore + boostedScore(trees, row)) / 2 : linearScore;
  }

  /**
   * Splits a score into what each feature contributed: for the linear part its weight times its distance from the
   * training mean, for the trees as {@link boostedContributions}. The n-grams are one feature, «wording».
   */
  contributions(features: Features): Contribution[] {
    const { inputs, gramScale, linear, trees } = this.scorer;
    const row = inputRow(inputs, features);
    const byName = new Map(features.numbers.map((feature) => [feature.name, feature]));
    const ofTrees = trees && boostedContributions(trees, row);
    const contributions = inputs.flatMap(({ name }, j): Contribution[] => {
      const feature = byName.get(name);
      const ofLinear = (linear.weights[j] as number) * (row[j] as number);
      return feature
        ? [{ feature, amount: ofTrees ? (ofLinear + (ofTrees[j] as number)) / 2 : ofLinear }]
        : [];
    });
    const wording = logisticScore(
      { intercept: 0, weights: linear.weights },
      linearRow(
        row.map(() => 0),
        this.knownIn(features),
        gramScale,
      ),
    );
    contributions.push({
      feature: { name: 'wording', value: 1, sentence: '' },
      amount: trees ? wording / 2 : wording,
    });
    return contributions;
  }

  private knownIn({ grams }: Features): readonly number[] {
    const known = this.known.get(grams) ?? knownGrams(grams, this.vocabulary);
    this.known.set(grams, known);
    return known;
  }
}
