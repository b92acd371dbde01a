import { sureFindings } from '../../../core/rating.js';
import { isWeakEvidence } from '../../../core/ratingWords.js';
import type { PanelAction, Review } from './protocol.js';

/** Something that a person can do about a review. */
export interface Offer {
  readonly text: string;
  readonly action: PanelAction;
}

interface Candidate extends Offer {
  /** It can be done here. */
  readonly can: boolean;
  /** It is what to do next. */
  readonly next: boolean;
}

type Known = Pick<Review, 'verdict' | 'done' | 'isModelAtFault' | 'gate'>;

/** What can be done about a review: what to do next, then all else. */
export function offersOf({ verdict, done, isModelAtFault, gate }: Known): readonly [Offer, ...Offer[]] {
  const { door, decision, asks, unrated, questions, probabilitySource } = verdict;
  const isPatch = door === 'output';
  const isRated = unrated === null;
  const isFound = sureFindings(verdict).length > 0;
  const proceeds = decision === 'proceed';
  const candidates: readonly Candidate[] = [
    {
      text: 'Connect a Model…',
      action: 'connectModel',
      can: !isRated && isModelAtFault,
      next: true,
    },
    {
      text: 'Copy Questions',
      action: 'copyQuestions',
      can: questions.length > 0,
      next: !proceeds || asks,
    },
    { text: 'Send Findings to Agent', action: 'fixWithAgent', can: isPatch && isFound, next: true },
    {
      text: 'Ask a Model…',
      action: 'askModel',
      can: isRated && probabilitySource === 'model',
      next: isPatch && (isWeakEvidence(verdict) || !proceeds),
    },
    {
      text: gate === 'applyPatch' ? 'Apply Patch' : 'Stage and Commit',
      action: gate,
      can: isPatch && isRated && proceeds,
      next: true,
    },
    { text: 'Rewrite Ticket', action: 'rewriteTicket', can: isRated && !isPatch, next: false },
    { text: 'Agree', action: 'followDecision', can: done !== null, next: isRated && done?.length === 0 },
    { text: 'Disagree…', action: 'overrideDecision', can: done !== null, next: false },
    { text: 'Rate Again', action: 'rate', can: true, next: true },
    { text: 'Record Outcome…', action: 'recordOutcome', can: done !== null, next: false },
    { text: 'Choose Agent…', action: 'chooseAgent', can: isPatch, next: false },
  ];
  const possible = candidates.filter(({ can }) => can);
  const primary = possible.find(({ next }) => next) as Candidate;
  const others = possible.filter((one) => one !== primary);
  return [primary, ...others].map(({ text, action }): Offer => ({ text, action })) as [Offer, ...Offer[]];
}
