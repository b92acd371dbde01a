import { type Hunk, MalformedPatch, type PatchLine } from './patch.js';
import type { PatchText } from './patchText.js';

/** What a hunk's line starts with, as character codes. */
const mark = { context: 0x20, added: 0x2b, deleted: 0x2d, remark: 0x5c } as const;
const lineFeed = 0x0a;

const header = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@ ?/;
const recount = 'Correct the counts in the header, or give the patch as `git diff` writes it.';

/**
 * Reads a hunk by the counts of its header, so that no line in it can be taken for another header.
 *
 * @param at index of the line that starts with `@@`
 * @returns the hunk, its counts, and in `end` the index of the line after it
 * @throws MalformedPatch where git would call the patch corrupt, but for what a text cut at its end has lost: the last
 *   line's end, or one blank line of context
 */
export function readHunk(text: PatchText, at: number) {
  const head = text.bare(at);
  const match = header.exec(head);
  if (!match) {
    throw new MalformedPatch(
      at + 1,
      `"${head.slice(0, 60)}" is not a hunk header with line numbers, such as "@@ -1,3 +1,4 @@".`,
    );
  }
  const [oldStart, newStart] = [Number(match[1]), Number(match[3])];
  const [oldLines, newLines] = [Number(match[2] ?? 1), Number(match[4] ?? 1)];
  const lines: PatchLine[] = [];
  let [oldLeft, newLeft] = [oldLines, newLines];
  // A side without lines names the line before its place.
  let [oldLine, newLine] = [oldStart + Number(oldLines === 0), newStart + Number(newLines === 0)];
  let [added, deleted] = [0, 0];
  let completed = false;
  let index = at + 1;
  const counted = `"${match[0].trimEnd()}" counts ${sides(oldLines, newLines)}`;
  for (; oldLeft > 0 || newLeft > 0; index++) {
    const first = markAt(text, index);
    if (first === mark.remark) {
      const last = noteMissingNewline(lines);
      if (last && ((last.kind !== 'added' && oldLeft > 0) || (last.kind !== 'deleted' && newLeft > 0))) {
        throw new MalformedPatch(
          index + 1,
          `"${shown(text, index)}" stands where more lines of the file follow.`,
          'Remove this line, or give the patch as `git diff` writes it.',
        );
      }
      continue;
    }
    if (first === undefined) {
      if (index < text.count || oldLeft !== 1 || newLeft !== 1 || added + deleted === 0) {
        const where = index < text.count ? `the hunk ends before "${shown(text, index)}",` : 'the patch ends';
        throw new MalformedPatch(
          index < text.count ? index + 1 : at + 1,
          `${counted}, but ${where} after ${sides(oldLines - oldLeft, newLines - newLeft)}.`,
          recount,
        );
      }
      completed = true;
    }
    const kind = first === mark.added ? 'added' : first === mark.deleted ? 'deleted' : 'context';
    const old = kind !== 'added';
    const now = kind !== 'deleted';
    if ((old && oldLeft === 0) || (now && newLeft === 0)) {
      const side = { added: 'new', deleted: 'old', context: 'context' }[kind];
      throw new MalformedPatch(
        index + 1,
        `${counted}, but one more ${side} line follows ("${shown(text, index)}").`,
        recount,
      );
    }
    lines.push({
      kind,
      text: first === lineFeed ? text.line(index) : text.line(index).slice(1),
      oldLine,
      newLine,
      document: index + 1,
    });
    if (old) {
      oldLeft--;
      oldLine++;
    } else added++;
    if (now) {
      newLeft--;
      newLine++;
    } else deleted++;
  }
  if (markAt(text, index) === mark.remark) {
    noteMissingNewline(lines);
    index++;
  }
  if (added + deleted === 0) {
    throw new MalformedPatch(at + 1, `${counted}, but the hunk changes none of them.`);
  }
  const hunk: Hunk = {
    oldStart,
    oldLines,
    newStart,
    newLines,
    section: head.slice(match[0].length),
    document: at + 1,
    lines,
    ...(completed && { completed }),
  };
  return { hunk, added, deleted, end: Math.min(index, text.count) };
}

/**
 * The mark of a hunk's line; undefined for a line that no hunk has. A line feed stands for a blank line of context
 * that lost its leading blank.
 */
function markAt(text: PatchText, index: number): number | undefined {
  const first = text.first(index);
  switch (first) {
    case mark.context:
    case mark.added:
    case mark.deleted:
    case lineFeed:
      return first;
    case mark.remark:
      return text.startsWith('\\ ', index) && text.line(index).length > 10 ? first : undefined;
    default:
      return text.line(index) === '\r' ? lineFeed : undefined;
  }
}

/** Notes that the last line has no end, and gives that line. */
function noteMissingNewline(lines: PatchLine[]): PatchLine | undefined {
  const last = lines.pop();
  if (last) lines.push({ ...last, noNewlineAtEnd: true });
  return last;
}

/**
 * Refuses lines behind a complete hunk that look like more of it: git would pass over them in silence, and a header
 * that counts too few lines would lose the rest of them.
 */
export function checkEnd(text: PatchText, { hunk, end }: ReturnType<typeof readHunk>): void {
  for (let i = end; i < text.count; i++) {
    const first = text.first(i);
    if (first !== mark.context && first !== mark.added && first !== mark.deleted) return;
    if (first === mark.context) continue;
    if (text.startsWith('--- ', i) && text.startsWith('+++ ', i + 1)) return;
    // A signature, the border of a mail's part, or an item of a list.
    if (/^(?:--\S*\s*$|- [\p{L}\d`*_"'[(]|---)/u.test(text.line(i))) return;
    throw new MalformedPatch(
      i + 1,
      `"${shown(text, i)}" looks like a changed line, but the hunk is complete: its header in line ${hunk.document} counts ${sides(hunk.oldLines, hunk.newLines)}.`,
      recount,
    );
  }
}

function shown(text: PatchText, index: number): string {
  return text.line(index).slice(0, 60).trimEnd();
}

function sides(oldLines: number, newLines: number): string {
  return `${oldLines} old and ${newLines} new ${newLines === 1 ? 'line' : 'lines'}`;
}
