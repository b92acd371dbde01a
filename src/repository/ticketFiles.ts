import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from './inside.js';
import type { TicketFile } from './ticketLink.js';

/** Bytes of a file beyond which its fields are not read. */
const largestFile = 256_000;

/**
 * Those of a folder's files that may be found as a ticket, with the ids in their fields. A link is none: it could have
 * any file of this machine, or of the code base, read as the ticket and sent to a model.
 */
export async function ticketFilesIn(folder: string, paths: readonly string[]): Promise<TicketFile[]> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return [];
  const found: TicketFile[] = [];
  for (const path of paths) {
    const size = isInside(path) ? await sizeOf(join(root, path)) : undefined;
    if (size === undefined) continue;
    found.push({ path, ids: size <= largestFile ? await idsIn(join(root, path)) : [] });
  }
  return found;
}

/** Bytes of a regular file that no link leads to. */
async function sizeOf(file: string): Promise<number | undefined> {
  const real = await realpath(file).catch(() => undefined);
  if (real !== file) return undefined;
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() ? stats.size : undefined;
}

/** A line of front matter that gives an id, which begins with a letter or number. */
const idLine =
  /^(?:id|key|number|issue|ticket)[ \t]*:[ \t]*["']?#?([\p{L}\p{N}][\p{L}\p{N}-]{0,40})["']?[ \t]*$/gmu;

/** The ids in a ticket's front matter, or an issue's number in its JSON. Neither takes a library here. */
async function idsIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  if (front !== undefined) return [...front.matchAll(idLine)].flatMap(([, id]) => id ?? []);
  if (!file.endsWith('.json')) return [];
  try {
    const { number } = JSON.parse(text) ?? {};
    return typeof number === 'number' ? [String(number)] : [];
  } catch {
    // What is no JSON is no issue.
    return [];
  }
}
