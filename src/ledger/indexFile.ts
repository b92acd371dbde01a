import type { Usage } from '../core/rating.js';
import { type OutcomeRecord, type ResponseRecord, workOutcomes } from './record.js';
import { SectionReader } from './sections.js';
import { StoredEntries } from './storedEntries.js';
import { type Columns, dateBytes, type Rule } from './storedRecords.js';
import type { Joined } from './view.js';

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
export const indexVersion = 1;

/** What is too small for columns. */
export interface Rest {
  readonly segments: readonly (readonly [string, ReadSegment])[];
  readonly early: readonly (readonly [string, (ResponseRecord | OutcomeRecord)[]])[];
  readonly rules: readonly Rule[];
}

/**
 * The index that a file of `encodeIndex` holds; undefined where its version or its sum is another.
 *
 * @param file from an offset in its memory that is a multiple of eight
 * @throws Error on what is no index
 */
export function decodeIndex(file: Buffer): LedgerIndex | undefined {
  const reader = SectionReader.open(file, indexVersion);
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
export const usageKeys = ['calls', 'cachedCalls', 'inputTokens', 'outputTokens', 'dollars'] as const;

/** By row: the place in a list of rows, from 1; 0 where it isn't in it. */
function placesByRow(list: Uint32Array, rows: number): Uint32Array {
  const places = new Uint32Array(rows);
  for (let i = 0; i < list.length; i++) places[list[i] as number] = i + 1;
  return places;
}

function readDistinct(reader: SectionReader, name: string): (row: number) => string {
  const numbers = reader.counts(`${name}.numbers`);
  const text = reader.texts(name);
  return (row) => text(numbers[row] as number);
}
