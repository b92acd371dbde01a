import type { Hunk, Patch, PatchFile, PatchLine } from '../../core/patch.js';

/** The files, hunks and lines of a patch that are measured. */
export interface Change {
  readonly files: readonly PatchFile[];
  readonly hunks: readonly Hunk[];
  readonly added: readonly PatchLine[];
  readonly deleted: readonly PatchLine[];
  readonly context: readonly PatchLine[];
}

/** Lines of a patch that are read. */
const mostLines = 2_000;

export function changeOf(patch: Patch): Change {
  const files = patch.files.filter((file) => file.hunks.length > 0);
  const hunks = files.flatMap((file) => file.hunks);
  const lines = hunks.flatMap((hunk) => hunk.lines).slice(0, mostLines);
  const of = (kind: PatchLine['kind']) => lines.filter((line) => line.kind === kind);
  return { files, hunks, added: of('added'), deleted: of('deleted'), context: of('context') };
}

export function textOf(lines: readonly PatchLine[]): string {
  return lines.map((line) => line.text).join('\n');
}
