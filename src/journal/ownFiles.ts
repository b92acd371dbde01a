import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

// What Bouncer keeps for itself quotes tickets, patches and models: only its owner may read it. A file or folder that is
// there already keeps its mode.

const ownFile = 0o600;
const ownFolder = 0o700;

export async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: ownFolder });
}

export function writeOwnFile(path: string, data: string | Uint8Array): Promise<void> {
  return writeFile(path, data, { mode: ownFile });
}

export function appendOwnFile(path: string, text: string): Promise<void> {
  return appendFile(path, text, { mode: ownFile });
}

/** Writes a file aside, flushes and renames it, so that neither a reader nor a crash meets half of one. */
export async function replaceOwnFile(path: string, data: string | Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(aside, data, { mode: ownFile, flush: true });
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
  await syncFolder(dirname(path));
}

/**
 * Makes a new or renamed file's name outlast a loss of power, where that can be asked for: Windows and some network file
 * systems can't.
 */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
