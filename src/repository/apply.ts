import type { Encoding } from '../core/inputText.js';
import { type FileChange, type Hunk, isSubmodule, type Patch, type PatchFile } from '../core/patch.js';
import { fitHunks, sideOf } from './hunks.js';
import { isInside } from './inside.js';
import type { Entry, Repository } from './repository.js';
import { textOf } from './textOf.js';

/** What becomes of one file when a patch is applied. */
export interface FileApplication {
  readonly file: PatchFile;
  /** The text before, where the file is there and is text. */
  readonly before?: string;
  /** The text after; absent for a deleted file, a binary one, and one to which the patch does not apply. */
  readonly after?: string;
  /** Why it does not apply, as a sentence without the file's name. */
  readonly refusal?: string;
  /** Why it can't be told whether it applies, as a sentence without the file's name; never beside a refusal. */
  readonly unsure?: string;
  /** The file to change is not there. */
  readonly missing?: true;
  /** The hunk that does not fit, where it is one hunk's fault. */
  readonly hunk?: Hunk;
}

type Outcome = Omit<FileApplication, 'file'>;

/** What applying a patch needs of a code base. */
type Files = Pick<Repository, 'entry'>;

/**
 * Tries a patch on a code base without writing anything, as `git apply --check` does. What depends on git's settings
 * (line ends, encodings, filters) is compared as if they made the file fit, and is then unsure.
 *
 * @param encoding how the patch's bytes became text
 */
export async function applyPatch(
  patch: Patch,
  repository: Files,
  encoding: Encoding = 'utf-8',
): Promise<FileApplication[]> {
  const trial = new Trial(patch, repository, encoding);
  const applied: FileApplication[] = [];
  for (const file of patch.files) applied.push({ file, ...(await trial.apply(file)) });
  return applied;
}

/** The patch that takes a patch back. */
export function reversed(patch: Patch): Patch {
  return { ...patch, files: patch.files.map(reversedFile).reverse() };
}

const reverseChanges: Partial<Record<FileChange, FileChange>> = {
  added: 'deleted',
  deleted: 'added',
  copied: 'modified',
};
const reverseKinds = { added: 'deleted', deleted: 'added', context: 'context' } as const;

function reversedFile({ oldPath, newPath, oldMode, newMode, change, hunks, ...file }: PatchFile): PatchFile {
  return {
    ...file,
    oldPath: newPath,
    // A copy's source stays where it is: what is taken back is the copy's own changes.
    newPath: change === 'copied' ? newPath : oldPath,
    oldMode: newMode,
    newMode: oldMode,
    change: reverseChanges[change] ?? change,
    hunks: hunks.map(reversedHunk),
  };
}

/** The hunk that takes a hunk back. */
export function reversedHunk(hunk: Hunk): Hunk {
  const { oldStart, oldLines, newStart, newLines, lines } = hunk;
  return {
    ...hunk,
    oldStart: newStart,
    oldLines: newLines,
    newStart: oldStart,
    newLines: oldLines,
    lines: lines.map((line) => ({ ...line, kind: reverseKinds[line.kind] })),
  };
}

/** What an earlier part of the patch made of a file. */
interface Made {
  readonly kind: Entry['kind'];
  readonly text: string | undefined;
}

/** One try of a patch: what its parts have made so far, and what they are going to take away. */
class Trial {
  private readonly made = new Map<string, Made>();
  private readonly gone = new Set<string>();
  private readonly leaving: ReadonlySet<string>;
  private readonly links: ReadonlySet<string>;

  constructor(
    { files }: Patch,
    private readonly repository: Files,
    private readonly encoding: Encoding,
  ) {
    this.leaving = new Set(files.filter(leaves).map(({ oldPath }) => oldPath as string));
    this.links = new Set(
      files.filter(({ newMode }) => newMode === linkMode).map(({ newPath }) => newPath ?? ''),
    );
  }

  async apply(file: PatchFile): Promise<Outcome> {
    const outcome = await this.outcome(file);
    if (outcome.refusal !== undefined) return outcome;
    const { oldPath, newPath } = file;
    if (newPath !== undefined) {
      const before = oldPath === undefined ? undefined : await this.before(file, oldPath);
      const kind = file.newMode === linkMode ? 'link' : (before?.kind ?? 'file');
      this.made.set(newPath, { kind, text: outcome.after });
      this.gone.delete(newPath);
    }
    if (leaves(file)) {
      this.made.delete(oldPath as string);
      this.gone.add(oldPath as string);
    }
    return outcome;
  }

  private async outcome(file: PatchFile): Promise<Outcome> {
    const { oldPath, newPath } = file;
    for (const path of [oldPath, newPath]) {
      if (path !== undefined && !isInside(path)) return { refusal: 'Its path leads out of the code base.' };
      if (path !== undefined && /(?:^|\/)\.(?:\/|$)/.test(path))
        return { refusal: 'Its path has a folder ".", which git does not take.' };
    }
    if (file.unannounced) {
      const line = oldPath === undefined ? 'new file mode' : 'deleted file mode';
      const refusal = `Its header lacks the "${line}" line, without which git looks for a file "dev/null".`;
      return { refusal };
    }
    // What only names a file changes nothing, for git too.
    if (file.unseen) return {};
    const before = oldPath === undefined ? undefined : await this.before(file, oldPath);
    if (oldPath !== undefined) {
      if (!before) return { refusal: 'There is no such file.', missing: true };
      if (before.kind === 'beyond') return { refusal: 'It lies behind a symbolic link.' };
      const expected = file.oldMode && kindOf(file.oldMode);
      if (expected && expected !== before.kind)
        return { refusal: `There is a ${words[before.kind]} with that name.` };
      const wanted = newPath !== undefined && file.newMode && kindOf(file.newMode);
      if (wanted && wanted !== before.kind)
        return { refusal: `Its mode turns a ${words[before.kind]} into a ${words[wanted]}.` };
    }
    if (newPath !== undefined && newPath !== oldPath && (await this.isTaken(newPath))) {
      return { refusal: 'The file already exists.' };
    }
    if (newPath !== undefined && (await this.isBeyond(newPath)))
      return { refusal: 'It lies behind a symbolic link.' };
    if (before?.kind === 'folder') {
      return isSubmodule(file) ? {} : { refusal: 'There is a folder with that name.' };
    }
    if (!file.binary) return this.text(file, before);
    return file.binaryData
      ? { unsure: 'Its binary content was not compared.' }
      : { refusal: 'It is binary, and the patch lacks its content.' };
  }

  /** What stands at a file's old path before this part: copies and renames see the code base as it was. */
  private async before(file: PatchFile, path: string): Promise<Entry | Made | undefined> {
    const ordered = file.change !== 'copied' && file.change !== 'renamed';
    if (ordered && this.made.has(path)) return this.made.get(path);
    if (ordered && this.gone.has(path)) return undefined;
    return this.repository.entry(path);
  }

  private async isTaken(path: string): Promise<boolean> {
    // What an earlier part made there is no longer what leaves.
    const isLeft = this.gone.has(path) || this.leaving.has(path);
    if (isLeft && !this.made.has(path)) return false;
    const there = await this.repository.entry(path);
    return there?.kind === 'file' || there?.kind === 'link';
  }

  /** Whether a folder of a path is a link, by the patch or in the code base. */
  private async isBeyond(path: string): Promise<boolean> {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (this.links.has(folder)) return true;
      if (!this.leaving.has(folder) && (await this.repository.entry(folder))?.kind === 'link') return true;
    }
    return false;
  }

  private text(file: PatchFile, before: Entry | Made | undefined): Outcome {
    if (before === undefined) return this.fit(file, '');
    if ('text' in before) {
      return before.text === undefined
        ? { unsure: 'An earlier part of the patch was not compared.' }
        : this.fit(file, before.text);
    }
    if (before.kind === 'beyond' || before.kind === 'folder') return {};
    if (before.bytes === undefined) {
      return file.hunks.length === 0 ? {} : { unsure: 'The file is too large to compare.' };
    }
    const { text, isUtf16 } = textOf(before.bytes, this.encoding);
    const exact = this.fit(file, text);
    const even =
      exact.refusal !== undefined &&
      before.kind === 'file' &&
      text.includes('\r\n') &&
      !hasCarriageReturns(file)
        ? this.fit(file, text.replaceAll('\r\n', '\n'))
        : exact;
    if (isUtf16) return { ...without(even), unsure: inUtf16 };
    if (isLossy(text, file)) return { ...without(even), unsure: notUtf8 };
    return even === exact || even.refusal !== undefined ? exact : { ...even, unsure: lineEnds };
  }

  private fit(file: PatchFile, before: string): Outcome {
    const fit = fitHunks(before, file.hunks);
    if (!('after' in fit)) return { before, ...fit };
    if (file.change !== 'deleted') return { before, after: fit.after };
    return fit.after === ''
      ? { before }
      : { before, refusal: 'The patch deletes the file, but the file has more lines than the patch shows.' };
  }
}

/** An outcome that may be another one, so that it refuses nothing. */
function without({ refusal, hunk, ...outcome }: Outcome): Outcome {
  return outcome;
}

/** Whether both sides have characters that stand for bytes which no longer are known. */
function isLossy(text: string, { hunks }: PatchFile): boolean {
  const lost = '\ufffd';
  return text.includes(lost) && hunks.some(({ lines }) => lines.some((line) => line.text.includes(lost)));
}

const inUtf16 = "The file is in UTF-16, and git's settings decide whether that is text.";
const notUtf8 = 'The file is not in UTF-8.';
const lineEnds = "Its lines end in CRLF, and git's settings decide whether that matters.";
const linkMode = '120000';
const words = { file: 'file', link: 'symbolic link', folder: 'folder', beyond: 'link' } as const;

function kindOf(mode: string): Made['kind'] {
  if (mode === linkMode) return 'link';
  return mode === '160000' || mode.endsWith('40000') ? 'folder' : 'file';
}

function leaves({ change }: PatchFile): boolean {
  return change === 'deleted' || change === 'renamed';
}

/** Whether an old line ends in CRLF: then git compares the line ends as they are. */
function hasCarriageReturns({ hunks }: PatchFile): boolean {
  return hunks.some((hunk) => sideOf(hunk, 'added').some((line) => line.endsWith('\r\n')));
}
