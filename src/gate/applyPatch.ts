import type { Encoding } from '../core/inputText.js';
import { parsePatch } from '../core/parsePatch.js';
import { isSubmodule, type Patch, type PatchFile } from '../core/patch.js';
import { writePatch } from '../core/writePatch.js';
import type { FileApplication } from '../repository/apply.js';
import { type Clone, findClone, runGit, withoutDrivers } from '../repository/git.js';
import { isInside } from '../repository/inside.js';
import { prefixOf, tryPatch } from '../repository/patchTrial.js';
import { openRepository, type Repository } from '../repository/repository.js';
import { atStripLevel } from '../repository/stripLevel.js';
import { bytesOf } from '../repository/textOf.js';
import { FileStates } from './fileStates.js';

/** Why a patch can't be applied: at which file of the folder and line, and where the patch says so. */
export interface Conflict {
  /** The file's path in the patch; absent where it is no one file's fault. */
  readonly path?: string;
  /** The file, where it is there. */
  readonly file?: string;
  /** Line of the file at which the first hunk that does not fit should stand, from 1. */
  readonly line?: number;
  /** Line of the patch's text, from 1. */
  readonly document?: number;
  /** A sentence. */
  readonly reason: string;
}

export type Application =
  | { readonly outcome: 'applied'; readonly undo: Undo }
  /** The folder has the patch's changes already. */
  | { readonly outcome: 'done' }
  /** Nothing was changed. */
  | { readonly outcome: 'refused'; readonly conflicts: readonly [Conflict, ...Conflict[]] };

export interface ApplyOptions {
  /** How the patch's bytes became text. */
  readonly encoding?: Encoding;
  /** Files of the folder that somebody else is changing right now, and so stay as they are. */
  readonly busy?: ReadonlySet<string>;
  /** Ends it before anything is written. */
  readonly signal?: AbortSignal;
}

/** Milliseconds that git gets to write. */
const patience = 60_000;

/**
 * Applies a patch to the files of a folder in a clone, all of it or nothing. Git writes it, so that line ends, modes,
 * links and binary files come out as `git apply` makes them, and it gets the patch as Bouncer has read it: what is
 * applied is what was reviewed. The index stays as it is, and no program that the clone names is run.
 *
 * @throws MalformedPatch, CouldNotRate where there is no folder, Error where it is aborted or git can't write
 */
export async function applyToFolder(
  folder: string,
  text: string,
  { encoding = 'utf-8', busy = new Set(), signal }: ApplyOptions = {},
): Promise<Application> {
  const repository = await openRepository(folder);
  const patch = await atStripLevel(parsePatch(text, 'patch'), repository);
  const clone = await findClone(folder);
  if (!clone || clone.bare) return refused({ reason: 'The folder is not in a Git repository.' });
  if (text.includes('\ufffd')) {
    return refused({
      reason: 'The patch has characters whose bytes are not known. Open it with its encoding.',
    });
  }
  const prefix = await prefixOf(patch, repository);
  const outside = patch.files.flatMap((file) => whyNot(file, prefix, busy));
  if (isSome(outside)) return { outcome: 'refused', conflicts: outside };
  const { outcome, files, gitsWords } = await tryPatch(patch, repository, encoding);
  if (outcome === 'done') return { outcome };
  if (outcome !== 'applies') {
    const refusals = files.filter(({ refusal }) => refusal !== undefined);
    const conflicts = (refusals.length > 0 ? refusals : files).flatMap((one) => conflictOf(one, prefix));
    if (isSome(conflicts)) return { outcome: 'refused', conflicts };
    return refused({ reason: gitsWords ? `Git says: ${gitsWords}.` : 'Git could not try it.' });
  }
  signal?.throwIfAborted();
  return write(clone, patch, { prefix, encoding, repository });
}

interface Means {
  readonly prefix: string;
  readonly encoding: Encoding;
  readonly repository: Repository;
}

async function write(clone: Clone, patch: Patch, means: Means): Promise<Application> {
  const { prefix, encoding, repository } = means;
  const paths = new Set(patch.files.flatMap(pathsOf).map((path) => path.slice(prefix.length)));
  const before = await FileStates.of(repository.root, paths);
  const settings = {
    ...(await withoutDrivers(clone)),
    'apply.ignoreWhitespace': 'no',
    'apply.whitespace': 'nowarn',
  };
  const input = bytesOf(writePatch(patch, patch.files), encoding);
  // The patch's own paths begin at the top, or in the folder.
  const at = prefix === '' ? clone.prefix : '';
  const args = ['apply', ...(at ? [`--directory=${at}`] : []), '-'];
  try {
    const { code, stderr } = await runGit(clone, args, { input, settings, patience });
    if (code !== 0) throw new Error(stderr.split('\n')[0] || `git ended with ${code}.`);
  } catch (error) {
    await before.restore();
    throw error;
  }
  const after = await FileStates.of(repository.root, paths);
  return { outcome: 'applied', undo: new Undo(before, after) };
}

/** The way back from a patch that was applied. */
export class Undo {
  constructor(
    private readonly before: FileStates,
    private readonly after: FileStates,
  ) {}

  /** The files that the patch touched, seen from the folder. */
  get paths(): readonly string[] {
    return this.after.paths;
  }

  /** Brings the files back; tells the first that changed since then, where nothing is brought back. @throws Error */
  async run(): Promise<string | undefined> {
    const changed = await this.after.changed();
    if (changed === undefined) await this.before.restore();
    return changed;
  }
}

/** Why and where a file's part does not apply, or may not. */
function conflictOf({ file, refusal, unsure, hunk, missing }: FileApplication, prefix: string): Conflict[] {
  const reason = refusal ?? unsure;
  if (reason === undefined) return [];
  const path = file.oldPath ?? file.path;
  const at = missing ? {} : { file: path.slice(prefix.length), line: hunk?.oldStart };
  return [{ path, ...at, document: hunk?.document ?? file.firstLine, reason }];
}

/** What keeps a file from being applied, whatever the folder holds. */
function whyNot(file: PatchFile, prefix: string, busy: ReadonlySet<string>): Conflict[] {
  const conflict = (reason: string) => [{ path: file.path, document: file.firstLine, reason }];
  if (file.unseen) return conflict(`The patch does not show the change: ${file.unseen.why}.`);
  if (isSubmodule(file)) return conflict('It is a submodule, which is another repository.');
  const isOut = (path: string) => !path.startsWith(prefix) || !isInside(path);
  if (pathsOf(file).some(isOut)) return conflict('Its path leads out of the folder.');
  const open = pathsOf(file).find((path) => busy.has(path.slice(prefix.length)));
  return open === undefined ? [] : conflict('It has changes in the editor that are not saved.');
}

function pathsOf({ oldPath, newPath }: PatchFile): string[] {
  return [oldPath, newPath].filter((path) => path !== undefined);
}

function refused(conflict: Conflict): Application {
  return { outcome: 'refused', conflicts: [conflict] };
}

function isSome<Value>(values: readonly Value[]): values is readonly [Value, ...Value[]] {
  return values.length > 0;
}
