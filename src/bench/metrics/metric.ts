import type { WeightedRows } from './weightedRows.js';

/** A metric of the benchmark: what it is called, how it is printed, where it comes from, and its value. */
export interface Metric {
  /** Its name in files and code. */
  readonly id: string;
  readonly title: string;
  readonly unit: '' | '%';
  /** Digits after the point that people are shown. */
  readonly digits: number;
  readonly better: 'higher' | 'lower' | 'neither';
  /** One line of text; b is 1 where the rater bounced, y is 1 where the task deserves it, p is its probability of a bounce. */
  readonly formula: string;
  readonly source: string;
  /** Over rows that count as often as they were drawn; not a number where it has no value. */
  readonly value: (rows: WeightedRows) => number;
}

export const paper = 'Mathews and Nagappan 2025, BouncerBench, arXiv 2506.17812';

/** How a metric is printed, and whether more of it is better. */
export const fraction = { unit: '', digits: 3, better: 'higher' } as const;
export const ofPaper = { ...fraction, source: paper } as const;
export const error = { unit: '', digits: 3, better: 'lower' } as const;
