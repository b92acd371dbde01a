import { policyKinds } from '../core/policy.js';
import { doors, labels, type Usage } from '../core/rating.js';
import { unsummed } from '../journal/checksum.js';
import {
  type DecisionRecord,
  type LedgerRecord,
  type OutcomeRecord,
  type ResponseRecord,
  workOutcomes,
} from './record.js';

/** The record of a line; undefined for one that is damaged, or that this version of Bouncer doesn't know. */
export function recordOf(line: Buffer): LedgerRecord | undefined {
  const value = unsummed(line) as { readonly kind?: unknown } | undefined;
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
const isShare: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const matching = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const among = (values: readonly unknown[]) => (value: unknown) => values.includes(value);
const orNull = (check: Check) => (value: unknown) => value === null || check(value);
const orAbsent = (check: Check) => (value: unknown) => value === undefined || check(value);
const isId = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const isHash = matching(/^[0-9a-f]{64}$/);

/** Asking `Date` for each line takes longer than all other checks together; every month has days up to the 28th. */
const isUsualDate = matching(
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
);

/** As `toISOString` writes it. */
const isDate: Check = (value) => {
  if (isUsualDate(value)) return true;
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
};

/** An object that has fields of these kinds. */
function shape<Field extends string>(...kinds: readonly (readonly [Check, ...Field[]])[]): Check {
  const all = kinds.flatMap(([check, ...fields]) => fields.map((field) => [field, check] as const));
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    for (const [field, check] of all) {
      if (!check((value as Readonly<Record<string, unknown>>)[field])) return false;
    }
    return true;
  };
}

const isUsage = shape<keyof Usage>(
  [isNumber, 'calls', 'cachedCalls', 'inputTokens', 'outputTokens'],
  [orAbsent(isNumber), 'dollars'],
);

/** Anyone can write a line with a right sum, so what a view relies on is checked. */
const checks = new Map<unknown, Check>([
  [
    'decision',
    shape<keyof DecisionRecord>(
      [isId, 'id'],
      [isDate, 'at'],
      [isHash, 'inputHash'],
      [orNull(isHash), 'ticketHash'],
      [orAbsent(isHash), 'verdict'],
      [orAbsent(isText), 'agent'],
      [orAbsent(among(policyKinds)), 'policy'],
      [isText, 'source', 'because'],
      [isShare, 'threshold'],
      [isNumber, 'milliseconds'],
      [orNull(among(doors.flatMap((door) => labels[door]))), 'label'],
      [orNull(isText), 'probabilitySource', 'calibration', 'cause'],
      [orNull(isShare), 'bounceProbability'],
      [orAbsent(isShare), 'ownProbability'],
      [among(doors), 'door'],
      [among(['proceed', 'abstain', 'unrated']), 'outcome'],
      [among([true, false]), 'mayProceed'],
      [shape([isText, 'name', 'version']), 'rater'],
      [orNull(shape([isText, 'key', 'name'])), 'repository'],
      [orNull(isUsage), 'usage'],
    ),
  ],
  [
    'response',
    shape<keyof ResponseRecord>(
      [isId, 'id', 'decision'],
      [isDate, 'at'],
      [among(['followed', 'overrode']), 'did'],
      [isText, 'reason'],
    ),
  ],
  [
    'outcome',
    shape<keyof OutcomeRecord>([isId, 'decision'], [isDate, 'at'], [among(workOutcomes), 'outcome']),
  ],
]);
