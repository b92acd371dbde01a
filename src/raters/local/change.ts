import type { ReadHunk, ReadLine } from '../../checks/patch/reading.js';
import type { Hunk, PatchFile, PatchLine } from '../../core/patch.js';

/** The files, hunks and lines of a patch that are measured. */
export interface Change {
  readonly files: readonly PatchFile[];
  readonly hunks: readonly Pick<Hunk, 'oldStart' | 'section' | 'lines'>[];
  readonly added: readonly PatchLine[];
  readonly deleted: readonly PatchLine[];
  readonly context: readonly PatchLine[];
}

/** Lines of a patch that are read. */
const mostLines = 2_000;

/** What a patch changes in lines of some kind; hunks and files without such a line are left out. */
export function changeOf(read: readonly ReadHunk[], counts: (line: ReadLine) => boolean): Change {
  let room = mostLines;
  const files = new Set<PatchFile>();
  const hunks = read.flatMap(({ file, section, lines: all }) => {
    const lines = all
      .filter((one) => one.line.kind === 'context' || counts(one))
      .slice(0, room)
      .map(({ line }) => line);
    if (lines.every(({ kind }) => kind === 'context')) return [];
    room -= lines.length;
    files.add(file);
    return [{ oldStart: lines[0]?.oldLine ?? 0, section, lines }];
  });
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const of = (kind: PatchLine['kind']) => lines.filter((line) => line.kind === kind);
  return { files: [...files], hunks, added: of('added'), deleted: of('deleted'), context: of('context') };
}

/** A line that does something: no comment, no documentation, no assertion, not blank. */
export function isCode({ role, code }: ReadLine): boolean {
  return role === 'text' || (role === 'code' && !/^(?:debug_)?assert/.test(code));
}

export function textOf(lines: readonly PatchLine[]): string {
  return lines.map((line) => line.text).join('\n');
}
