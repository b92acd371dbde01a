import type { Door } from '../core/rating.js';

/** One task with its gold label and what a rater said of it, as metrics see it. */
export interface Scored {
  /** Unique among the tasks of one door. */
  readonly task: string;
  /** The instance; rows of one instance are drawn together by the bootstrap. */
  readonly group: string;
  readonly repository: string;
  readonly agent: string;
  /** Characters (UTF-16 code units); 0 for a patch at the input door. */
  readonly ticketLength: number;
  readonly patchLength: number;
  /** Deserves a bounce. */
  readonly gold: boolean;
  /** As in `Gold.quality`: 0..3 at the input door, 0..1 at the output door; null where unknown. */
  readonly quality: number | null;
  /** The decision: did the rater bounce it? */
  readonly bounced: boolean;
  /** 0..1; null where the rater gave none. */
  readonly bounceProbability: number | null;
  /** Index into the door's `labels`, 0..3; null where the rater gave none. */
  readonly label: number | null;
  /** Probability of each of the four labels, summing to 1; null where the rater gave none. */
  readonly labelProbabilities: readonly number[] | null;
}

/** The gold label's index at the input door; a grade between two labels counts as the better one. Null elsewhere. */
export function gradeOf(door: Door, { quality }: Pick<Scored, 'quality'>): number | null {
  return door === 'input' && quality !== null ? Math.floor(quality) : null;
}
