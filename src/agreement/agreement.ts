import { mean } from '../stats/moments.js';
import { countedOverlap, overlap, type Signature } from './signature.js';

/** A patch for a ticket, as one of several. */
export interface Attempt {
  readonly signature: Signature;
  /** Who made it, as a family of agents; undefined where nobody knows, which agrees with no one. */
  readonly family: string | undefined;
  /** Its bounce probability by itself, as log odds. */
  readonly score: number;
}

/** How far the patches of other families of agents agree with one. Shares are 0..1. */
export interface Agreement {
  /** How many families there are besides its own. */
  readonly families: number;
  readonly meanPlaces: number;
  readonly meanTokens: number;
  readonly mostTokens: number;
  readonly mostLines: number;
  /** Mean log odds of the others by themselves. */
  readonly meanScore: number;
}

/**
 * Compares each patch with those of other families of agents for the same ticket. Reruns of one agent agree with each
 * other for no good reason, so that they count for nothing. Undefined where there is no other family.
 */
export function agreements(attempts: readonly Attempt[]): (Agreement | undefined)[] {
  return attempts.map((one) => {
    const others = attempts.filter(
      ({ family }) => one.family !== undefined && family !== undefined && family !== one.family,
    );
    if (others.length === 0) return undefined;
    const places = others.map((other) => overlap(one.signature.places, other.signature.places));
    const tokens = others.map((other) => countedOverlap(one.signature.tokens, other.signature.tokens));
    const lines = others.map((other) => overlap(one.signature.lines, other.signature.lines));
    return {
      families: new Set(others.map(({ family }) => family)).size,
      meanPlaces: mean(places),
      meanTokens: mean(tokens),
      mostTokens: Math.max(...tokens),
      mostLines: Math.max(...lines),
      meanScore: mean(others.map(({ score }) => score)),
    };
  });
}
