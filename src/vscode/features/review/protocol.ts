import type { Moved } from '../../../core/moved.js';
import type { Place } from '../../../core/place.js';
import type { Unrated, Verdict } from '../../../core/verdict.js';

/** What the review panel shows: a verdict, and what the editor knows besides. */
export interface Review {
  readonly verdict: Verdict;
  /** When it was made, in milliseconds since 1970. */
  readonly ratedAt: number;
  /** What changed since, in a sentence; empty where nothing did. */
  readonly stale: string;
  readonly rating: boolean;
  /** Whom a person asked who has not answered yet, and since when, in milliseconds since 1970. */
  readonly asking?: { readonly name: string; readonly since: number };
  /** Why the one who was asked gave no answer. */
  readonly failed?: Unrated;
  /** What failed is a model: another one may help. */
  readonly isModelAtFault: boolean;
  /** What changed since an earlier rating of the same ticket. */
  readonly moved?: Moved;
  /** The ticket that a patch was reviewed against, and where it was found: "from the branch"; null for none. */
  readonly ticket: { readonly name: string; readonly from: string } | null;
  /** What can be done with a patch that may proceed: a working tree's is committed, any other applied. */
  readonly gate: 'applyPatch' | 'stageAndCommit';
  /** Who rates when a person asks. */
  readonly rater: string;
  /** What a person did about the decision, a sentence each; null where the ledger doesn't have it. */
  readonly done: readonly string[] | null;
  /** What the threshold was chosen for, where it was; empty otherwise. */
  readonly policy: string;
  /** It stays when another review becomes the active one. */
  readonly pinned: boolean;
}

export const panelActions = [
  'rate',
  'askModel',
  'connectModel',
  'fixWithAgent',
  'applyPatch',
  'stageAndCommit',
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
  | { readonly type: 'cancel' }
  | { readonly type: 'pin' }
  | { readonly type: 'act'; readonly action: PanelAction };
