import type { Evidence } from '../../core/evidence.js';

/** One number that a model may weigh. */
export interface Feature {
  readonly name: string;
  readonly value: number;
  /** What a person should know of it, as a {@link Fact}'s sentence; empty for a mere measure. */
  readonly sentence: string;
  /** Whether it is a finding against the ticket or patch, which nothing can be said in favour of. */
  readonly isFinding?: boolean;
}

/** All that a model may read of a ticket or a patch. */
export interface Features {
  readonly numbers: readonly Feature[];
  /** Runs of words or characters, each once. */
  readonly grams: readonly string[];
}

/** The facts as features, under their ids. One that means nothing is left out, which a model reads as a typical value. */
export function factFeatures(evidence: Evidence): Feature[] {
  return evidence
    .filter(({ moot }) => !moot)
    .map(({ id, value, sentence, level }) => ({ name: id, value, sentence, isFinding: level !== 'note' }));
}
