import picomatch from 'picomatch';
import { isSubmodule, type Patch, type PatchFile, submoduleWords } from './patch.js';
import type { Coverage, CoveredFile } from './rating.js';
import type { Ticket } from './ticket.js';

/** A ticket's characters from here on are not read: a ticket this long is a log or an archive, not a request. */
export const longestTicket = 200_000;

/** A file with more changed lines than this is counted, not read. */
export const mostChangedLines = 5_000;

/** Lock files are made by package managers; a person does not review them line by line either. */
const lockFiles = [
  '**/package-lock.json',
  '**/npm-shrinkwrap.json',
  '**/yarn.lock',
  '**/pnpm-lock.yaml',
  '**/bun.lock',
  '**/Cargo.lock',
  '**/go.sum',
  '**/poetry.lock',
  '**/uv.lock',
  '**/Pipfile.lock',
  '**/composer.lock',
  '**/Gemfile.lock',
  '**/gradle.lockfile',
];

/** Patterns of generated files; the default of the setting `bouncer.generatedFiles`. */
export const generatedFiles: readonly string[] = [
  '**/*.min.{js,css}',
  '**/*.map',
  '**/*.snap',
  '**/*_pb2.py',
  '**/*.pb.{go,cc,h}',
  '**/*.generated.*',
  '**/node_modules/**',
];

const matchOptions = { dot: true, nocase: true } as const;

/** A change of unknown size counts as so many lines: a small patch that hides a whole file is not reviewed. */
const unknownLines = 100;

const bytesPerLine = 80;

/**
 * Says file by file what of a patch will be read. The patterns come from the user's settings; nothing that a
 * patch brings (a `.gitattributes`, a "generated" header) can hide a file from review.
 *
 * The share is of lines, of what has none by its size. Lock files and generated files that the code base has already
 * are outside of it; a new file, one that is renamed from or to a name that is not generated, or one that the patch
 * changes more than once is read like any other. When nothing at all was reviewed the share is 0.
 */
export function patchCoverage(patch: Patch, generated: readonly string[] = generatedFiles): Coverage {
  const isLockFile = picomatch(lockFiles, matchOptions);
  // A blank pattern, as of a variable that is not set, fits no file.
  const isGenerated = picomatch(
    generated.filter((pattern) => pattern !== ''),
    matchOptions,
  );
  const parts = new Map<string, number>();
  for (const name of patch.files.flatMap(pathsOf)) parts.set(name, (parts.get(name) ?? 0) + 1);
  let reviewed = 0;
  let unread = 0;
  const files = patch.files.map((file): CoveredFile => {
    const { path } = file;
    const paths = pathsOf(file);
    const lines = changedLines(file);
    const why = whyNotShown(file);
    const isShown = why === undefined;
    // A file that another part of the patch makes or renames is not what the code base has.
    const isPassed = isShown && showsOldLines(file) && paths.every((name) => parts.get(name) === 1);
    if (isPassed && paths.every((name) => isLockFile(name)))
      return { path, how: 'summarised', why: 'lock file' };
    if (isPassed && paths.every((name) => isGenerated(name)))
      return { path, how: 'omitted', why: 'generated' };
    if (isShown && lines <= mostChangedLines) {
      reviewed += lines;
      return { path, how: 'reviewed', why: '' };
    }
    unread += lines;
    return isShown
      ? { path, how: 'summarised', why: `too large (${lines.toLocaleString('en')} changed lines)` }
      : { path, how: 'omitted', why };
  });
  return { files, share: reviewed === 0 ? 0 : reviewed / (reviewed + unread) };
}

/** Every path that git or another reader may take the file for. */
function pathsOf({ path, oldPath, newPath, otherNames }: PatchFile): string[] {
  const paths = [path, oldPath, newPath, otherNames?.oldPath, otherNames?.newPath];
  return [...new Set(paths.filter((name) => name !== undefined))];
}

/** Whether the patch shows that the code base has the file: it has lines of its old side. */
function showsOldLines({ hunks }: PatchFile): boolean {
  return hunks.some((hunk) => hunk.oldLines > 0);
}

/** How much of a file changes, in lines; at least one. */
export function changedLines(file: PatchFile): number {
  const { binary, binaryData, unseen, change, hunks, added, deleted } = file;
  if (unseen) return unseen.lines ?? unknownLines;
  if (change === 'deleted' && (binary || isSubmodule(file))) return 1;
  if (isSubmodule(file)) return unknownLines;
  if (binary) return binaryData ? Math.max(1, binaryData.lines, sizeInLines(binaryData.size)) : unknownLines;
  let characters = 0;
  for (const hunk of hunks) {
    for (const { kind, text } of hunk.lines) if (kind !== 'context') characters += text.length;
  }
  return Math.max(1, added + deleted, sizeInLines(characters));
}

/** A long line, and what has no lines, count as one line for so many characters or bytes. */
export function sizeInLines(size: number): number {
  return Math.ceil(size / bytesPerLine);
}

/** Why a file's lines are not to be read, as a clause; undefined where they are. */
function whyNotShown(file: PatchFile): string | undefined {
  const { binary, binaryData, change, unseen } = file;
  if (unseen) return unseen.why;
  if (isSubmodule(file)) return submoduleWords;
  if (!binary) return undefined;
  return binaryData || change === 'deleted' ? 'binary' : 'binary, and its content is not in the patch';
}

/** The patch as reviewed: files that are not reviewed keep their header and counts but lose their hunks. */
export function reviewedPart(patch: Patch, coverage: Coverage): Patch {
  if (coverage.files.every((file) => file.how === 'reviewed')) return patch;
  const files = patch.files.map(
    (file, i): PatchFile => (coverage.files[i]?.how === 'reviewed' ? file : { ...file, hunks: [] }),
  );
  return { ...patch, files };
}

/** A ticket is reviewed from its start up to {@link longestTicket} characters. */
export function ticketCoverage(ticket: Ticket): Coverage {
  const share = Math.min(1, longestTicket / ticket.text.length);
  const why = share < 1 ? `only the first ${longestTicket.toLocaleString('en')} characters were read` : '';
  return { files: [{ path: ticket.source, how: share < 1 ? 'summarised' : 'reviewed', why }], share };
}
