import { createHash, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Decision } from '../core/policy.js';
import type {
  Door,
  Label,
  ProbabilitySource,
  RaterIdentity,
  Rating,
  UnratedCause,
  Usage,
} from '../core/rating.js';
import { usageOf } from '../core/usage.js';
import type { Verdict } from '../core/verdict.js';

/** The repository that a ticket or patch is about: a key that tells two of the same name apart, and a name for people. */
export interface LedgerRepository {
  readonly key: string;
  readonly name: string;
}

/** One decision. It holds no text of a ticket or patch, unless the user asked for that: then `text` does. */
export interface DecisionRecord {
  readonly kind: 'decision';
  /** A random UUID. */
  readonly id: string;
  /** ISO 8601 in UTC with milliseconds, as of every record. */
  readonly at: string;
  readonly door: Door;
  /** What the user calls the input: a file's name. */
  readonly source: string;
  /** SHA-256 of the ticket's or patch's text, in hex. */
  readonly inputHash: string;
  /** SHA-256 of the text of a patch's ticket; null where there was none. */
  readonly ticketHash: string | null;
  readonly repository: LedgerRepository | null;
  readonly rater: RaterIdentity;
  /** Null when unrated, as the two after it. */
  readonly label: Label | null;
  /** 0..1. */
  readonly bounceProbability: number | null;
  readonly probabilitySource: ProbabilitySource | null;
  /** Version of the calibration that was in force; null where there was none. */
  readonly calibration: string | null;
  /** 0..1. */
  readonly threshold: number;
  readonly outcome: Decision['outcome'];
  readonly mayProceed: boolean;
  /** The rule that decided, in a sentence. A check or a failure is named, not quoted: its own sentence may quote text. */
  readonly because: string;
  /** Why there is no rating; null where there is one. */
  readonly cause: UnratedCause | null;
  readonly usage: Usage | null;
  /** How long the rating took. */
  readonly milliseconds: number;
  /** What each check measured, by its id. Numbers only: sentences may quote the text. */
  readonly facts: Readonly<Record<string, number>>;
  readonly text?: string;
}

/** What a person did about a decision. Of several for one decision the latest counts. */
export interface ResponseRecord {
  readonly kind: 'response';
  readonly id: string;
  readonly decision: string;
  readonly at: string;
  readonly did: 'followed' | 'overrode';
  /** The person's own words, at most {@link longestReason} characters; may be empty. */
  readonly reason: string;
}

/** `resolved` and `unresolved` are a benchmark's words for a task that was solved, or not. */
export const workOutcomes = [
  'merged',
  'reverted',
  'closed',
  'tests-passed',
  'tests-failed',
  'resolved',
  'unresolved',
] as const;

export type WorkOutcome = (typeof workOutcomes)[number];

/** What became of the work later. Of several for one decision the latest counts. */
export interface OutcomeRecord {
  readonly kind: 'outcome';
  readonly decision: string;
  readonly at: string;
  readonly outcome: WorkOutcome;
}

export type LedgerRecord = DecisionRecord | ResponseRecord | OutcomeRecord;

/** Characters (UTF-16 code units) of a reason that are kept. */
export const longestReason = 2_000;
const longestName = 300;

export interface Decided {
  /** Text of the ticket or patch. Only its hash is kept. */
  readonly text: string;
  /** Text of a patch's ticket. Only its hash is kept. */
  readonly ticketText?: string;
  readonly repository: LedgerRepository | null;
  readonly calibration: string | null;
  readonly milliseconds: number;
  /** The user's opt-in: keep the text, and the sentence that says why with what it quotes. */
  readonly keepText: boolean;
}

/** The record of a verdict, dated now. */
export function decisionRecord(verdict: Verdict, decided: Decided): DecisionRecord {
  const { door, source, rater, threshold, decision, rating, failure } = verdict;
  const { text, ticketText, repository, calibration, milliseconds, keepText } = decided;
  return {
    kind: 'decision',
    id: randomUUID(),
    at: new Date().toISOString(),
    door,
    source: cut(source, longestName),
    inputHash: hashOf(text),
    ticketHash: ticketText === undefined ? null : hashOf(ticketText),
    repository,
    rater: { name: rater.name, version: rater.version },
    label: rating?.label ?? null,
    bounceProbability: rating?.bounceProbability ?? null,
    probabilitySource: rating?.probabilitySource ?? null,
    calibration,
    threshold,
    outcome: decision.outcome,
    mayProceed: decision.mayProceed,
    because: keepText ? decision.because : withoutQuotes(verdict),
    cause: rating ? null : (failure?.cause ?? 'internal'),
    usage: usageOf(verdict) ?? null,
    milliseconds,
    facts: rating ? numbersOf(rating) : {},
    ...(keepText && { text }),
  };
}

export function responseRecord(decision: string, did: ResponseRecord['did'], reason = ''): ResponseRecord {
  return {
    kind: 'response',
    id: randomUUID(),
    decision,
    at: new Date().toISOString(),
    did,
    reason: cut(reason.trim(), longestReason),
  };
}

export function outcomeRecord(decision: string, outcome: WorkOutcome): OutcomeRecord {
  return { kind: 'outcome', decision, at: new Date().toISOString(), outcome };
}

/** A repository by the folder that it lies in. */
export function ledgerRepository(directory: string): LedgerRepository {
  return { key: hashOf(directory).slice(0, 16), name: cut(basename(directory), longestName) };
}

/** SHA-256 of a text in UTF-8, in hex. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of the sentences that say why, a blocker's names files of the patch and a failure's may quote an answer. */
function withoutQuotes({ decision, rating, failure }: Verdict): string {
  if (!rating) return `It could not be rated: ${failure?.cause ?? 'internal'}.`;
  const blocker = rating.evidence.find(({ level }) => level === 'blocker');
  return blocker ? `The check "${blocker.id}" keeps the door shut.` : decision.because;
}

function numbersOf({ evidence }: Rating): Record<string, number> {
  return Object.fromEntries(
    evidence.filter(({ value }) => Number.isFinite(value)).map(({ id, value }) => [id, value]),
  );
}

/** The start of a text, without half a surrogate pair at its end. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
