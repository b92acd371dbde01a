import type { Difference, DifferenceKind } from './differences.js';

/** A difference from git that is meant to be, and who is right. */
interface Explanation {
  readonly kinds: readonly DifferenceKind[];
  /** What is so, and who is right; a row of the table in CONTRIBUTING. */
  readonly why: string;
  readonly fits: (difference: Difference) => boolean;
}

const explanations: readonly Explanation[] = [];

export function explanation(difference: Difference): string | undefined {
  return explanations.find(({ kinds, fits }) => kinds.includes(difference.kind) && fits(difference))?.why;
}
