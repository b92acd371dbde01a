import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../journal/folderLock.js';
import { makeOwnFolder } from '../journal/ownFiles.js';

/** A segment's name: when it was begun, by which process (0: merged of others), and something random. */
const namePattern = /^\d{8}T\d{9}Z-(\d+)-[0-9a-f]{8}\.jsonl$/;
const bytesAtOnce = 1 << 20;
const lineFeed = 10;

export function newSegmentName(pid: number): string {
  const at = new Date().toISOString().replace(/[-:.]/g, '');
  return `${at}-${pid}-${randomBytes(4).toString('hex')}.jsonl`;
}

/** Names of a ledger's segments, the earliest begun first; none where the folder is not there. */
export async function segmentNames(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => namePattern.test(name)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw new Error(
      `The ledger in "${directory}" can't be read (${codeOf(error)}). Make that folder readable, or move away what is in its place.`,
      { cause: error },
    );
  }
}

/** Whether nobody writes into a segment any more: it is a merged one, or it rested long and its process is gone. */
export async function isClosed(directory: string, name: string, restMilliseconds: number): Promise<boolean> {
  const pid = Number(namePattern.exec(name)?.[1] ?? 0);
  if (pid === 0) return true;
  if (isRunning(pid)) return false;
  // The process may live on another machine or in a container that shares the folder.
  const { mtimeMs } = await stat(join(directory, name));
  return Date.now() - mtimeMs >= restMilliseconds;
}

/** Lines of a file that were read together; their bytes are only good until the next are asked for. */
export interface Lines {
  /** Without their line feeds. */
  readonly lines: readonly Buffer[];
  /** Offset of the first. */
  readonly start: number;
  /** Offset after the last one's line feed. */
  readonly end: number;
  /** The file ends here, in half a line. */
  readonly torn: boolean;
}

/** Reads lines from an offset on. */
export async function* linesOf(file: FileHandle, from: number): AsyncGenerator<Lines, undefined> {
  let start = from;
  let buffer: Buffer = Buffer.allocUnsafe(bytesAtOnce);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, start + filled);
    if (bytesRead === 0) {
      if (filled > 0) yield { lines: [], start, end: start, torn: true };
      return;
    }
    const available = buffer.subarray(0, filled + bytesRead);
    const lines: Buffer[] = [];
    let used = 0;
    // What is left of the round before holds no line feed.
    let next = available.indexOf(lineFeed, filled);
    while (next >= 0) {
      lines.push(available.subarray(used, next));
      used = next + 1;
      next = available.indexOf(lineFeed, used);
    }
    filled = available.length - used;
    if (lines.length > 0) {
      yield { lines, start, end: start + used, torn: false };
      start += used;
      available.copy(buffer, 0, used);
    } else if (filled === buffer.length) {
      buffer = Buffer.concat([buffer], 2 * buffer.length);
    }
  }
}

/** Why a ledger can't be written and what to do, in words for people. */
export function unwritable(directory: string, error: unknown): Error {
  const why = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
  return new Error(
    `The ledger in "${directory}" can't be written (${why}). Make that folder writable or free space on its disk; until then decisions are not remembered.`,
    { cause: error },
  );
}

/** Does it again when a segment was gone by the time it was to be read: another window merged it after it was listed. */
export async function unlessMoved<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await work();
    } catch (error) {
      if (!isMissing(error) || attempts === 5) throw error;
    }
  }
}

/** Makes the folder, for this user only. */
export async function makeDirectory(directory: string): Promise<void> {
  await makeOwnFolder(directory);
}

/**
 * Makes a new or renamed file's name outlast a power loss, where that can be asked for: Windows and some network file
 * systems can't.
 */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
