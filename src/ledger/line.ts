import { checksumStart, startLength, summed } from '../journal/checksum.js';
import {
  type DecisionRecord,
  type LedgerRecord,
  type OutcomeRecord,
  type ResponseRecord,
  workOutcomes,
} from './record.js';

/** A record as a line with its checksum, without the line feed. */
export function lineOf(record: LedgerRecord): string {
  return summed(record);
}

/** The object of a line, without its checksum; undefined where it is not as it was written. */
export function objectOf(line: Buffer): object | undefined {
  if (line.toString('latin1', 0, startLength) !== checksumStart(line.subarray(startLength))) return undefined;
  try {
    return JSON.parse(`{${line.toString('utf8', startLength)}`) as object;
  } catch {
    return undefined;
  }
}

/** The record of a line; undefined for one that is damaged, or that this version of Bouncer doesn't know. */
export function recordOf(line: Buffer): LedgerRecord | undefined {
  const value = objectOf(line) as { readonly kind?: unknown } | undefined;
  if (!value || !checks.get(value.kind)?.(value)) return undefined;
  if (!('facts' in value)) return value as LedgerRecord;
  // Earlier versions had these in the line.
  const {
    facts: _facts,
    text: _text,
    ...record
  } = value as { readonly facts: unknown; readonly text?: unknown };
  return record as LedgerRecord;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isTruth: Check = (value) => typeof value === 'boolean';
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const among =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isId = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const isHash = matching(/^[0-9a-f]{64}$/);

/** An object whose fields all hold. */
function shape<T extends object>(fields: Readonly<Record<keyof T, Check>>): Check {
  const checks = Object.entries<Check>(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    for (const [key, check] of checks) {
      if (!check((value as Readonly<Record<string, unknown>>)[key])) return false;
    }
    return true;
  };
}

const datePattern = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
/** Days that were seen to be in the calendar: to ask `Date` for each line takes longer than all other checks. */
const days = new Set<string>();

/** As `toISOString` writes it. */
const isDate: Check = (value) => {
  const day = typeof value === 'string' ? datePattern.exec(value)?.[1] : undefined;
  if (day === undefined) return false;
  if (days.has(day)) return true;
  const date = new Date(day);
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
  if (isDay) days.add(day);
  return isDay;
};

/** Anyone can write a line with a right sum, so what a view relies on is checked. */
const checks = new Map<unknown, Check>([
  [
    'decision',
    shape<DecisionRecord>({
      kind: isText,
      id: isId,
      at: isDate,
      door: among('input', 'output'),
      source: isText,
      inputHash: isHash,
      ticketHash: orNull(isHash),
      // Decisions of earlier versions have none.
      verdict: (value) => value === undefined || isHash(value),
      repository: orNull(shape({ key: isText, name: isText })),
      rater: shape({ name: isText, version: isText }),
      label: orNull(isText),
      bounceProbability: orNull(isNumber),
      probabilitySource: orNull(isText),
      calibration: orNull(isText),
      threshold: isNumber,
      outcome: among('proceed', 'abstain', 'unrated'),
      mayProceed: isTruth,
      because: isText,
      cause: orNull(isText),
      usage: orNull(
        shape({
          calls: isNumber,
          cachedCalls: isNumber,
          inputTokens: isNumber,
          outputTokens: isNumber,
          dollars: (value) => value === undefined || isNumber(value),
        }),
      ),
      milliseconds: isNumber,
    }),
  ],
  [
    'response',
    shape<ResponseRecord>({
      kind: isText,
      id: isId,
      decision: isId,
      at: isDate,
      did: among('followed', 'overrode'),
      reason: isText,
    }),
  ],
  [
    'outcome',
    shape<OutcomeRecord>({
      kind: isText,
      decision: isId,
      at: isDate,
      outcome: among(...workOutcomes),
    }),
  ],
]);
