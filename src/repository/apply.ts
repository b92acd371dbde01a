import type { Hunk, Patch, PatchFile } from '../core/patch.js';
import { isInside, type Repository } from './repository.js';

/** What becomes of one file when a patch is applied. */
export interface FileApplication {
  readonly file: PatchFile;
  /** The text before, where the file is there and is text. */
  readonly before?: string;
  /** The text after; absent for a deleted file, a binary one, and one to which the patch does not apply. */
  readonly after?: string;
  /** Why it does not apply, as a sentence without the file's name. */
  readonly refusal?: string;
  /** The hunk that does not fit, where it is one hunk's fault. */
  readonly hunk?: Hunk;
}

/** What applying a patch needs of a code base. */
type Files = Pick<Repository, 'has' | 'read'>;

/**
 * Tries a patch on a code base without writing anything, as `git apply --check` does: hunks must fit exactly, but may
 * stand at other lines than they say.
 */
export async function applyPatch(patch: Patch, repository: Files): Promise<FileApplication[]> {
  const applied: FileApplication[] = [];
  /** What earlier parts of the patch made of a file: `undefined` for one that is gone. */
  const state = new Map<string, string | undefined>();
  for (const file of patch.files) {
    const application = await applyFile(file, repository, state);
    applied.push(application);
    if (application.refusal !== undefined) continue;
    if (file.oldPath !== undefined && file.change !== 'copied') state.set(file.oldPath, undefined);
    if (file.newPath !== undefined) state.set(file.newPath, application.after);
  }
  return applied;
}

/** The patch that takes a patch back. */
export function reversed(patch: Patch): Patch {
  return { ...patch, files: patch.files.map(reversedFile).reverse() };
}

function reversedFile({ oldPath, newPath, ...file }: PatchFile): PatchFile {
  const changes = { added: 'deleted', deleted: 'added' } as const;
  return {
    ...file,
    ...(newPath !== undefined && { oldPath: newPath }),
    ...(oldPath !== undefined && { newPath: oldPath }),
    change: file.change === 'added' || file.change === 'deleted' ? changes[file.change] : file.change,
    hunks: file.hunks.map((hunk) => ({
      ...hunk,
      oldStart: hunk.newStart,
      newStart: hunk.oldStart,
      lines: hunk.lines.map((line) => ({
        ...line,
        kind: line.kind === 'context' ? 'context' : changes[line.kind],
      })),
    })),
  };
}

async function applyFile(
  file: PatchFile,
  repository: Files,
  state: ReadonlyMap<string, string | undefined>,
): Promise<FileApplication> {
  const { oldPath, newPath } = file;
  if ((oldPath !== undefined && !isInside(oldPath)) || (newPath !== undefined && !isInside(newPath))) {
    return { file, refusal: 'Its path leads out of the code base.' };
  }
  const isThere = async (path: string) =>
    state.has(path) ? state.get(path) !== undefined : repository.has(path);
  if (newPath !== undefined && newPath !== oldPath && (await isThere(newPath))) {
    return { file, refusal: 'The file is there already.' };
  }
  if (oldPath === undefined) return fitHunks(file, '');
  if (!(await isThere(oldPath))) return { file, refusal: 'There is no such file.' };
  if (file.binary || file.hunks.length === 0) return { file };
  const before = state.has(oldPath) ? state.get(oldPath) : await repository.read(oldPath);
  if (before === undefined) return { file, refusal: 'The file is binary or too large to compare.' };
  return fitHunks(file, before);
}

function fitHunks(file: PatchFile, before: string): FileApplication {
  if (file.binary) return { file };
  const lines = splitLines(before);
  const parts: string[][] = [];
  let taken = 0;
  let drift = 0;
  for (const hunk of file.hunks) {
    const old = sideOf(hunk, 'added');
    const wanted = hunk.oldStart - 1 + drift;
    const at = findLines(lines, old, wanted, bounds(hunk, taken, lines.length - old.length));
    if (at < 0) return { file, before, hunk, refusal: refusalOf(hunk, lines, taken) };
    drift = at - (hunk.oldStart - 1);
    parts.push(lines.slice(taken, at), sideOf(hunk, 'deleted'));
    taken = at + old.length;
  }
  parts.push(lines.slice(taken));
  const result = parts.flat();
  if (file.change === 'deleted') {
    return result.length > 0
      ? { file, before, refusal: 'It deletes the file, but the file has other lines.' }
      : { file, before };
  }
  return { file, before, after: result.join('') };
}

/** Lines with their ends, so that a missing last newline and carriage returns count. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** One side of a hunk: without the added lines the old one, without the deleted lines the new one. */
function sideOf({ lines }: Hunk, without: 'added' | 'deleted'): string[] {
  return lines
    .filter((line) => line.kind !== without)
    .map((line) => (line.noNewlineAtEnd ? line.text : `${line.text}\n`));
}

interface Bounds {
  readonly first: number;
  readonly last: number;
}

/**
 * Where a hunk may stand, as git apply has it: one that names the first line only there, one without context at its
 * end only at the end of the file.
 */
function bounds({ oldStart, lines }: Hunk, from: number, end: number): Bounds {
  const atEnd = lines.at(-1)?.kind !== 'context';
  return { first: atEnd ? Math.max(from, end) : from, last: oldStart <= 1 ? Math.min(0, end) : end };
}

/** The place nearest to `wanted` where the lines stand; -1 where there is none. */
function findLines(
  lines: readonly string[],
  sought: readonly string[],
  wanted: number,
  { first, last }: Bounds,
): number {
  const near = Math.max(first, Math.min(wanted, last));
  for (let distance = 0; near - distance >= first || near + distance <= last; distance++) {
    for (const at of distance === 0 ? [near] : [near - distance, near + distance]) {
      if (at >= first && at <= last && standsAt(lines, sought, at)) return at;
    }
  }
  return -1;
}

function standsAt(lines: readonly string[], sought: readonly string[], at: number): boolean {
  for (let i = 0; i < sought.length; i++) if (lines[at + i] !== sought[i]) return false;
  return true;
}

function refusalOf(hunk: Hunk, lines: readonly string[], from: number): string {
  const anywhere = (sought: readonly string[]) => ({ first: from, last: lines.length - sought.length });
  const made = sideOf(hunk, 'deleted');
  if (made.length > 0 && findLines(lines, made, hunk.newStart - 1, anywhere(made)) >= 0) {
    return `The change at line ${hunk.oldStart} is there already.`;
  }
  const bare = sideOf(hunk, 'added').map((line) => line.trimEnd());
  const bareLines = lines.map((line) => line.trimEnd());
  if (bare.length > 0 && findLines(bareLines, bare, hunk.oldStart - 1, anywhere(bare)) >= 0) {
    return `The lines around line ${hunk.oldStart} differ in their line ends, trailing blanks or place.`;
  }
  return `The lines around line ${hunk.oldStart} are not those that the patch expects.`;
}
