import { type Door, type Label, labels, type ProbabilitySource } from '../core/rating.js';
import { logOdds } from '../stats/sigmoid.js';

/** What a rater gave for one ticket or patch, as far as calibration reads it. A rating is one. */
export interface RaterOutput {
  readonly label?: Label;
  /** 0..1; by a label alone it is 0 or 1, and counts for nothing. */
  readonly bounceProbability?: number;
  /** Absent where the file doesn't say; the probability counts then. */
  readonly probabilitySource?: ProbabilitySource;
  /** Probability of each of the door's labels, in their order. */
  readonly labelProbabilities?: readonly number[];
}

/** A rater's output for a ticket or patch of which the truth is known. */
export interface LabelledOutput extends RaterOutput {
  /** The SWE-bench instance or ticket; rows of one instance are not independent of each other. */
  readonly instance: string;
  /** Deserves a bounce. */
  readonly bounce: boolean;
}

/** The label's place among the door's four, 0 (best) .. 3; undefined without one. */
export function ordinalOf({ label }: RaterOutput, door: Door): number | undefined {
  const index = (labels[door] as readonly (Label | undefined)[]).indexOf(label);
  return index < 0 ? undefined : index;
}

/** The probability that the rater gave beyond its label, 0..1; undefined where the label is all there is. */
export function givenProbability(output: RaterOutput): number | undefined {
  const { bounceProbability, probabilitySource, labelProbabilities } = output;
  if (probabilitySource === 'label') return undefined;
  if (bounceProbability !== undefined) return bounceProbability;
  if (labelProbabilities === undefined) return undefined;
  const [, , vague = 0, worst = 0] = labelProbabilities;
  return Math.min(1, vague + worst);
}

/** The log odds of that probability. */
export function statedScore(output: RaterOutput): number | undefined {
  const given = givenProbability(output);
  return given === undefined ? undefined : boundedLogOdds(given);
}

/** Nearer to 0 or 1 than this says no more: what a rater states as certain is not. */
const utmost = 0.005;

/** Log odds of a probability that may be 0 or 1. */
export function boundedLogOdds(probability: number): number {
  return logOdds(Math.min(1 - utmost, Math.max(utmost, probability)));
}
