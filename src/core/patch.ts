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
 * A run of changed lines with the context around it. `oldStart` and `newStart` are the first line of each side, from
 * 1; for a side without lines, the line before which they would stand. `section` is the text after the second `@@`.
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
}

/** What a patch does to one file. Paths are decoded and without the `a/` and `b/` prefixes. */
export interface PatchFile {
  /** The path to show and to look up: the new one, or the old one of a deleted file. */
  readonly path: string;
  /** Absent for an added file. */
  readonly oldPath?: string;
  /** Absent for a deleted file. */
  readonly newPath?: string;
  readonly change: FileChange;
  readonly binary: boolean;
  readonly oldMode?: string;
  readonly newMode?: string;
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

/** A patch: a set of changes to files, as a unified diff. */
export interface Patch {
  /** What the reader calls it: a file name, `standard input`, `working tree`. */
  readonly source: string;
  readonly text: string;
  readonly files: readonly PatchFile[];
}

/** The patch's text can't be read as a unified diff. `line` (from 1) is where, `expected` what should have stood there. */
export class MalformedPatch extends Error {
  override readonly name = 'MalformedPatch';

  constructor(
    readonly line: number,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`Line ${line} of the patch is malformed: expected ${expected}, found ${found}.`);
  }
}
