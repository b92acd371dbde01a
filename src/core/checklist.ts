import type { Place } from './place.js';

/** What became of a point: `unknown` where nobody could tell. */
export const pointStates = ['met', 'not-met', 'unknown'] as const;
export type PointState = (typeof pointStates)[number];

/** One thing that a ticket asks for, and whether a patch answers it. It informs people and never decides. */
export interface Point {
  /** The ticket's words, on one line. */
  readonly text: string;
  /** Where the ticket says it. */
  readonly place: Place;
  readonly state: PointState;
  /** Why it is so, in a sentence. */
  readonly why: string;
  /** Where the patch answers it; for an unknown point, what may have to do with it. */
  readonly places: readonly Place[];
  /** Who says so: `checks`, or the rater's name. */
  readonly by: string;
}

/** What a ticket asks for, in the order of its text. */
export interface Checklist {
  readonly points: readonly Point[];
  /** Further points, which were not looked at. */
  readonly more: number;
}

/** What states are called. */
export const stateWords: Readonly<Record<PointState, string>> = {
  met: 'met',
  'not-met': 'not met',
  unknown: 'unknown',
};

/** "1 met, 2 not met, 3 unknown"; states that no point has are left out. */
export function checklistWords({ points, more }: Checklist): string {
  const counts = pointStates.map((state) => {
    const { length } = points.filter((point) => point.state === state);
    return length > 0 && `${length} ${stateWords[state]}`;
  });
  return [...counts, more > 0 && `${more} more not looked at`].filter(Boolean).join(', ');
}
