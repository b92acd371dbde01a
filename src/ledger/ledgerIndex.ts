import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { crc32 } from 'node:zlib';
import { isWhole, recordOf } from './line.js';
import type { OutcomeRecord, ResponseRecord } from './record.js';
import { linesOf } from './segment.js';
import { type DecisionSummary, type Entry, type Joined, join, newestFirst } from './view.js';

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
}

export function emptyIndex(): LedgerIndex {
  return { segments: new Map(), entries: new Map(), early: new Map() };
}

/**
 * Takes in what was added to a segment.
 *
 * @returns how many bytes that was; undefined where the segment is shorter than what was read of it
 * @throws Error ENOENT when it is gone
 */
export async function readOn(
  index: LedgerIndex,
  directory: string,
  name: string,
): Promise<number | undefined> {
  const known = index.segments.get(name) ?? { bytes: 0, unreadable: 0, torn: false, oldest: null };
  const file = await open(joinPath(directory, name), 'r');
  try {
    const { size } = await file.stat();
    if (size <= known.bytes) return size < known.bytes ? undefined : 0;
    let { bytes, unreadable, oldest } = known;
    let isTorn = false;
    for await (const { lines, end, torn } of linesOf(file, bytes)) {
      for (const line of lines) {
        const record = isWhole(line) ? recordOf(line) : undefined;
        if (record) join(index, record);
        else unreadable++;
        if (record && (oldest === null || record.at < oldest)) oldest = record.at;
      }
      bytes = end;
      isTorn = torn;
    }
    index.segments.set(name, { bytes, unreadable, torn: isTorn, oldest });
    return bytes - known.bytes;
  } finally {
    await file.close();
  }
}

/**
 * The index on disk is only a cache, so that a long history opens at once; without it all segments are read. A line
 * of JSON is followed by columns: one value of every entry after the other, newest entry first.
 */
const indexName = 'index.bin';
const version = 1;

/** Fields that few values or combinations of values share, stored once each. */
type Common = Omit<
  DecisionSummary,
  'kind' | 'id' | 'at' | 'inputHash' | 'source' | 'usage' | 'milliseconds' | 'bounceProbability'
>;

interface Body {
  readonly segments: readonly (readonly [string, ReadSegment])[];
  readonly early: readonly (readonly [string, (ResponseRecord | OutcomeRecord)[]])[];
  readonly sources: readonly string[];
  readonly common: readonly Common[];
  /** By entry: what only some have. */
  readonly usages: readonly (readonly [number, NonNullable<DecisionSummary['usage']>])[];
  readonly responses: readonly (readonly [number, ResponseRecord])[];
  readonly outcomes: readonly (readonly [number, OutcomeRecord])[];
}

const widths = { id: 36, at: 24, inputHash: 64 } as const;

/** Writes the index aside and renames it, so that nobody reads half of one. */
export async function writeIndex(index: LedgerIndex, directory: string): Promise<void> {
  const aside = joinPath(directory, `${indexName}.${randomUUID()}.tmp`);
  try {
    await writeFile(aside, encode(index), { mode: 0o600 });
    await rename(aside, joinPath(directory, indexName));
  } finally {
    await rm(aside, { force: true });
  }
}

/** The index of a folder, if it is there, whole, and of these segments; else undefined. */
export async function readIndex(
  directory: string,
  names: readonly string[],
): Promise<LedgerIndex | undefined> {
  try {
    const index = decode(await readFile(joinPath(directory, indexName)));
    return index && [...index.segments.keys()].every((name) => names.includes(name)) ? index : undefined;
  } catch {
    // Whatever is wrong with a cache: it is made again.
    return undefined;
  }
}

export async function deleteIndex(directory: string): Promise<void> {
  await rm(joinPath(directory, indexName), { force: true });
}

function encode(index: LedgerIndex): Buffer {
  const entries = newestFirst(index);
  const sources = new Numbering();
  const shared = new Numbering();
  const numbers = new Float64Array(4 * entries.length);
  for (const [row, { decision }] of entries.entries()) {
    const { milliseconds, bounceProbability, source } = decision;
    numbers.set(
      [
        milliseconds,
        bounceProbability ?? Number.NaN,
        sources.of(source),
        shared.of(JSON.stringify(commonOf(decision))),
      ],
      4 * row,
    );
  }
  const some = <T>(pick: (entry: Entry) => T | null): [number, T][] =>
    entries.flatMap((entry, row): [number, T][] => {
      const value = pick(entry);
      return value === null ? [] : [[row, value]];
    });
  const body: Body = {
    segments: [...index.segments],
    early: [...index.early],
    sources: sources.values(),
    common: shared.values().map((text) => JSON.parse(text) as Common),
    usages: some(({ decision }) => decision.usage),
    responses: some(({ response }) => response),
    outcomes: some(({ outcome }) => outcome),
  };
  const fixed = (key: keyof typeof widths) =>
    Buffer.from(entries.map(({ decision }) => decision[key]).join(''), 'latin1');
  const json = Buffer.from(JSON.stringify(body));
  const parts = [Buffer.from(numbers.buffer), fixed('id'), fixed('at'), fixed('inputHash'), json];
  const content = Buffer.concat(parts);
  const head = { version, entries: entries.length, sum: crc32(content) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), content]);
}

function decode(file: Buffer): LedgerIndex | undefined {
  const headEnd = file.indexOf('\n');
  const head = JSON.parse(file.toString('latin1', 0, headEnd)) as {
    version: number;
    entries: number;
    sum: number;
  };
  const content = file.subarray(headEnd + 1);
  if (head.version !== version || crc32(content) !== head.sum) return undefined;
  let at = 0;
  const next = (bytes: number) => {
    at += bytes;
    return content.subarray(at - bytes, at);
  };
  const { entries: rows } = head;
  // Copied, because numbers must start at a multiple of their size.
  const numbers = new Float64Array(Uint8Array.from(next(32 * rows)).buffer);
  const ids = next(widths.id * rows).toString('latin1');
  const dates = next(widths.at * rows).toString('latin1');
  const hashes = next(widths.inputHash * rows).toString('latin1');
  const body = JSON.parse(content.toString('utf8', at)) as Body;
  const usages = new Map(body.usages);
  const responses = new Map(body.responses);
  const outcomes = new Map(body.outcomes);
  const entries = new Map<string, Entry>();
  for (let row = 0; row < rows; row++) {
    const [milliseconds, probability, source, common] = numbers.subarray(4 * row, 4 * row + 4);
    const decision: DecisionSummary = {
      kind: 'decision',
      id: ids.slice(widths.id * row, widths.id * (row + 1)),
      at: dates.slice(widths.at * row, widths.at * (row + 1)),
      inputHash: hashes.slice(widths.inputHash * row, widths.inputHash * (row + 1)),
      source: body.sources[source as number] as string,
      milliseconds: milliseconds as number,
      bounceProbability: Number.isNaN(probability) ? null : (probability as number),
      usage: usages.get(row) ?? null,
      ...(body.common[common as number] as Common),
    };
    entries.set(decision.id, {
      decision,
      response: responses.get(row) ?? null,
      outcome: outcomes.get(row) ?? null,
    });
  }
  return { segments: new Map(body.segments), entries, early: new Map(body.early) };
}

function commonOf(decision: DecisionSummary): Common {
  const { door, repository, rater, label, probabilitySource, calibration, threshold, outcome } = decision;
  const { mayProceed, because, cause } = decision;
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
    because,
    cause,
  };
}

/** Numbers texts from 0 in the order in which they first come. */
class Numbering {
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  values(): string[] {
    return [...this.numbers.keys()];
  }
}
