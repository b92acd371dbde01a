import { kindsOf } from '../checks/patch/fileKind.js';
import type { Patch } from '../core/patch.js';

/** What a patch changes, for comparing it with other patches for the same ticket. */
export interface Signature {
  /** Stretches of five old lines, with half a stretch of leeway, that it changes: `path:number`. */
  readonly places: ReadonlySet<string>;
  /** How often each token stands in its added lines; in its deleted lines where it adds none. */
  readonly tokens: ReadonlyMap<string, number>;
  /** The same lines without white space, but for comments and short ones. */
  readonly lines: ReadonlySet<string>;
}

const stretch = 5;
const token = /[\p{L}_][\p{L}\p{N}_]*|\d+|[^\s\p{L}\p{N}_]/gu;
const comment = /^\s*(?:#|\/\/|\*|\/\*)/;

/** Reads a patch's source files; all files where it changes no source. Linear in its length. */
export function signatureOf(patch: Patch): Signature {
  const kinds = kindsOf(patch);
  const source = patch.files.filter((file) => kinds.get(file) === 'source');
  const places = new Set<string>();
  const texts: Record<'added' | 'deleted', string[]> = { added: [], deleted: [] };
  for (const { path, oldPath, hunks } of source.length > 0 ? source : patch.files) {
    const at = (line: number) => places.add(`${oldPath ?? path}:${Math.floor(line / stretch)}`);
    for (const { kind, text, oldLine } of hunks.flatMap((hunk) => hunk.lines)) {
      if (kind === 'context') continue;
      at(oldLine);
      if (kind === 'added') at(oldLine + 2);
      texts[kind].push(text);
    }
  }
  return { places, ...wordsOf(texts.added.length > 0 ? texts.added : texts.deleted) };
}

function wordsOf(texts: readonly string[]): Pick<Signature, 'tokens' | 'lines'> {
  const tokens = new Map<string, number>();
  const lines = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(token)) tokens.set(word, (tokens.get(word) ?? 0) + 1);
    const bare = text.replace(/\s+/g, '');
    if (bare.length > 3 && !comment.test(text)) lines.add(bare);
  }
  return { tokens, lines };
}

/** Jaccard's index of two sets, 0..1: 0 where both are empty. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const item of one) if (other.has(item)) common++;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}

/** Jaccard's index of two multisets, 0..1. */
export function countedOverlap(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let common = 0;
  let all = 0;
  for (const [item, count] of one) {
    common += Math.min(count, other.get(item) ?? 0);
    all += Math.max(count, other.get(item) ?? 0);
  }
  for (const [item, count] of other) if (!one.has(item)) all += count;
  return all === 0 ? 0 : common / all;
}
