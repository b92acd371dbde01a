import type { Moved } from '../../../core/moved.js';
import type { Outcome } from '../../../core/policy.js';
import type { CoveredFile, Finding, TraceStep } from '../../../core/rating.js';

/** What the review panel shows: words and numbers only. Places are indexes that the editor alone can resolve. */
export interface PanelModel {
  readonly source: string;
  readonly door: 'ticket' | 'patch';
  readonly outcome: Outcome;
  /** "Abstain", "Proceed", "Not rated". */
  readonly headline: string;
  readonly because: string;
  /** What the threshold was chosen for, where it was; empty otherwise. */
  readonly policy: string;
  /** "Stale: the document has changed." or "Rating…"; empty when the verdict is current. */
  readonly status: string;
  /** Absent for an unrated document. */
  readonly rating?: PanelRating;
  /** What changed since an earlier rating of the same ticket. */
  readonly moved?: Moved;
  /** What to do about an unrated document. */
  readonly nextStep?: string;
  /** For a patch: the ticket it was reviewed against; null for none. */
  readonly ticket?: string | null;
  /** What a person did about the decision, a sentence each; null where the ledger doesn't have it. */
  readonly done: readonly string[] | null;
}

export interface PanelRating {
  readonly label: string;
  /** Null where the rater gave a label and no probability. */
  readonly bounceProbability: number | null;
  readonly threshold: number;
  readonly probabilities: readonly { readonly label: string; readonly probability: number }[];
  readonly explanation: string;
  readonly findings: readonly PanelFinding[];
  readonly questions: readonly PanelQuestion[];
  readonly evidence: readonly PanelFact[];
  readonly coverage: string;
  readonly files: readonly CoveredFile[];
  readonly rater: string;
  /** What the rating rests on and what it used, a sentence each. */
  readonly raterNotes: readonly string[];
  /** Rated by the local rater, whose model card can be shown. */
  readonly isLocal: boolean;
  /** What the rater looked at in the code base. */
  readonly trace: readonly TraceStep[];
}

export interface PanelQuestion {
  readonly text: string;
  /** What an answer is worth, in a clause; empty where nobody reckoned it. */
  readonly worth: string;
}

export interface PanelFinding {
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly unsure: boolean;
  /** The check that a page is about; absent for a model's own finding. */
  readonly check?: string;
  readonly places: readonly PanelPlace[];
}

export interface PanelFact {
  readonly level: 'blocker' | 'error' | 'warning' | 'info' | 'note';
  readonly sentence: string;
  readonly places: readonly PanelPlace[];
}

/** A place to jump to: `index` into the editor's list, and the words of the link. */
export interface PanelPlace {
  readonly index: number;
  readonly text: string;
  readonly quote: string;
}

/** From the editor to the web view. */
export type ToPanel = { readonly type: 'show'; readonly model: PanelModel };

export const panelActions = [
  'rate',
  'chooseTicket',
  'copyQuestions',
  'rewriteTicket',
  'followDecision',
  'overrideDecision',
  'recordOutcome',
  'showCard',
  'chooseRater',
] as const;
export type PanelAction = (typeof panelActions)[number];

/** From the web view to the editor. */
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'goTo'; readonly place: number }
  | { readonly type: 'explain'; readonly check: string }
  | { readonly type: 'act'; readonly action: PanelAction };
