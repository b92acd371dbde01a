import type { Generation } from '../../core/baseRate.js';
import type { Limits } from '../../core/policy.js';
import type { Door } from '../../core/rating.js';
import { type BoostedTrees, boostedContributions, boostedScore } from '../../stats/boostedTrees.js';
import { type LogisticModel, logisticScore, type SparseRow } from '../../stats/logisticRegression.js';
import type { PlattScaling } from '../../stats/platt.js';
import type { Feature, Features } from './features.js';

/** What `npm run train` writes for one door: all that is needed to rate a ticket or a patch. */
export interface DoorModel {
  readonly door: Door;
  /** Changes whenever anything else of the model changes. */
  readonly version: string;
  readonly trainedOn: {
    readonly rows: number;
    readonly instances: number;
    /** Share of the rows that deserve a bounce. */
    readonly bounceShare: number;
  };
  readonly scorer: Scorer;
  readonly calibration: Calibration;
  /** The share of bounces that a probability presumes where nothing is known, 0..1. */
  readonly baseRate: number;
  readonly limits: DoorLimits;
}

/** Bounce probabilities, 0..1, as they were chosen on held-out rows; patches have no `ask` below `abstain`. */
export interface DoorLimits extends Required<Limits> {
  /** What earns most of BouncerBench's score, where probabilities presume the data's own base rate. */
  readonly benchmark: number;
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
  /** To the log odds that a score and the checks' warnings add to those of the base rate, by the author's generation. */
  readonly bounce: Readonly<Record<Generation, Scaling>>;
  /** The second label among the two that proceed. */
  readonly secondOfGood: PlattScaling;
  /** The fourth label among the two that bounce. */
  readonly secondOfBad: PlattScaling;
}

/** The log odds that a patch adds to those of the base rate: intercept + slope · score + perWarning · warnings. */
export interface Scaling extends PlattScaling {
  readonly perWarning: number;
}

/** More warnings than this are as bad as this many, and so is an error. */
const mostWarnings = 3;

export function warningsOf({ numbers }: Features): number {
  const count = (sought: string) => numbers.find(({ name }) => name === sought)?.value ?? 0;
  return count('errors') > 0 ? mostWarnings : Math.min(mostWarnings, count('warnings'));
}

export function oddsOf({ slope, intercept, perWarning }: Scaling, score: number, warnings: number): number {
  return intercept + slope * score + perWarning * warnings;
}

/** How far a feature moved the score away from that of a typical row, in log odds. */
export interface Contribution {
  readonly feature: Feature;
  readonly amount: number;
  /** Where what the feature's sentence says moves any score: up (1), down (-1), or now this way and now that (0). */
  readonly side: -1 | 0 | 1;
}

/** Inputs are cut at so many deviations, so that one huge count can't outvote everything else. */
const mostDeviations = 4;

/** The inputs as the scorer reads them: in its order, standardised, at the mean (0) where one is missing. */
export function inputRow(inputs: readonly ModelInput[], { numbers }: Features): number[] {
  const values = new Map(numbers.map(({ name, value }) => [name, value]));
  return inputs.map((input) => {
    const value = values.get(input.name);
    return value === undefined ? 0 : standardised(input, value);
  });
}

function standardised({ logarithmic, mean, deviation }: ModelInput, value: number): number {
  if (!Number.isFinite(value)) return 0;
  const deviations = (scaled(value, logarithmic) - mean) / deviation;
  return Math.max(-mostDeviations, Math.min(mostDeviations, deviations));
}

export function scaled(value: number, logarithmic: boolean): number {
  return logarithmic ? Math.sign(value) * Math.log1p(Math.abs(value)) : value;
}

/** The places in the vocabulary of the n-grams that it has. */
export function knownGrams(grams: readonly string[], vocabulary: ReadonlyMap<string, number>): number[] {
  const known: number[] = [];
  for (const gram of grams) {
    const index = vocabulary.get(gram);
    if (index !== undefined) known.push(index);
  }
  return known;
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

/** Features as one model's scorer reads them. */
export interface ScorerRow {
  /** The standardised inputs, in the scorer's order. */
  readonly row: readonly number[];
  /** What the known n-grams add to the linear score. */
  readonly wording: number;
}

/** Scores features by one model. Building it costs a pass over the vocabulary, scoring only over the row. */
export class Scoring {
  private readonly vocabulary: ReadonlyMap<string, number>;
  private readonly places: ReadonlyMap<string, number>;
  private readonly wording: LogisticModel;

  constructor(private readonly scorer: Scorer) {
    const { linear, inputs } = scorer;
    this.wording = { intercept: 0, weights: linear.weights.slice(inputs.length) };
    this.vocabulary = new Map(scorer.vocabulary.map((gram, index) => [gram, index]));
    this.places = new Map(scorer.inputs.map(({ name }, index) => [name, index]));
  }

  read(features: Features): ScorerRow {
    const { inputs, gramScale } = this.scorer;
    const grams = linearRow([], knownGrams(features.grams, this.vocabulary), gramScale);
    return { row: inputRow(inputs, features), wording: logisticScore(this.wording, grams) };
  }

  /** The same features with other values for some of their numbers, by name. */
  changed({ row, wording }: ScorerRow, values: ReadonlyMap<string, number>): ScorerRow {
    const after = [...row];
    for (const [name, value] of values) {
      const place = this.places.get(name);
      if (place !== undefined) after[place] = standardised(this.scorer.inputs[place] as ModelInput, value);
    }
    return { row: after, wording };
  }

  /** Log odds of a bounce. */
  score({ row, wording }: ScorerRow): number {
    const { linear, trees } = this.scorer;
    const ofInputs = row.reduce(
      (sum, value, j) => sum + (linear.weights[j] as number) * value,
      linear.intercept,
    );
    const linearScore = ofInputs + wording;
    return trees ? (linearScore + boostedScore(trees, row)) / 2 : linearScore;
  }

  /**
   * Splits a score into what each feature contributed: for the linear part its weight times its distance from the
   * training mean, for the trees as {@link boostedContributions}. The n-grams are one feature, "wording".
   */
  contributions({ numbers }: Features, { row, wording }: ScorerRow): Contribution[] {
    const { inputs, linear, trees } = this.scorer;
    const byName = new Map(numbers.map((feature) => [feature.name, feature]));
    const ofTrees = trees && boostedContributions(trees, row);
    const contributions = inputs.flatMap(({ name, logarithmic }, j): Contribution[] => {
      const feature = byName.get(name);
      const weight = linear.weights[j] as number;
      const ofLinear = weight * (row[j] as number);
      const amount = ofTrees ? (ofLinear + (ofTrees[j] as number)) / 2 : ofLinear;
      // A count is high or low beside others only, which its sentence does not say.
      return feature ? [{ feature, amount, side: logarithmic ? 0 : sideOf(feature.value, weight) }] : [];
    });
    contributions.push({
      feature: { name: 'wording', value: 1, sentence: '' },
      amount: trees ? wording / 2 : wording,
      side: 0,
    });
    return contributions;
  }
}

function sideOf(value: number, weight: number): -1 | 0 | 1 {
  return Math.sign(value > 0 ? weight : -weight) as -1 | 0 | 1;
}
