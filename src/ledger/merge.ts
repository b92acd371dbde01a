import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadSegment } from './indexFile.js';
import { isWhole, recordOf } from './line.js';
import type { LedgerRecord } from './record.js';
import { isMissing, linesOf, newSegmentName, syncDirectory } from './segment.js';

/**
 * Says of each record whether it stays; undefined stands for a whole line that this version of Bouncer doesn't know,
 * from a later one.
 */
export type Keep = (record: LedgerRecord | undefined) => boolean;

export interface Merged {
  readonly name: string;
  readonly read: ReadSegment;
}

/**
 * Writes what stays of some segments into a new one: aside, then renamed, so that a crash leaves the old ones or both,
 * and readers take what occurs twice once. Lines that are torn don't stay.
 *
 * @returns undefined when nothing stays, and how far each segment was read
 */
export async function merge(
  directory: string,
  sources: readonly string[],
  keep: Keep,
): Promise<{ merged: Merged | undefined; ends: ReadonlyMap<string, number> }> {
  const name = newSegmentName(0);
  const aside = join(directory, `${name}.tmp`);
  const file = await open(aside, 'wx', 0o600);
  const ends = new Map<string, number>();
  let [bytes, unreadable] = [0, 0];
  let oldest: string | null = null;
  try {
    for (const source of sources) {
      ends.set(source, 0);
      for await (const { lines, end } of linesIn(directory, source)) {
        ends.set(source, end);
        const staying: Buffer[] = [];
        for (const line of lines.filter(isWhole)) {
          const record = recordOf(line);
          if (!keep(record)) continue;
          staying.push(line, lineFeed);
          bytes += line.length + 1;
          if (!record) unreadable++;
          else if (oldest === null || record.at < oldest) oldest = record.at;
        }
        await file.writeFile(Buffer.concat(staying));
      }
    }
    await file.datasync();
    await file.close();
    if (bytes === 0) return { merged: undefined, ends };
    await rename(aside, join(directory, name));
    await syncDirectory(directory);
    return { merged: { name, read: { bytes, unreadable, torn: false, oldest } }, ends };
  } finally {
    await file.close().catch(() => undefined);
    await rm(aside, { force: true });
  }
}

const lineFeed = Buffer.from('\n');

/**
 * Deletes merged segments. A process that was taken for dead, or that another window's deletion surprised, may have
 * written on after a segment was read: what it wrote comes back.
 */
export async function deleteMerged(directory: string, ends: ReadonlyMap<string, number>): Promise<string> {
  let late = '';
  for (const [name, end] of ends) {
    const path = join(directory, name);
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    try {
      await rm(path, { force: true });
      for await (const { lines } of linesOf(file, end)) {
        for (const line of lines.filter(isWhole)) late += `${line}\n`;
      }
    } finally {
      await file.close();
    }
  }
  return late;
}

/** Deletes what crashed merges and index writes left behind. */
export async function deleteAsides(directory: string): Promise<void> {
  const names = await readdir(directory);
  for (const name of names.filter((one) => one.endsWith('.tmp'))) {
    await rm(join(directory, name), { force: true });
  }
}

async function* linesIn(directory: string, name: string): ReturnType<typeof linesOf> {
  const file = await open(join(directory, name), 'r');
  try {
    return yield* linesOf(file, 0);
  } finally {
    await file.close();
  }
}
