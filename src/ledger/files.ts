import { readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { grouped } from '../core/grouped.js';
import { LineFile } from '../journal/lineFile.js';
import { makeOwnFolder, replaceOwnFile, syncFolder } from '../journal/ownFiles.js';

/** `2026-01.jsonl`: the records of a month, in UTC. */
const monthPattern = /^\d{4}-\d\d\.jsonl$/;
/** A file of the form that earlier versions wrote: when it was begun, by which process, and something random. */
const segmentPattern = /^\d{8}T\d{9}Z-\d+-[0-9a-f]{8}\.jsonl$/;
/** What a crash left of a file that was about to be replaced. */
const asidePattern = /^\d{4}-\d\d\.jsonl\.[\w-]+\.tmp$/;

const archiveOf = (directory: string) => join(directory, 'archive');
const lineFeed = Buffer.from('\n');

/** The file of a month, given a date in it (ISO 8601). */
export function monthFile(directory: string, at: string): string {
  return join(directory, `${at.slice(0, 7)}.jsonl`);
}

/** Paths of the files that are not archived, those of earlier versions among them; none where there is no folder. */
export function currentFiles(directory: string): Promise<string[]> {
  return pathsIn(directory, monthPattern, segmentPattern);
}

export function segmentFiles(directory: string): Promise<string[]> {
  return pathsIn(directory, segmentPattern);
}

/** Paths of all files. What is archived meanwhile is in both lists, never in neither. */
export async function allFiles(directory: string): Promise<string[]> {
  const current = await currentFiles(directory);
  return [...(await pathsIn(archiveOf(directory), monthPattern)), ...current];
}

/** Paths of a folder's files whose names fit one of the patterns. @throws Error when it can't be read */
export async function pathsIn(directory: string, ...patterns: readonly RegExp[]): Promise<string[]> {
  try {
    return (await readdir(directory))
      .filter((name) => patterns.some((pattern) => pattern.test(name)))
      .sort()
      .map((name) => join(directory, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw new Error(
      `The ledger in "${directory}" can't be read (${codeOf(error)}). Make that folder readable, or move away what is in its place.`,
      { cause: error },
    );
  }
}

/** The whole lines of a file's content, without their line feeds. */
export function* linesOf(content: Buffer): Generator<Buffer, undefined> {
  let start = 0;
  for (let end = content.indexOf(10, start); end >= 0; end = content.indexOf(10, start)) {
    yield content.subarray(start, end);
    start = end + 1;
  }
}

/** Where half a line begins that a file ends in; its end where there is none. */
export function endOfLines(content: Buffer): number {
  return content.lastIndexOf(10) + 1;
}

/** Appends lines, with their ends, to the files that each belongs into. They are on the disk when this resolves. */
export async function appendLines(lines: Iterable<readonly [path: string, line: string]>): Promise<void> {
  for (const [path, own] of grouped(lines, ([of]) => of)) {
    const file = await LineFile.open(path);
    try {
      await file.write(own.map(([, line]) => line).join(''));
    } finally {
      await file.close();
    }
  }
}

/** Makes lines (without their line feeds) all that a file holds. */
export async function replaceLines(path: string, lines: readonly Buffer[]): Promise<void> {
  if (lines.length === 0) await rm(path, { force: true });
  else await replaceOwnFile(path, Buffer.concat(lines.flatMap((line) => [line, lineFeed])));
}

/** Moves the files of the months before one (`2026-01`) into the archive. */
export async function archiveBefore(directory: string, month: string): Promise<void> {
  const archive = archiveOf(directory);
  await makeOwnFolder(archive);
  const there = await pathsIn(archive, monthPattern);
  for (const path of await pathsIn(directory, monthPattern)) {
    if (basename(path) >= month) continue;
    const target = join(archive, basename(path));
    if (there.includes(target)) {
      // A crash in between leaves both; readers take once what occurs twice.
      await appendLines([[target, (await readFile(path)).toString()]]);
      await rm(path);
    } else await rename(path, target);
  }
  await syncFolder(archive);
}

/** Deletes all files, and the archive where nothing else is in it. */
export async function deleteFiles(directory: string): Promise<void> {
  await deleteAsides(directory);
  for (const path of await allFiles(directory)) await rm(path, { force: true });
  await rmdir(archiveOf(directory)).catch(() => undefined);
}

/** Deletes what crashes left behind. */
export async function deleteAsides(directory: string): Promise<void> {
  for (const folder of [directory, archiveOf(directory)]) {
    for (const path of await pathsIn(folder, asidePattern)) await rm(path, { force: true });
  }
}

/** Does it again when a file was gone by the time it was to be read: it was archived, or carried over, meanwhile. */
export async function unlessMoved<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await work();
    } catch (error) {
      if (!isMissing(error) || attempts === 5) throw error;
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

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
