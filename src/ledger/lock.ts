import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { codeOf, isAlive, makeDirectory, unwritable } from './segment.js';

/** A lock this old was left behind, whoever holds its number now. */
const longestHeld = 10 * 60_000;

/**
 * Runs work that merges or deletes segments, unless another window is at it: waits for that window so long, then
 * tells undefined. (Appending needs no lock.)
 *
 * @throws Error when the folder can't be written
 */
export async function withLock<T>(
  directory: string,
  patience: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const path = join(directory, 'lock');
  const end = Date.now() + patience;
  try {
    await makeDirectory(directory);
    while (!(await acquire(path))) {
      if (Date.now() >= end) return undefined;
      await setTimeout(50);
    }
  } catch (error) {
    throw unwritable(directory, error);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<boolean> {
  if (await isLeftBehind(path)) await rm(path, { force: true });
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isLeftBehind(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    const pid = Number(await readFile(path, 'utf8'));
    // Empty for the moment between its making and the writing of the number.
    return Date.now() - mtimeMs > longestHeld || (pid > 0 && !isAlive(pid));
  } catch {
    return false;
  }
}
