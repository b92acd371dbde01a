import { type Checklist, type Point, pointStates } from '../../core/checklist.js';
import { cut, squeezed } from '../../core/oneLine.js';
import type { ClaimedPoint } from './answer.js';
import type { Material } from './claims.js';

/** Points that a model is asked about: each takes some fifty tokens of its answer. */
const mostAsked = 12;
const longestReason = 200;

/** A point by its number in the checklist, from 1. */
export interface AskedPoint {
  readonly number: number;
  readonly text: string;
}

/** The points that the checks could not tell of. */
export function openPoints({ points }: Checklist): AskedPoint[] {
  const asked = points.map(({ text, state }, i) => ({ number: i + 1, text, isOpen: state === 'unknown' }));
  return asked.filter(({ isOpen }) => isOpen).slice(0, mostAsked);
}

/** What a model's word is worth. */
interface Trusted {
  /** Name of the rater that asked it. */
  readonly by: string;
  /** It was shown the whole patch: only then can it know that something is missing. */
  readonly isWhole: boolean;
  /** The text tries to steer its rater: then nothing is met by the model's word. */
  readonly steers: boolean;
}

/**
 * A checklist with what a model says of its open points. That a point is met needs a licence: a quoted line of the
 * patch. What the checks know stands.
 */
export function withClaims(
  checklist: Checklist,
  claimed: readonly ClaimedPoint[],
  material: Material,
  { by, isWhole, steers }: Trusted,
): Checklist {
  const asked = new Set(openPoints(checklist).map(({ number }) => number));
  const points = checklist.points.map((point, i): Point => {
    const claim = asked.has(i + 1) ? claimed.find(({ point: number }) => number === i + 1) : undefined;
    if (!claim) return point;
    const found = claim.quote.trim() === '' ? undefined : material.locate(claim.quote, claim.file);
    const places = found?.document === 'patch' ? [found] : [];
    const why = squeezed(cut(claim.why, longestReason)) || point.why;
    if (claim.state === 'met' && places.length > 0 && !steers)
      return { ...point, state: 'met', why, places, by };
    if (claim.state === 'not-met' && isWhole) return { ...point, state: 'not-met', why, places, by };
    return point;
  });
  return { ...checklist, points };
}

/** A state as a model may write it: `not met`, `Not-Met`. */
export function stateOf(said: string): Point['state'] {
  const state = said
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return pointStates.find((one) => one === state) ?? 'unknown';
}
