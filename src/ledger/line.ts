import { checksumStart, startLength } from '../journal/checksum.js';
import { type LedgerRecord, workOutcomes } from './record.js';

/**
 * A line of a segment is one record as JSON, with the checksum and the date always first:
 * `{"sum":"0123abcd","at":"2026-01-31T12:00:00.000Z",…}`. The sum is CRC-32 (as in gzip, in hex) of all bytes from
 * `"at"` to the end of the line, so that a line that a crash tore, or that the disk lost, is not taken for a record.
 */
const dateStart = startLength + '"at":"'.length;
const dateEnd = dateStart + '2026-01-31T12:00:00.000Z'.length;

/** A record as a line of a segment, with the line feed. */
export function lineOf(record: LedgerRecord): string {
  const { at, ...others } = record;
  const body = JSON.stringify({ at, ...others }).slice(1);
  return `${checksumStart(body)}${body}\n`;
}

/** Whether a line (without its line feed) is as it was written. */
export function isWhole(line: Buffer): boolean {
  return (
    line.length > dateEnd &&
    line.toString('latin1', 0, startLength) === checksumStart(line.subarray(startLength))
  );
}

/** The date of a whole line. */
export function dateOf(line: Buffer): string {
  return line.toString('latin1', dateStart, dateEnd);
}

/** The record of a whole line; undefined for what this version doesn't know. */
export function recordOf(line: Buffer): LedgerRecord | undefined {
  try {
    const { sum: _, ...record } = JSON.parse(line.toString()) as { sum: string };
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

type Fields<T> = { readonly [key in keyof T]?: unknown };

/** Anyone can write a line with a right sum: what a view relies on is checked. */
function isRecord(value: object): value is LedgerRecord {
  const record = value as { kind?: unknown; at?: unknown };
  if (!isDate(record.at)) return false;
  if (record.kind === 'decision') return isDecision(value);
  if (record.kind === 'response') return isResponse(value);
  return record.kind === 'outcome' && isOutcome(value);
}

const datePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hashPattern = /^[0-9a-f]{64}$/;

function isDecision(value: Fields<Extract<LedgerRecord, { kind: 'decision' }>>): boolean {
  const { rater, repository, facts, usage } = value;
  return (
    matches(value.id, idPattern) &&
    (value.door === 'input' || value.door === 'output') &&
    typeof value.source === 'string' &&
    matches(value.inputHash, hashPattern) &&
    (value.ticketHash === null || matches(value.ticketHash, hashPattern)) &&
    (repository === null || hasStrings(repository, 'key', 'name')) &&
    hasStrings(rater, 'name', 'version') &&
    isTextOrNull(value.label) &&
    (value.bounceProbability === null || typeof value.bounceProbability === 'number') &&
    isTextOrNull(value.probabilitySource) &&
    isTextOrNull(value.calibration) &&
    typeof value.threshold === 'number' &&
    (value.outcome === 'proceed' || value.outcome === 'abstain' || value.outcome === 'unrated') &&
    typeof value.mayProceed === 'boolean' &&
    typeof value.because === 'string' &&
    isTextOrNull(value.cause) &&
    (usage === null || isUsage(usage)) &&
    typeof value.milliseconds === 'number' &&
    typeof facts === 'object' &&
    facts !== null &&
    (value.text === undefined || typeof value.text === 'string')
  );
}

function isResponse(value: Fields<Extract<LedgerRecord, { kind: 'response' }>>): boolean {
  return (
    matches(value.id, idPattern) &&
    matches(value.decision, idPattern) &&
    (value.did === 'followed' || value.did === 'overrode') &&
    typeof value.reason === 'string'
  );
}

function isOutcome(value: Fields<Extract<LedgerRecord, { kind: 'outcome' }>>): boolean {
  return matches(value.decision, idPattern) && workOutcomes.some((outcome) => outcome === value.outcome);
}

function isUsage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const usage = value as Readonly<Record<string, unknown>>;
  const isCount = (key: string) => typeof usage[key] === 'number';
  return (
    ['calls', 'cachedCalls', 'inputTokens', 'outputTokens'].every(isCount) &&
    (usage['dollars'] === undefined || isCount('dollars'))
  );
}

function hasStrings(value: unknown, ...keys: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    keys.every((key) => typeof (value as Readonly<Record<string, unknown>>)[key] === 'string')
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

/** As `toISOString` writes it. */
function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !datePattern.test(value)) return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
