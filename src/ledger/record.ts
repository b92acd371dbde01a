import { createHash, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { agentName } from '../core/agentName.js';
import { cut } from '../core/oneLine.js';
import type { Decision, PolicyKind } from '../core/policy.js';
import type { Door, Label, ProbabilitySource, RaterIdentity, UnratedCause, Usage } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';

/** The repository that a ticket or patch is about: a key that tells two of the same name apart, and a name for people. */
export interface LedgerRepository {
  readonly key: string;
  readonly name: string;
}

/** A summary of one decision, a line of at most a kilobyte. It holds no text of a ticket or patch. */
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
  /** SHA-256 of the full verdict's JSON, which is kept for a while; absent where there is none. */
  readonly verdict?: string;
  readonly repository: LedgerRepository | null;
  /** Who made the patch; absent for tickets, where it is not known, and in lines of earlier versions. */
  readonly agent?: string;
  readonly rater: RaterIdentity;
  /** Null when unrated, as the two after it. */
  readonly label: Label | null;
  /** 0..1. */
  readonly bounceProbability: number | null;
  readonly probabilitySource: ProbabilitySource | null;
  /** What a calibration learns from, 0..1; absent where that is `bounceProbability`, or where there is none. */
  readonly ownProbability?: number;
  /** Version of the calibration that was in force; null where there was none. */
  readonly calibration: string | null;
  /** What the limit came from; absent in older records. */
  readonly policy?: PolicyKind;
  /** The limit, 0..1. */
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
}

/** A decision with what is to lie beside its summary. */
export interface Kept {
  readonly record: DecisionRecord;
  /** The full verdict as JSON, without what it quotes unless the user asked for that. */
  readonly verdict: string;
  /** Text of the ticket or patch, where the user asked for that. */
  readonly text?: string;
}

/** What lies beside the summary of a decision, as far as it was kept and is still there. */
export interface Details {
  /** Without its quotes, unless the user asked for them; of earlier versions only the values of its evidence. */
  readonly verdict?: Partial<Verdict>;
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
/** Bytes of a decision's record as JSON, at most. */
const mostBytes = 1_000;

export interface Decided {
  /** Text of the ticket or patch. */
  readonly text: string;
  /** Text of a patch's ticket. Only its hash is kept. */
  readonly ticketText?: string;
  readonly repository: LedgerRepository | null;
  /** Who made the patch, where it is known. */
  readonly agent?: string;
  readonly calibration: string | null;
  readonly milliseconds: number;
  /** The user's opt-in: keep the text, and what the verdict quotes of it. Else only the text's hash is kept. */
  readonly keepText: boolean;
}

/** What is kept of a verdict, dated now. */
export function keptOf(verdict: Verdict, decided: Decided): Kept {
  const { door, source, rater, policy, threshold, label, bounceProbability, probabilitySource } = verdict;
  const { text, ticketText, repository, agent, calibration, milliseconds, keepText } = decided;
  const named = agentName(agent);
  const because = keepText ? verdict.because : becauseWithoutQuotes(verdict);
  const json = JSON.stringify(keepText ? verdict : { ...withoutQuotes(verdict), rater, because });
  const record = fitted({
    kind: 'decision',
    id: randomUUID(),
    at: new Date().toISOString(),
    door,
    source,
    inputHash: hashOf(text),
    ticketHash: ticketText === undefined ? null : hashOf(ticketText),
    verdict: hashOf(json),
    repository,
    ...(named !== undefined && { agent: named }),
    rater: { name: rater.name, version: rater.version },
    label,
    bounceProbability,
    probabilitySource,
    ...(verdict.ownProbability !== undefined && { ownProbability: verdict.ownProbability }),
    calibration,
    policy,
    threshold,
    outcome: verdict.decision,
    mayProceed: verdict.mayProceed,
    because,
    cause: verdict.unrated?.cause ?? null,
    usage: verdict.usage,
    milliseconds,
  });
  return { record, verdict: json, text: keepText ? text : undefined };
}

/** A record whose line is at most a kilobyte: its names and sentences are all cut to one length, as far as it takes. */
export function fitted(record: DecisionRecord): DecisionRecord {
  const { source, because, repository, agent, rater, calibration } = record;
  for (let most = longestName; ; most = Math.floor(0.8 * most)) {
    const shorter = {
      ...record,
      source: cut(source, most),
      repository: repository && { key: repository.key, name: cut(repository.name, most) },
      ...(agent !== undefined && { agent: cut(agent, most) }),
      rater: { name: cut(rater.name, most), version: cut(rater.version, most) },
      calibration: calibration && cut(calibration, most),
      because: cut(because, most),
    };
    if (most === 0 || Buffer.byteLength(JSON.stringify(shorter)) <= mostBytes) return shorter;
  }
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
function becauseWithoutQuotes({ because, evidence, unrated }: Verdict): string {
  if (unrated) return `It could not be rated: ${unrated.cause}.`;
  const blocker = evidence.find(({ level }) => level === 'blocker');
  return blocker ? `The check "${blocker.id}" keeps the door shut.` : because;
}

/** Fields whose words are Bouncer's, the user's own or a source's, never a ticket's, a patch's or a model's. */
const ownWords = new Set([
  ...['door', 'source', 'version', 'decision', 'policy', 'label', 'probabilitySource', 'cause'],
  ...['id', 'level', 'severity', 'fact', 'how', 'document', 'side'],
  ...['from', 'agent', 'generation'],
]);

/** A verdict without what may quote: of texts only those in {@link ownWords} stay, and all numbers. */
function withoutQuotes<T>(value: T): T {
  const json = JSON.stringify(value, (key, inner: unknown) =>
    typeof inner === 'string' && !ownWords.has(key) ? undefined : inner,
  );
  return JSON.parse(json) as T;
}
