import type { PatchLine } from '../../core/patch.js';
import type { Change } from './change.js';
import { above, type Feature, half, measures } from './features.js';
import { sharedTokens } from './tokens.js';

/** In which pieces a patch changes code, and how like the old lines the new ones are. */
export function shapeMeasures({ hunks, added, deleted }: Change): Feature[] {
  const blocks = hunks.flatMap(({ lines }) => blocksOf(lines));
  const likeness = blocks.flatMap((block) => likenessOf(block) ?? []);
  const places = Math.max(1, hunks.length);
  const share = (is: (lines: readonly PatchLine[]) => boolean) =>
    hunks.filter(({ lines }) => is(lines)).length / places;
  const swaps = share(isSwap);
  const isOneLine = hunks.length === 1 && swaps === 1;
  const net = added.length - deleted.length;
  const written = added.map(({ text }) => text.trim()).filter((text) => text.length > shortLine);
  const gone = new Set(deleted.map(({ text }) => text.trim()));
  const restored = added.filter(({ text }) => gone.has(text.trim())).length;
  const repeated = written.length - new Set(written).size;
  return measures({
    'code-hunks': [hunks.length],
    'code-added': above(added.length, 40, 'Adds much code.'),
    'code-deleted': above(deleted.length, 20, 'Deletes much code.'),
    'net-lines': [net],
    'net-share': [net / (added.length + deleted.length + 1)],
    'context-per-hunk': [hunks.reduce((sum, { lines }) => sum + lines.filter(isContext).length, 0) / places],
    'adding-hunks': half(
      share((lines) => lines.every(({ kind }) => kind !== 'deleted')),
      'Adds code in most places without replacing any.',
    ),
    'deleting-hunks': [share((lines) => lines.every(({ kind }) => kind !== 'added'))],
    'one-line-hunks': half(swaps, 'Puts one line in the place of another.'),
    'one-line-change': [Number(isOneLine), isOneLine ? 'Changes a single line.' : ''],
    blocks: above(blocks.length, 5, 'Changes many places.'),
    'blocks-per-hunk': [blocks.length / places],
    'largest-block': above(
      blocks.reduce((most, { length }) => Math.max(most, length), 0),
      25,
      'Changes a large piece of code at once.',
    ),
    'block-likeness': [likeness.reduce((sum, one) => sum + one, 0) / Math.max(1, likeness.length)],
    'most-block-likeness': [likeness.reduce((most, one) => Math.max(most, one), 0)],
    'least-block-likeness': [
      likeness.length === 0 ? 0 : likeness.reduce((least, one) => Math.min(least, one), 1),
    ],
    'deepest-indentation': [added.reduce((most, { text }) => Math.max(most, indentOf(text)), 0)],
    'repeated-additions': above(repeated, 2, 'Adds the same lines several times.'),
    'restored-lines': [restored / Math.max(1, added.length)],
  });
}

/** A line that is longer than this stands for something: no bracket, no keyword. */
const shortLine = 10;

function isContext({ kind }: PatchLine): boolean {
  return kind === 'context';
}

/** One line is put in the place of another, and nothing else changes. */
function isSwap(lines: readonly PatchLine[]): boolean {
  const changed = lines.filter((line) => !isContext(line));
  return changed.length === 2 && changed[0]?.kind !== changed[1]?.kind;
}

/** Runs of changed lines without a line of context between them. */
export function blocksOf(lines: readonly PatchLine[]): PatchLine[][] {
  const blocks: PatchLine[][] = [];
  for (const [i, line] of lines.entries()) {
    if (isContext(line)) continue;
    const last = lines[i - 1];
    if (last && !isContext(last)) blocks.at(-1)?.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

/** The share of tokens that both sides of a block have, 0..1; undefined where it only adds or deletes. */
function likenessOf(block: readonly PatchLine[]): number | undefined {
  const side = (kind: PatchLine['kind']) => block.filter((line) => line.kind === kind);
  const { before, after, shared } = sharedTokens(side('deleted'), side('added'));
  return before === 0 || after === 0 ? undefined : (2 * shared) / (before + after);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
