import type { Moved } from '../../../core/moved.js';
import type { Place } from '../../../core/place.js';
import type { Verdict } from '../../../core/verdict.js';

/** What the review panel shows: a verdict, and what the editor knows besides. */
export interface Review {
  readonly verdict: Verdict;
  /** The text has changed since, or is being rated. */
  readonly stale: boolean;
  readonly rating: boolean;
  /** What changed since an earlier rating of the same ticket. */
  readonly moved?: Moved;
  /** The ticket that a patch was reviewed against, and where it was found: "from the branch"; null for none. */
  readonly ticket: { readonly name: string; readonly from: string } | null;
  /** What a person did about the decision, a sentence each; null where the ledger doesn't have it. */
  readonly done: readonly string[] | null;
  /** What the threshold was chosen for, where it was; empty otherwise. */
  readonly policy: string;
}

export const panelActions = [
  'rate',
  'askModel',
  'chooseTicket',
  'chooseAgent',
  'copyQuestions',
  'rewriteTicket',
  'followDecision',
  'overrideDecision',
  'recordOutcome',
  'showCard',
  'chooseRater',
] as const;
export type PanelAction = (typeof panelActions)[number];

/** What a person does in the panel. */
export type FromReview =
  | { readonly type: 'goTo'; readonly place: Place }
  | { readonly type: 'explain'; readonly check: string }
  | { readonly type: 'act'; readonly action: PanelAction };
