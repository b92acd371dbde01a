import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { writeOwnFile } from '../journal/ownFiles.js';
import { encodeIndex } from './encodeIndex.js';
import { decodeIndex, type LedgerIndex } from './indexFile.js';
import { isWhole, recordOf } from './line.js';
import { linesOf } from './segment.js';
import { join } from './view.js';

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

/** The index on disk is only a cache, so that a long history opens at once; without it all segments are read. */
const indexName = 'index.bin';

/** Writes the index aside and renames it, so that nobody reads half of one. */
export async function writeIndex(index: LedgerIndex, directory: string): Promise<void> {
  const aside = joinPath(directory, `${indexName}.${randomUUID()}.tmp`);
  try {
    await writeOwnFile(aside, await encodeIndex(index));
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
    const index = decodeIndex(await readWhole(joinPath(directory, indexName)));
    return index && [...index.segments.keys()].every((name) => names.includes(name)) ? index : undefined;
  } catch {
    // Whatever is wrong with a cache: it is made again.
    return undefined;
  }
}

export async function deleteIndex(directory: string): Promise<void> {
  await rm(joinPath(directory, indexName), { force: true });
}

/** In one piece, which is faster than `readFile` with its many, and at the start of its memory, as sections need. */
async function readWhole(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.allocUnsafeSlow(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
