import type { Door } from '../core/rating.js';
import type { Estimate } from '../stats/bootstrap.js';

/** A metric's value under its id; `metrics/registry.ts` has its title, unit and formula. */
export interface Figure extends Estimate {
  readonly id: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The figures of a run in progress, in words. */
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
