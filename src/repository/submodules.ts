import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clone, findClone } from './git.js';
import { ScratchIndex } from './scratchIndex.js';
import { statusCommand } from './status.js';

/**
 * The submodules that have changes of their own, or of which that can't be told. Each is asked as a clone of its own,
 * so that nothing which it names is run.
 */
export async function changedSubmodules(clone: Clone, index: ScratchIndex): Promise<string[]> {
  const changed: string[] = [];
  for (const path of await index.submodules()) {
    if (await hasChanges(join(clone.top, path))) changed.push(path);
  }
  return changed;
}

async function hasChanges(folder: string): Promise<boolean> {
  const inside = await readdir(folder).catch(() => []);
  // Not checked out.
  if (inside.length === 0) return false;
  const clone = await findClone(folder);
  if (clone?.prefix !== '') return true;
  const scratch = await mkdtemp(join(tmpdir(), 'bouncer-index-'));
  try {
    const index = await ScratchIndex.copy(clone, scratch, undefined);
    if ((await index.text(statusCommand)) !== '') return true;
    return (await changedSubmodules(clone, index)).length > 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
