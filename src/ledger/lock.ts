import { setTimeout } from 'node:timers/promises';
import { lockFolder } from '../journal/folderLock.js';
import { makeDirectory, unwritable } from './segment.js';

/** Milliseconds; no merge takes so long. */
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
  const unlock = await lock(directory, patience);
  return unlock && (await work().finally(unlock));
}

async function lock(directory: string, patience: number): Promise<(() => void) | undefined> {
  const end = Date.now() + patience;
  try {
    await makeDirectory(directory);
    for (;;) {
      const unlock = lockFolder(directory, longestHeld);
      if (typeof unlock === 'function') return unlock;
      if (Date.now() >= end) return undefined;
      await setTimeout(50);
    }
  } catch (error) {
    throw unwritable(directory, error);
  }
}
