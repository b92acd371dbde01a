import type { Door } from '../core/rating.js';
import type { Estimate } from '../stats/bootstrap.js';
import type { ReliabilityBin } from '../stats/reliability.js';

/** A metric's value under its id; `metrics/registry.ts` has its title, unit and formula. */
export interface Figure extends Estimate {
  readonly id: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The 2 × 2 of decision against gold: how many tasks stand in each field. */
export interface Confusion {
  readonly bouncedRightly: number;
  readonly bouncedWrongly: number;
  readonly acceptedRightly: number;
  readonly acceptedWrongly: number;
}

/** Everything that is measured of one rater at one door. Plain data: it crosses threads and goes into files. */
export interface Measurement {
  readonly door: Door;
  /** Tasks with a gold label and a rating; the figures are over these. */
  readonly tasks: number;
  /** Tasks with a gold label that have no rating. */
  readonly missing: number;
  /** Of `tasks`, those without a quality; the I-Score or O-Score leaves them out. */
  readonly ungraded: number;
  /** In a fixed order; a figure that can't be computed (one class only, no probabilities) is absent. */
  readonly figures: readonly Figure[];
  readonly confusion: Confusion;
  /** Rows: the gold label by quality, columns: the rater's label; null at the output door or without labels. */
  readonly labelMatrix: readonly (readonly number[])[] | null;
  /** False positive rate against true positive rate of "bounce", ascending; null without probabilities. */
  readonly roc: readonly Point[] | null;
  /** Coverage (share accepted) against risk (share of the accepted that deserved a bounce); null likewise. */
  readonly riskCoverage: readonly Point[] | null;
  readonly reliability: readonly ReliabilityBin[] | null;
}

/** The figures of a run that goes on, in words. */
export interface Measured {
  readonly door: Door;
  readonly tasks: number;
  readonly rows: readonly {
    readonly title: string;
    readonly value: string;
    /** The 95% interval; empty where there is none. */
    readonly interval: string;
  }[];
}
