import type { LedgerIndex } from './indexFile.js';
import { writeIndex } from './ledgerIndex.js';
import { deleteMerged, type Keep, type Merged, merge } from './merge.js';
import { join } from './view.js';

/**
 * Replaces segments by others with what stays of them, once each, and brings an index up to that. The index goes to
 * disk before the deletion, so that no window reads all again.
 *
 * @param mostBytes segments are merged up to this size, so that dropping the oldest stays cheap
 * @returns lines that were written meanwhile into what was deleted, to be appended again
 */
export async function rewrite(
  directory: string,
  index: LedgerIndex,
  sources: readonly string[],
  keep: Keep,
  mostBytes: number,
): Promise<string> {
  const ends = new Map<string, number>();
  const done: Merged[] = [];
  const keepOnce = updating(index, keep);
  for (const group of groupsOf(sources, index, mostBytes)) {
    const { merged, ends: read } = await merge(directory, group, keepOnce);
    if (merged) done.push(merged);
    for (const [name, end] of read) ends.set(name, end);
  }
  for (const name of sources) index.segments.delete(name);
  for (const { name, read } of done) index.segments.set(name, read);
  await writeIndex(index, directory);
  return await deleteMerged(directory, ends);
}

/** Keeps a record that stays only once, and does the same to the index. */
function updating(index: LedgerIndex, keep: Keep): Keep {
  const seen = new Set<string>();
  return (record) => {
    const stays = keep(record);
    if (!record) return stays;
    if (record.kind !== 'outcome') {
      if (seen.has(record.id)) return false;
      seen.add(record.id);
    }
    if (stays) join(index, record);
    else if (record.kind === 'decision') index.entries.delete(record.id);
    else index.early.delete(record.decision);
    return stays;
  };
}

/** Neighbours that go into one segment. */
function groupsOf(sources: readonly string[], { segments }: LedgerIndex, mostBytes: number): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const name of sources) {
    const bytes = segments.get(name)?.bytes ?? 0;
    const last = groups.at(-1);
    if (last && bytes <= room) last.push(name);
    else groups.push([name]);
    room = (last && bytes <= room ? room : mostBytes) - bytes;
  }
  return groups;
}
