export type FileChange = 'added' | 'deleted' | 'modified' | 'renamed' | 'copied' | 'modeChanged';

/** One line of a hunk. Line numbers count from 1; `document` is the line in the patch's own text. */
export interface PatchLine {
  readonly kind: 'context' | 'added' | 'deleted';
  /** The line without its leading mark and without its line end (a `\r` before `\n` is kept). */
  readonly text: string;
  /** Line in the old file; for an added line, the old line it stands before. */
  readonly oldLine: number;
  /** Line in the new file; for a deleted line, the new line it stood before. */
  readonly newLine: number;
  readonly document: number;
  /** True where `\ No newline at end of file` follows. */
  readonly noNewlineAtEnd?: boolean;
}

/**
 * A run of changed lines with the context around it. `oldStart` and `newStart` are what the header says: the first line
 * of each side, from 1; for a side without lines, the line behind which they would stand, from 0. `section` is the text
 * after the second `@@`.
 */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly section: string;
  /** The line of the `@@` header in the patch's own text. */
  readonly document: number;
  readonly lines: readonly PatchLine[];
  /** The last line is a blank line of context that the header counts and the patch's text, cut at its end, lacks. */
  readonly completed?: true;
}

/** What a patch does to one file. Paths are decoded and without the `a/` and `b/` prefixes. */
export interface PatchFile {
  /** The path to show and to look up: the new one, or the old one of a deleted file. */
  readonly path: string;
  /** Absent for an added file. */
  readonly oldPath?: string;
  /** Absent for a deleted file. */
  readonly newPath?: string;
  /** The paths with one more or one less folder, where the header alone does not tell the strip level. */
  readonly otherNames?: Names;
  readonly change: FileChange;
  readonly binary: boolean;
  /** What the patch holds of a binary file's content; absent where it only says that it differs: git can't apply that. */
  readonly binaryData?: {
    /** Bytes of the new content, or of the instructions that make it from the old one. */
    readonly size: number;
    /** Lines that it takes in the patch. */
    readonly lines: number;
  };
  /** The patch names the file without showing what changes in it. */
  readonly unseen?: Unseen;
  readonly oldMode?: string;
  readonly newMode?: string;
  /** Git's header names `/dev/null` without a line that the file is new or deleted: git applies no such patch. */
  readonly unannounced?: true;
  /** Similarity of a rename or copy in percent, as git states it. */
  readonly similarity?: number;
  readonly hunks: readonly Hunk[];
  /** Counts of added and deleted lines, as `git apply --numstat` gives them; 0 for binary files. */
  readonly added: number;
  readonly deleted: number;
  /** First and last line of this file's part of the patch's own text. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** The paths of the two sides of a file; undefined for a side that is not there. */
export interface Names {
  readonly oldPath: string | undefined;
  readonly newPath: string | undefined;
}

export interface Unseen {
  /** In a few words: what the patch says instead of showing the change. */
  readonly why: string;
  /** Lines that say it; undefined where nobody can tell how much changes. */
  readonly lines: number | undefined;
}

/** A patch: a set of changes to files, as a unified diff. */
export interface Patch {
  /** What the reader calls it: a file name, `standard input`, `working tree`. */
  readonly source: string;
  readonly text: string;
  readonly files: readonly PatchFile[];
  /** Whether `git apply` takes the same paths from the text; it takes one folder off and knows no labels. */
  readonly hasGitNames: boolean;
}

/** Whether a file is a submodule: the patch tells which commit of another repository it is, and nothing of its content. */
export function isSubmodule({ oldMode, newMode, hunks }: PatchFile): boolean {
  if (oldMode === '160000' || newMode === '160000') return true;
  return (
    hunks.length === 1 && (hunks[0]?.lines ?? []).every(({ text }) => text.startsWith('Subproject commit '))
  );
}

/** What is so with a submodule, as a clause. */
export const submoduleWords = 'a submodule, whose content is not in the patch';

/** The patch's text can't be read as a unified diff. */
export class MalformedPatch extends Error {
  override readonly name = 'MalformedPatch';

  /**
   * @param line where, from 1
   * @param problem a sentence on what is so with that line
   * @param nextStep a sentence on what to do next
   */
  constructor(
    readonly line: number,
    problem: string,
    readonly nextStep: string = 'Give the patch as `git diff` writes it.',
  ) {
    super(`Line ${line} of the patch: ${problem}`);
  }
}
