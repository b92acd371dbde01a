import { squeezed } from '../../../core/oneLine.js';
import { nouns, type Outcome, percent, plurals } from '../../../core/policy.js';
import { decisionWords, money, verdictLine } from '../../../core/ratingWords.js';
import type { DecisionRecord, OutcomeRecord, ResponseRecord, WorkOutcome } from '../../../ledger/record.js';
import type { Entry, EntryFilter } from '../../../ledger/view.js';

/** "merged", "tests passed": what became of the work. */
export const workWords: Readonly<Record<WorkOutcome, string>> = {
  merged: 'merged',
  reverted: 'reverted',
  closed: 'closed',
  'tests-passed': 'tests passed',
  'tests-failed': 'tests failed',
  resolved: 'resolved',
  unresolved: 'unresolved',
};

/** What a person said to a decision. */
export const didWords: Readonly<Record<ResponseRecord['did'], string>> = {
  followed: 'agreed',
  overrode: 'disagreed',
};

/** "Ask first · Vague · 74% risk · disagreed: false alarm · merged". */
export function entryLine({ decision, response, outcome }: Entry): string {
  return joined(
    verdictLine({ ...decision, decision: decision.outcome }),
    response && responseWords(response),
    outcome && workWords[outcome.outcome],
  );
}

function responseWords({ did, reason }: ResponseRecord): string {
  return reason === '' ? didWords[did] : `${didWords[did]}: ${squeezed(reason)}`;
}

/** What a person did about a decision and what became of it, a sentence each. */
export function doneSentences(response: ResponseRecord | null, outcome: OutcomeRecord | null): string[] {
  const did =
    response && `You ${didWords[response.did]}${response.reason === '' ? '.' : `: ${response.reason}`}`;
  return [...(did ? [did] : []), ...(outcome ? [`Outcome: ${workWords[outcome.outcome]}.`] : [])];
}

/** What stands behind a decision, a line each: who rated, by what rule, when, and what came of it. */
export function entryDetails({ decision, response, outcome }: Entry): string[] {
  const { door, because, rater, calibration, repository, threshold, usage, milliseconds, at } = decision;
  return [
    because,
    ...doneSentences(response, outcome),
    `Rater: ${`${rater.name} ${rater.version}`.trim()}, threshold ${percent(threshold)}, ${calibration === null ? 'no calibration' : `calibration ${calibration}`}`,
    ...(repository ? [`Repository: ${repository.name}`] : []),
    `Rated ${new Date(at).toLocaleString('en-US')} in ${milliseconds.toLocaleString('en')} ms${paid(usage)}`,
    `A ${nouns[door]} of ${decision.source}`,
  ];
}

function paid(usage: DecisionRecord['usage']): string {
  if (!usage || usage.calls === 0) return '';
  return usage.dollars === undefined ? ', price unknown' : `, ${money(usage.dollars)}`;
}

/** "Today", "Yesterday", "Monday, November 24, 2025", by the days of where the person is. */
export function dayName(at: Date, now: Date): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const days = Math.round((midnight(now).getTime() - midnight(at).getTime()) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return at.toLocaleDateString('en-US', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** What a decision asks of people, at either door: "Ask first or don't merge yet". */
export function eitherWords(outcome: Outcome): string {
  const [ticket, patch] = [decisionWords('input', outcome), decisionWords('output', outcome)];
  return ticket === patch ? ticket : `${ticket} or ${patch.charAt(0).toLowerCase()}${patch.slice(1)}`;
}

/** "tickets · may proceed · disagreed · this repository · "late fee""; empty where all is shown. */
export function filterWords({ door, outcome, did, repository, rater, text }: EntryFilter): string {
  return joined(
    door && plurals[door],
    outcome && eitherWords(outcome).toLowerCase(),
    did && { ...didWords, nothing: 'no response' }[did],
    repository && 'this repository',
    rater && `rater ${rater}`,
    text && `"${text}"`,
  );
}

function joined(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}

export function overrideReasons({
  door,
  outcome,
}: Pick<DecisionRecord, 'door' | 'outcome'>): readonly string[] {
  if (outcome === 'proceed') {
    return door === 'input'
      ? ['not clear enough to me', 'asks for the wrong thing', 'too large for one change']
      : ['wrong', 'incomplete', 'breaks something else', 'tests fail'];
  }
  const clear = door === 'input' ? ['clear enough to me'] : ['right as it is'];
  return [...clear, 'checked by hand', ...(outcome === 'abstain' ? ['false alarm'] : []), 'urgent'];
}

/** What disagreeing with a decision does, as a title. */
export function otherWay({ door, mayProceed }: Pick<DecisionRecord, 'door' | 'mayProceed'>): string {
  return mayProceed ? `Bounce the ${capital(nouns[door])}` : `Let the ${capital(nouns[door])} Proceed`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
