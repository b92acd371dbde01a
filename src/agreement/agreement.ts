import { grouped } from '../core/grouped.js';
import { countedOverlap, overlap, type Signature } from './signature.js';

/** A patch for a ticket, as one of several. */
export interface Attempt {
  /** What the user calls it. */
  readonly source: string;
  /** Who made it, as a family of agents; undefined where nobody knows, which agrees with no one. */
  readonly family: string | undefined;
  readonly signature: Signature;
}

/** How far the patches of other families of agents agree with one. Shares are 0..1. */
export interface Agreement {
  /** How many families there are besides its own. */
  readonly families: number;
  /** The sum over them of the largest overlap of changed places: how many families' worth of patches change them. */
  readonly places: number;
  readonly mostTokens: number;
  readonly mostLines: number;
  /** The patch with the most tokens in common. */
  readonly nearest: Attempt;
}

/**
 * Compares a patch with those of other families of agents for the same ticket. Each family counts once, by what of it
 * is nearest: reruns of one agent agree with each other for no good reason. Undefined where there is no other family,
 * and where a patch has no text to compare.
 */
export function agreementOf(one: Attempt, others: readonly Attempt[]): Agreement | undefined {
  const counted = others.filter(
    ({ family }) => one.family !== undefined && family !== undefined && family !== one.family,
  );
  const near = nearest(one, counted);
  if (!near) return undefined;
  const families = grouped(counted.filter(hasText), ({ family }) => family);
  const largest = (attempts: readonly Attempt[], of: (signature: Signature) => number) =>
    attempts.reduce((most, { signature }) => Math.max(most, of(signature)), 0);
  const { places, lines } = one.signature;
  let sum = 0;
  for (const attempts of families.values())
    sum += largest(attempts, (other) => overlap(places, other.places));
  return {
    families: families.size,
    places: sum,
    mostTokens: near.tokens,
    mostLines: largest(counted, (other) => overlap(lines, other.lines)),
    nearest: near.attempt,
  };
}

/** The patch that has the most tokens in common with one, whoever made it, and the share of them. */
export function nearest(
  one: Attempt,
  others: readonly Attempt[],
): { readonly attempt: Attempt; readonly tokens: number } | undefined {
  if (!hasText(one)) return undefined;
  const near = others
    .filter(hasText)
    .map((attempt) => ({ attempt, tokens: countedOverlap(one.signature.tokens, attempt.signature.tokens) }));
  return near.reduce<(typeof near)[number] | undefined>(
    (best, next) => (best && best.tokens >= next.tokens ? best : next),
    undefined,
  );
}

function hasText({ signature }: Attempt): boolean {
  return signature.tokens.size > 0;
}
