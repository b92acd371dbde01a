import { appendFile, mkdir, writeFile } from 'node:fs/promises';

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
