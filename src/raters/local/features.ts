import type { Evidence, FactLevel } from '../../core/evidence.js';

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

/** How many of the facts are warnings or worse, how many are errors or worse, and how many are hints. */
export function findingFeatures(evidence: Evidence): Feature[] {
  const count = (...levels: readonly FactLevel[]) =>
    evidence.filter(({ level }) => levels.includes(level)).length;
  return measures({
    warnings: [count('warning', 'error', 'blocker')],
    errors: [count('error', 'blocker')],
    hints: [count('info')],
  });
}

/** A measure that is no fact of its own: its value, and what a person should know of it, if anything. */
export type Measure = readonly [value: number, sentence?: string];

/** Measures under their names. */
export function measures(rows: Readonly<Record<string, Measure>>): Feature[] {
  return Object.entries(rows).map(([name, [value, sentence = '']]) => ({ name, value, sentence }));
}

/** A share, with a sentence for at least a half, and one for less. */
export function half(share: number, many: string, few = ''): Measure {
  return [share, share >= 0.5 ? many : few];
}

/** A number, with a sentence where it is above a limit. */
export function above(value: number, limit: number, sentence: string): Measure {
  return [value, value > limit ? sentence : ''];
}
