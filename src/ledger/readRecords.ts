import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { dateOf, isWhole, recordOf } from './line.js';
import type { DecisionRecord, LedgerRecord } from './record.js';
import { linesOf, segmentNames, unlessMoved } from './segment.js';

/** Where a line lies, without its line feed. */
interface Place {
  readonly file: FileHandle;
  readonly at: string;
  readonly start: number;
  readonly end: number;
}

const bytesAtOnce = 1 << 20;

/**
 * All records of a folder's segments, the earliest first, each once. The segments are read twice, for their dates and
 * for their records, so that no more than a megabyte (or one record) is held at once.
 */
export async function* readRecords(directory: string): AsyncGenerator<LedgerRecord, undefined> {
  // Held open from the start: another window may merge them meanwhile.
  const files = await unlessMoved(() => openAll(directory));
  try {
    const places: Place[] = [];
    for (const file of files) {
      for await (const { lines, start } of linesOf(file, 0)) {
        let at = start;
        for (const line of lines) {
          if (isWhole(line)) places.push({ file, at: dateOf(line), start: at, end: at + line.length });
          at += line.length + 1;
        }
      }
    }
    places.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const seen = new Set<string>();
    for (let from = 0; from < places.length; ) {
      const run = neighbours(places, from);
      for (const record of await readRun(run)) {
        const key = record.kind === 'outcome' ? JSON.stringify(record) : record.id;
        if (!seen.has(key)) yield record;
        seen.add(key);
      }
      from += run.length;
    }
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** The places from one on that follow each other in one file, as far as they are read at once. */
function neighbours(places: readonly Place[], from: number): readonly Place[] {
  const first = places[from] as Place;
  let to = from + 1;
  for (let last = first; to < places.length; to++) {
    const next = places[to] as Place;
    if (next.file !== first.file || next.start !== last.end + 1 || next.end - first.start > bytesAtOnce)
      break;
    last = next;
  }
  return places.slice(from, to);
}

async function readRun(run: readonly Place[]): Promise<LedgerRecord[]> {
  const { file, start } = run[0] as Place;
  const bytes = Buffer.allocUnsafe((run.at(-1) as Place).end - start);
  await file.read(bytes, 0, bytes.length, start);
  return run.flatMap((place) => recordOf(bytes.subarray(place.start - start, place.end - start)) ?? []);
}

async function openAll(directory: string): Promise<FileHandle[]> {
  const files: FileHandle[] = [];
  try {
    for (const name of await segmentNames(directory)) files.push(await open(join(directory, name), 'r'));
    return files;
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw error;
  }
}

/** Looks a decision up, in the latest segments first. @throws Error ENOENT when a segment goes away meanwhile */
export async function findDecision(directory: string, id: string): Promise<DecisionRecord | undefined> {
  for (const name of (await segmentNames(directory)).reverse()) {
    const file = await open(join(directory, name), 'r');
    try {
      for await (const { lines } of linesOf(file, 0)) {
        for (const line of lines) {
          const record = line.includes(`"id":"${id}"`) && isWhole(line) ? recordOf(line) : undefined;
          if (record?.kind === 'decision' && record.id === id) return record;
        }
      }
    } finally {
      await file.close();
    }
  }
  return undefined;
}
