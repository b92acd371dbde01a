import type { Usage } from '../core/rating.js';
import { type OutcomeRecord, type ResponseRecord, workOutcomes } from './record.js';
import { SectionReader, SectionWriter } from './sections.js';
import { StoredEntries } from './storedEntries.js';
import { bytesOf, type Columns, dateBytes, type Rule } from './storedRecords.js';
import type { Entry, Joined } from './view.js';

/** How far a segment has been read. */
export interface ReadSegment {
  /** Offset after the last line that was read. */
  readonly bytes: number;
  /** Whole lines that hold no record. */
  readonly unreadable: number;
  /** The segment ends in half a line. */
  readonly torn: boolean;
  /** The earliest date in it; null where it holds no record. */
  readonly oldest: string | null;
}

/** What was read of a ledger's segments. */
export interface LedgerIndex extends Joined {
  readonly segments: Map<string, ReadSegment>;
  readonly entries: StoredEntries;
}

/** Raised when the format changes: an index of another version is made again. */
const version = 1;

interface Rest {
  readonly segments: readonly (readonly [string, ReadSegment])[];
  readonly early: readonly (readonly [string, (ResponseRecord | OutcomeRecord)[]])[];
  readonly rules: readonly Rule[];
}

/** An index as a file; {@link decodeIndex} is the inverse. */
export function encodeIndex(index: LedgerIndex): Buffer {
  const entries = index.entries.newestFirst();
  const decisions = entries.map(({ decision }) => decision);
  const writer = new SectionWriter();
  writer.bytes('ids', Buffer.concat(decisions.map(({ id }) => bytesOf(id))));
  writer.bytes('dates', Buffer.from(decisions.map(({ at }) => at).join(''), 'latin1'));
  writer.numbers(
    'milliseconds',
    decisions.map(({ milliseconds }) => milliseconds),
  );
  writer.numbers(
    'probabilities',
    decisions.map(({ bounceProbability }) => bounceProbability ?? Number.NaN),
  );
  writer.bytes('hashes', Buffer.from(decisions.map(({ inputHash }) => inputHash).join(''), 'hex'));
  writeDistinct(
    writer,
    'sources',
    decisions.map(({ source }) => source),
  );
  writeDistinct(
    writer,
    'becauses',
    decisions.map(({ because }) => because),
  );
  const rules = distinct(decisions.map((decision) => JSON.stringify(ruleOf(decision))));
  writer.counts('rules', rules.numbers);

  const usages = having(entries, ({ decision }) => decision.usage);
  writer.counts(
    'usages',
    usages.map(([row]) => row),
  );
  for (const key of usageKeys) {
    writer.numbers(
      `usages.${key}`,
      usages.map(([, usage]) => usage[key] ?? Number.NaN),
    );
  }
  const responses = having(entries, ({ response }) => response);
  writer.counts(
    'responses',
    responses.map(([row]) => row),
  );
  writer.bytes('responses.ids', Buffer.concat(responses.map(([, { id }]) => bytesOf(id))));
  writer.bytes('responses.dates', Buffer.from(responses.map(([, { at }]) => at).join(''), 'latin1'));
  writer.counts(
    'responses.overrode',
    responses.map(([, { did }]) => Number(did === 'overrode')),
  );
  writeDistinct(
    writer,
    'reasons',
    responses.map(([, { reason }]) => reason),
  );
  const outcomes = having(entries, ({ outcome }) => outcome);
  writer.counts(
    'outcomes',
    outcomes.map(([row]) => row),
  );
  writer.bytes('outcomes.dates', Buffer.from(outcomes.map(([, { at }]) => at).join(''), 'latin1'));
  writer.counts(
    'outcomes.kinds',
    outcomes.map(([, { outcome }]) => workOutcomes.indexOf(outcome)),
  );

  const rest: Rest = {
    segments: [...index.segments],
    early: [...index.early],
    rules: rules.values.map((text) => JSON.parse(text) as Rule),
  };
  writer.bytes('rest', Buffer.from(JSON.stringify(rest)));
  return writer.file(version);
}

/**
 * The index that a file holds; undefined where its version or its sum is another.
 *
 * @param file from an offset in its memory that is a multiple of eight
 * @throws Error on what is no index
 */
export function decodeIndex(file: Buffer): LedgerIndex | undefined {
  const reader = SectionReader.open(file, version);
  if (!reader) return undefined;
  const rest = JSON.parse(reader.bytes('rest').toString()) as Rest;
  return {
    segments: new Map(rest.segments),
    entries: new StoredEntries(columnsOf(reader, rest.rules)),
    early: new Map(rest.early),
  };
}

export function emptyIndex(): LedgerIndex {
  return { segments: new Map(), entries: new StoredEntries(), early: new Map() };
}

function columnsOf(reader: SectionReader, rules: readonly Rule[]): Columns {
  const dates = reader.bytes('dates');
  const rows = dates.length / dateBytes;
  const hashes = reader.bytes('hashes');
  const outcomeKinds = reader.counts('outcomes.kinds');
  const placesOf = (name: string) => placesByRow(reader.counts(name), rows);
  return {
    rows,
    ids: reader.bytes('ids'),
    dates,
    milliseconds: reader.numbers('milliseconds'),
    probabilities: reader.numbers('probabilities'),
    inputHash: (row) => hashes.toString('hex', hashBytes * row, hashBytes * (row + 1)),
    source: readDistinct(reader, 'sources'),
    because: readDistinct(reader, 'becauses'),
    rules,
    ruleNumbers: reader.counts('rules'),
    usage: usageReader(reader, placesOf('usages')),
    responses: {
      places: placesOf('responses'),
      ids: reader.bytes('responses.ids'),
      dates: reader.bytes('responses.dates'),
      overrode: reader.counts('responses.overrode'),
      reason: readDistinct(reader, 'reasons'),
    },
    outcomes: {
      places: placesOf('outcomes'),
      dates: reader.bytes('outcomes.dates'),
      kind: (row) => workOutcomes[outcomeKinds[row] as number] as OutcomeRecord['outcome'],
    },
  };
}

function usageReader(reader: SectionReader, places: Uint32Array): Columns['usage'] {
  const [calls, cachedCalls, inputTokens, outputTokens, dollars] = usageKeys.map((key) =>
    reader.numbers(`usages.${key}`),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return (row) => {
    const i = (places[row] as number) - 1;
    if (i < 0) return null;
    const usage: { -readonly [key in keyof Usage]: Usage[key] } = {
      calls: calls[i] as number,
      cachedCalls: cachedCalls[i] as number,
      inputTokens: inputTokens[i] as number,
      outputTokens: outputTokens[i] as number,
    };
    const price = dollars[i] as number;
    if (!Number.isNaN(price)) usage.dollars = price;
    return usage;
  };
}

const hashBytes = 32;
const usageKeys = ['calls', 'cachedCalls', 'inputTokens', 'outputTokens', 'dollars'] as const;

/** What some of the entries have, with their rows. */
function having<T>(entries: readonly Entry[], pick: (entry: Entry) => T | null): (readonly [number, T])[] {
  return entries.flatMap((entry, row) => {
    const value = pick(entry);
    return value === null ? [] : [[row, value] as const];
  });
}

/** By row: the place in a list of rows, from 1; 0 where it isn't in it. */
function placesByRow(list: Uint32Array, rows: number): Uint32Array {
  const places = new Uint32Array(rows);
  for (let i = 0; i < list.length; i++) places[list[i] as number] = i + 1;
  return places;
}

function writeDistinct(writer: SectionWriter, name: string, texts: readonly string[]): void {
  const { numbers, values } = distinct(texts);
  writer.counts(`${name}.numbers`, numbers);
  writer.texts(name, values);
}

function readDistinct(reader: SectionReader, name: string): (row: number) => string {
  const numbers = reader.counts(`${name}.numbers`);
  const text = reader.texts(name);
  return (row) => text(numbers[row] as number);
}

/** Each text once, in the order in which they first come, and for each row the number of its text. */
function distinct(texts: readonly string[]): { numbers: number[]; values: string[] } {
  const known = new Map<string, number>();
  const numbers = texts.map((text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
  return { numbers, values: [...known.keys()] };
}

function ruleOf({
  door,
  repository,
  rater,
  label,
  probabilitySource,
  calibration,
  threshold,
  outcome,
  mayProceed,
  cause,
}: Rule): Rule {
  return {
    door,
    repository,
    rater,
    label,
    probabilitySource,
    calibration,
    threshold,
    outcome,
    mayProceed,
    cause,
  };
}
