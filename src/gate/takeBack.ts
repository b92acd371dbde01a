import type { Hunk, PatchFile } from '../core/patch.js';
import { LineIndex, type Range } from '../core/place.js';
import { reversedHunk } from '../repository/apply.js';
import { fitHunks } from '../repository/hunks.js';

/** A file's text with a change taken back, or why it can't be, as a sentence. */
export type TakenBack = { readonly after: string } | { readonly refusal: string };

/** The hunk that has a line of the file on a side of the patch, or that is right above it. @param line from 1 */
export function hunkAt({ hunks }: PatchFile, line: number, side: 'old' | 'new' = 'new'): Hunk | undefined {
  return hunks.find(({ oldStart, oldLines, newStart, newLines }) => {
    const [start, count] = side === 'old' ? [oldStart, oldLines] : [newStart, newLines];
    return line >= start && line <= start + Math.max(count, 1);
  });
}

/**
 * A file's text without one hunk of a patch that it has; the others stay. Lines end in `\n`, whatever they end in
 * in the file and in the patch.
 */
export function withoutHunk(text: string, hunk: Hunk): TakenBack {
  const back = reversedHunk(plain(hunk));
  // By itself it stands where it stands now: no earlier hunk moves it.
  const first = back.oldStart + Number(back.oldLines === 0);
  return fitted(text, [{ ...back, newStart: first - Number(back.newLines === 0) }]);
}

/** A file's text without any hunk of a patch that it has: the text before the patch, where nothing else has changed. */
export function withoutPatch(text: string, { hunks }: PatchFile): TakenBack {
  return fitted(text, hunks.map(plain).map(reversedHunk));
}

/** The text of a file that a patch deletes, with its own line ends. */
export function deletedText({ hunks }: PatchFile): TakenBack {
  const fit = fitHunks('', hunks.map(reversedHunk));
  return 'after' in fit ? fit : { refusal: 'refusal' in fit ? fit.refusal : fit.unsure };
}

/** The one edit, of whole lines, that makes one text another: a range of the first, and what stands there then. */
export function editBetween(before: string, after: string): { readonly range: Range; readonly text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  start = before.slice(0, start).lastIndexOf('\n') + 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const line = before.indexOf('\n', before.length - end);
  end = line < 0 ? 0 : before.length - line;
  return {
    range: new LineIndex(before).range(start, before.length - end),
    text: after.slice(start, after.length - end),
  };
}

function fitted(text: string, hunks: readonly Hunk[]): TakenBack {
  const before = text.replaceAll('\r\n', '\n');
  const fit = fitHunks(before, hunks);
  if (!('after' in fit)) {
    return { refusal: 'unsure' in fit ? fit.unsure : 'Its lines are not those of the review any more.' };
  }
  return fit.after === before ? { refusal: 'Only its line ends have changed.' } : fit;
}

/** A hunk without the carriage returns at its lines' ends. */
function plain(hunk: Hunk): Hunk {
  return { ...hunk, lines: hunk.lines.map((line) => ({ ...line, text: line.text.replace(/\r$/, '') })) };
}
