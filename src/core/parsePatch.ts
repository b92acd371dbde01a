import { parsePatch as parseHunks } from 'diff';
import {
  type FileChange,
  type Hunk,
  MalformedPatch,
  type Patch,
  type PatchFile,
  type PatchLine,
} from './patch.js';
import { barePath, gitLineNames, headerName, withoutPrefixes } from './patchPaths.js';
import { CouldNotRate } from './rating.js';

/**
 * Reads a unified diff as git, `git format-patch`, `diff -u`, Mercurial, Subversion and agents write it. Prose
 * around the diff (a mail, a Markdown fence) is passed over. jsdiff reads the hunks; this layer finds the files,
 * their renames, modes and binaries, and keeps the line of everything.
 *
 * @throws MalformedPatch naming the line that is wrong and what was expected there
 * @throws CouldNotRate when the text is blank
 */
export function parsePatch(text: string, source: string): Patch {
  if (text.trim() === '') {
    throw new CouldNotRate('empty', `${source} is empty.`, 'Give a unified diff, as `git diff` writes it.');
  }
  return { source, text, files: new PatchReader(text).read() };
}

/** A hunk has at most this many lines of context at its end. */
const mostTrimmed = 3;

interface Draft {
  readonly firstLine: number;
  /** Started by a `diff --git` line, whose extended header may follow. */
  readonly git: boolean;
  gitNames: ReturnType<typeof gitLineNames>;
  oldPath?: string | undefined;
  newPath?: string | undefined;
  /** `--- ` and `+++ ` were read. */
  named: boolean;
  change: FileChange;
  binary: boolean;
  oldMode?: string;
  newMode?: string;
  similarity?: number;
  /** Index of the first hunk's line, or -1. */
  hunksFrom: number;
  hunksTo: number;
  hunkHeaders: { line: number; section: string }[];
  added: number;
  deleted: number;
}

/** The marks that a hunk's line can start with, by their code. */
const marks: Readonly<Record<number, string>> = { 32: ' ', 43: '+', 45: '-', 92: '\\' };

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(?: ?(.*))?$/;

class PatchReader {
  private readonly lines: string[];
  private readonly files: PatchFile[] = [];
  private draft: Draft | undefined;
  /** Index of a line that announces a file without naming it for good (`Index: x`, `diff -u a b`), or -1. */
  private announced = -1;
  private at = 0;

  private readonly text: string;
  /** Where each line starts in the text. */
  private readonly starts: number[] = [];
  /** A line was repaired: the hunks of this patch are no longer what stands in the text. */
  private repaired = false;

  constructor(text: string) {
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text;
    this.lines = this.text.split('\n');
    let start = 0;
    for (const line of this.lines) {
      this.starts.push(start);
      start += line.length + 1;
    }
  }

  read(): PatchFile[] {
    while (this.at < this.lines.length) this.step();
    this.finish();
    if (this.files.length === 0) {
      const first = this.lines.findIndex((line) => line.trim() !== '');
      throw this.malformed(first, 'a unified diff («diff --git», or «---» and «+++» lines)');
    }
    return this.files;
  }

  /** Reads one header line, or one whole hunk, leaving `at` on its last line; passes over prose. */
  private step(): void {
    const line = this.lines[this.at] as string;
    switch (line.charCodeAt(0)) {
      case 0x64 /* d */:
        if (line.startsWith('diff --git ')) this.startGit(line);
        else if (line.startsWith('diff --cc ') || line.startsWith('diff --combined ')) {
          throw this.malformed(
            this.at,
            "a diff against one parent (a merge's combined diff can't be applied)",
          );
        } else if (line.startsWith('diff -')) this.announce();
        else if (line.startsWith('deleted file mode ')) this.extended('deleted', line.slice(18));
        break;
      case 0x49 /* I */:
        if (line.startsWith('Index: ')) this.announce();
        break;
      case 0x2d /* - */:
        if (line.startsWith('--- ') && this.lines[this.at + 1]?.startsWith('+++ ')) this.names(line);
        break;
      case 0x40 /* @ */:
        if (line.startsWith('@@ ')) this.hunk(line);
        break;
      case 0x42 /* B */:
        if (/^Binary files .* differ\r?$/.test(line)) this.binary(line);
        break;
      case 0x47 /* G */:
        if (line.startsWith('GIT binary patch') && this.draft?.git) this.draft.binary = true;
        break;
      default:
        if (this.draft?.git && this.draft.hunksFrom < 0) this.extendedLine(line, this.draft);
    }
    this.at++;
  }

  private extendedLine(line: string, draft: Draft): void {
    if (line.startsWith('new file mode ')) this.extended('added', line.slice(14));
    else if (line.startsWith('old mode ')) draft.oldMode = line.slice(9).trim();
    else if (line.startsWith('new mode ')) draft.newMode = line.slice(9).trim();
    else if (line.startsWith('similarity index ')) draft.similarity = Number.parseInt(line.slice(17), 10);
    else {
      const match = /^(rename|copy) (from|to) (.*?)\r?$/.exec(line);
      if (!match) return;
      draft.change = match[1] === 'rename' ? 'renamed' : 'copied';
      draft[match[2] === 'from' ? 'oldPath' : 'newPath'] = barePath(match[3] as string);
    }
  }

  private extended(change: 'added' | 'deleted', mode: string): void {
    if (!this.draft?.git || this.draft.hunksFrom >= 0) return;
    this.draft.change = change;
    this.draft[change === 'added' ? 'newMode' : 'oldMode'] = mode.trim();
  }

  private startGit(line: string): void {
    this.finish();
    this.draft = newDraft(this.at, true);
    this.draft.gitNames = gitLineNames(line.slice(11).replace(/\r$/, ''));
  }

  private announce(): void {
    this.finish();
    this.announced = this.at;
  }

  /** `--- old` and `+++ new`: they complete a git header, or start a file of their own. */
  private names(line: string): void {
    if (!this.draft?.git || this.draft.named) {
      this.finish();
      this.draft = newDraft(this.announced >= 0 ? this.announced : this.at, false);
      this.announced = -1;
    }
    const { draft } = this;
    const newLine = this.lines[this.at + 1] as string;
    const names = withoutPrefixes(
      headerName(line.slice(4).replace(/\r$/, '')),
      headerName(newLine.slice(4).replace(/\r$/, '')),
    );
    draft.named = true;
    if (draft.change === 'modified') {
      if (names.oldPath === undefined) draft.change = 'added';
      else if (names.newPath === undefined) draft.change = 'deleted';
    }
    if (draft.change !== 'renamed' && draft.change !== 'copied') {
      draft.oldPath = names.oldPath;
      draft.newPath = names.newPath;
    }
    this.at++;
    if (!this.lines[this.at + 1]?.startsWith('@@ ')) {
      throw this.malformed(this.at + 1, "a hunk («@@ -1,3 +1,4 @@») after the file's «+++» line");
    }
  }

  private binary(line: string): void {
    if (!this.draft || this.draft.hunksFrom >= 0 || (!this.draft.git && this.draft.named)) {
      this.finish();
      this.draft = newDraft(this.announced >= 0 ? this.announced : this.at, false);
      this.announced = -1;
      const match = /^Binary files (.*) and (.*) differ/.exec(line);
      const names = withoutPrefixes(headerName(match?.[1] ?? ''), headerName(match?.[2] ?? ''));
      this.draft.oldPath = names.oldPath;
      this.draft.newPath = names.newPath;
      if (names.oldPath === undefined) this.draft.change = 'added';
      if (names.newPath === undefined) this.draft.change = 'deleted';
    }
    this.draft.binary = true;
  }

  /** Passes over a hunk by its counts, so that no line in it can be taken for a header, and checks each line's mark. */
  private hunk(line: string): void {
    const match = hunkHeader.exec(line.replace(/\r$/, ''));
    if (!match) throw this.malformed(this.at, 'a hunk header like «@@ -1,3 +1,4 @@»');
    const { draft } = this;
    if (!draft || (!draft.git && !draft.named)) {
      throw this.malformed(this.at, 'a file header («---» and «+++» lines) before the hunk');
    }
    if (draft.hunksFrom < 0) draft.hunksFrom = this.at;
    draft.hunkHeaders.push({ line: this.at + 1, section: match[5] ?? '' });
    let oldLeft = Number(match[2] ?? 1);
    let newLeft = Number(match[4] ?? 1);
    this.at++;
    while (oldLeft > 0 || newLeft > 0) {
      const mark = this.markAt(this.at, oldLeft, newLeft);
      if (mark === '\\') {
        this.at++;
        continue;
      }
      if (mark === '+') draft.added++;
      else oldLeft--;
      if (mark === '-') draft.deleted++;
      else newLeft--;
      if (oldLeft < 0 || newLeft < 0) {
        throw this.malformed(this.at, remaining(Math.max(0, oldLeft), Math.max(0, newLeft)));
      }
      this.at++;
    }
    if (this.lines[this.at]?.startsWith('\\')) this.at++;
    draft.hunksTo = this.at;
    this.checkEnd();
    this.at--;
  }

  /** The mark of a hunk's line. Repairs what editors, mails and agents trim and what can mean only one thing. */
  private markAt(index: number, oldLeft: number, newLeft: number): string {
    const { lines } = this;
    const line = lines[index];
    if (index >= lines.length - 1 && (line ?? '') === '') {
      // Blank context lines at the very end of a patch get lost when its text is trimmed.
      if (oldLeft !== newLeft || oldLeft > mostTrimmed)
        throw this.malformed(index, remaining(oldLeft, newLeft));
      lines[index] = ' ';
      this.repaired = true;
      return ' ';
    }
    // An empty context line without its blank: git takes it too, unless a carriage return is left of it.
    if (line === '' || line === '\r') {
      lines[index] = ` ${line}`;
      this.repaired = true;
    }
    const mark = marks[(lines[index] as string).charCodeAt(0)];
    if (mark === undefined) {
      throw this.malformed(index, remaining(oldLeft, newLeft));
    }
    return mark;
  }

  /** A hunk whose header counts too few lines would lose the rest of them in silence. */
  private checkEnd(): void {
    for (let i = this.at; i < this.lines.length; i++) {
      const line = this.lines[i] as string;
      const mark = line[0];
      if (mark !== ' ' && mark !== '+' && mark !== '-') return;
      if (/^--\s*$/.test(line)) return;
      if (line.startsWith('--- ') && this.lines[i + 1]?.startsWith('+++ ')) return;
      if (mark !== ' ') throw this.malformed(i, 'the end of the hunk, by the counts in its header');
    }
  }

  private finish(): void {
    const { draft } = this;
    this.draft = undefined;
    if (!draft) return;
    const named = draft.oldPath !== undefined || draft.newPath !== undefined;
    if (!named && draft.gitNames) {
      draft.oldPath = draft.gitNames.oldPath;
      draft.newPath = draft.gitNames.newPath;
    }
    const path = (draft.change === 'deleted' ? draft.oldPath : draft.newPath) ?? draft.oldPath;
    if (path === undefined || path === '') {
      throw this.malformed(draft.firstLine - 1, 'the names of the two sides of a file');
    }
    this.files.push(this.file(draft, path));
  }

  private file(draft: Draft, path: string): PatchFile {
    const { change, binary, oldPath, newPath, oldMode, newMode, similarity, firstLine } = draft;
    const hunks = this.hunks(draft);
    const modeOnly = change === 'modified' && hunks.length === 0 && !binary && oldMode !== undefined;
    const file: { -readonly [key in keyof PatchFile]: PatchFile[key] } = {
      path,
      change: modeOnly ? 'modeChanged' : change,
      binary,
      hunks,
      added: draft.added,
      deleted: draft.deleted,
      firstLine,
      lastLine: Math.max(draft.hunksTo, this.lastHeaderLine(draft)),
    };
    if (change !== 'added') file.oldPath = oldPath ?? path;
    if (change !== 'deleted') file.newPath = newPath ?? path;
    if (oldMode !== undefined) file.oldMode = oldMode;
    if (newMode !== undefined) file.newMode = newMode;
    if (similarity !== undefined) file.similarity = similarity;
    return file;
  }

  private hunks({ hunksFrom, hunksTo, hunkHeaders }: Draft): Hunk[] {
    if (hunksFrom < 0) return [];
    const text =
      this.repaired || hunksTo >= this.lines.length
        ? `${this.lines.slice(hunksFrom, hunksTo).join('\n')}\n`
        : this.text.slice(this.starts[hunksFrom], this.starts[hunksTo]);
    const parsed = parseHunks(text)[0]?.hunks ?? [];
    return parsed.map(({ oldStart, oldLines, newStart, newLines, lines }, i): Hunk => {
      const { line, section } = hunkHeaders[i] as { line: number; section: string };
      return {
        oldStart,
        oldLines,
        newStart,
        newLines,
        section,
        document: line,
        lines: patchLines(lines, oldStart, newStart, line + 1),
      };
    });
  }

  private lastHeaderLine({ firstLine, hunksTo }: Draft): number {
    return hunksTo > 0 ? hunksTo : Math.max(firstLine, Math.min(this.at, this.lines.length));
  }

  private malformed(index: number, expected: string): MalformedPatch {
    const line = this.lines[index];
    const end = line === undefined || (index === this.lines.length - 1 && line === '');
    return new MalformedPatch(
      index + 1,
      expected,
      end ? 'the end of the patch' : `«${line.slice(0, 80).trimEnd()}»`,
    );
  }
}

function newDraft(index: number, git: boolean): Draft {
  return {
    firstLine: index + 1,
    git,
    gitNames: undefined,
    named: false,
    change: 'modified',
    binary: false,
    hunksFrom: -1,
    hunksTo: 0,
    hunkHeaders: [],
    added: 0,
    deleted: 0,
  };
}

function patchLines(
  lines: readonly string[],
  oldStart: number,
  newStart: number,
  document: number,
): PatchLine[] {
  const result: PatchLine[] = [];
  let oldLine = oldStart;
  let newLine = newStart;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const mark = line.charCodeAt(0);
    if (mark === 0x5c /* \\ */) continue;
    const kind = mark === 0x2b /* + */ ? 'added' : mark === 0x2d /* - */ ? 'deleted' : 'context';
    const entry = { kind, text: line.slice(1), oldLine, newLine, document: document + i } as const;
    const last = i + 1 < lines.length && (lines[i + 1] as string).charCodeAt(0) === 0x5c;
    result.push(last ? { ...entry, noNewlineAtEnd: true } : entry);
    if (kind !== 'added') oldLine++;
    if (kind !== 'deleted') newLine++;
  }
  return result;
}

function remaining(oldLines: number, newLines: number): string {
  if (oldLines === 0 && newLines === 0) return 'the end of the hunk, by the counts in its header';
  const parts = [
    oldLines > 0 ? `${oldLines} more old` : '',
    newLines > 0 ? `${newLines} more new` : '',
  ].filter((part) => part !== '');
  return `${parts.join(' and ')} ${oldLines + newLines === 1 ? 'line' : 'lines'} of the hunk (starting with a blank, - or +)`;
}
