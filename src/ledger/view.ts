import { counted } from '../core/counted.js';
import type { Door } from '../core/rating.js';
import type { DecisionRecord, LedgerRecord, OutcomeRecord, ResponseRecord, WorkOutcome } from './record.js';

/** A decision, what a person did about it, and what became of the work. */
export interface Entry {
  readonly decision: DecisionRecord;
  readonly response: ResponseRecord | null;
  /** `closed` only where nothing else is known: it says nothing of the work. */
  readonly outcome: OutcomeRecord | null;
}

function withLater(entry: Entry, record: ResponseRecord | OutcomeRecord): Entry {
  const { decision, response, outcome } = entry;
  if (record.kind === 'response') {
    return response && response.at > record.at ? entry : { decision, response: record, outcome };
  }
  const isClosed = record.outcome === 'closed';
  const replaces =
    !outcome || ((outcome.outcome === 'closed') === isClosed ? outcome.at <= record.at : !isClosed);
  return replaces ? { decision, response, outcome: record } : entry;
}

/** Newest first; at one time by id, so that the order is always the same. */
function byAge({ decision: a }: Entry, { decision: b }: Entry): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** Joins decisions with what was done about them, in any order and any number of times; newest decision first. */
export function history(records: readonly LedgerRecord[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const record of records) {
    if (record.kind !== 'decision' || entries.has(record.id)) continue;
    entries.set(record.id, { decision: record, response: null, outcome: null });
  }
  for (const record of records) {
    const entry = record.kind === 'decision' ? undefined : entries.get(record.decision);
    if (entry && record.kind !== 'decision') entries.set(record.decision, withLater(entry, record));
  }
  return [...entries.values()].sort(byAge);
}

const labelOfOutcome: Readonly<Record<WorkOutcome, boolean | null>> = {
  merged: false,
  'tests-passed': false,
  resolved: false,
  reverted: true,
  'tests-failed': true,
  unresolved: true,
  closed: null,
};

/**
 * Whether the ticket or patch deserved a bounce, by what became of it, or else by a person who overrode the decision;
 * null where nobody knows. Following is no label: they may not have looked.
 */
export function labelOf({ decision, response, outcome }: Entry): boolean | null {
  const label = outcome && labelOfOutcome[outcome.outcome];
  if (label !== null) return label;
  if (response?.did !== 'overrode' || decision.outcome === 'unrated') return null;
  return decision.outcome === 'proceed';
}

/** What entries to show; what is absent lets all through. */
export interface EntryFilter {
  readonly door?: Door;
  readonly outcome?: DecisionRecord['outcome'];
  /** A repository's key. */
  readonly repository?: string;
  /** A rater's name. */
  readonly rater?: string;
  /** Words that all occur in the source, the agent, the repository, the rater, the label, why, the person's reason, or the outcome. */
  readonly text?: string;
  readonly did?: ResponseRecord['did'] | 'nothing';
}

export function filterEntries(entries: readonly Entry[], filter: EntryFilter): Entry[] {
  const { door, outcome, repository, rater, text = '', did } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ decision, response, outcome: later }) => {
    if (door !== undefined && decision.door !== door) return false;
    if (outcome !== undefined && decision.outcome !== outcome) return false;
    if (repository !== undefined && decision.repository?.key !== repository) return false;
    if (rater !== undefined && decision.rater.name !== rater) return false;
    if (did !== undefined && (response?.did ?? 'nothing') !== did) return false;
    if (words.length === 0) return true;
    const { source, agent, because, label } = decision;
    const where = [source, agent, decision.repository?.name, decision.rater.name];
    const searched = [...where, label, because, response?.reason, later?.outcome].join('\n').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** The raters' names, most frequent first. */
export function ratersIn(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  for (const { decision } of entries) {
    counts.set(decision.rater.name, (counts.get(decision.rater.name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/** Says that a ledger has lines which hold no record; empty where it has none. */
export function unreadableWords(lines: number): string {
  return lines === 0 ? '' : `${counted(lines, 'line')} of the ledger can't be read.`;
}
