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
  /** Each hunk's first line, counted from 1, and the index after its last. */
  hunkHeaders: { readonly line: number; end: number; readonly section: string }[];
  added: number;
  deleted: number;
}

/** What a hunk's line starts with, as character codes. */
const mark = { context: 0x20, added: 0x2b, deleted: 0x2d, remark: 0x5c } as const;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(?: ?(.*))?$/;

class PatchReader {
  private readonly files: PatchFile[] = [];
  private draft: Draft | undefined;
  /** Index of a line that announces a file without naming it for good (`Index: x`, `diff -u a b`), or -1. */
  private announced = -1;
  private at = 0;

  private readonly text: string;
  /** Where each line starts in the text, and where one after the last would. Lines are cut out only when needed. */
  private readonly starts: number[] = [0];
  private readonly count: number;
  /** Lines of context that lost their leading blank. */
  private readonly trimmed = new Set<number>();

  constructor(text: string) {
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text;
    for (let end = this.text.indexOf('\n'); end >= 0; end = this.text.indexOf('\n', end + 1)) {
      this.starts.push(end + 1);
    }
    this.count = this.starts.length;
    this.starts.push(this.text.length + 1);
  }

  read(): PatchFile[] {
    while (this.at < this.count) this.step();
    this.finish();
    if (this.files.length === 0) {
      const first = this.text.slice(0, this.text.search(/\S/)).split('\n').length - 1;
      throw this.malformed(first, 'a unified diff («diff --git», or «---» and «+++» lines)');
    }
    return this.files;
  }

  private line(index: number): string {
    return this.text.slice(this.starts[index], (this.starts[index + 1] as number) - 1);
  }

  /** A line without the carriage return that may end it. */
  private bareLine(index: number): string {
    const line = this.line(index);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  private startsWith(prefix: string, index = this.at): boolean {
    return index < this.count && this.text.startsWith(prefix, this.starts[index]);
  }

  /** Reads one header line, or one whole hunk, leaving `at` on its last line; passes over prose. */
  private step(): void {
    switch (this.text.charCodeAt(this.starts[this.at] as number)) {
      case 0x64 /* d */:
        if (this.startsWith('diff --git ')) this.startGit();
        else if (this.startsWith('diff --cc ') || this.startsWith('diff --combined ')) {
          throw this.malformed(
            this.at,
            "a diff against one parent (a merge's combined diff can't be applied)",
          );
        } else if (this.startsWith('diff -')) this.announce();
        else if (this.startsWith('deleted file mode '))
          this.extended('deleted', this.line(this.at).slice(18));
        break;
      case 0x49 /* I */:
        if (this.startsWith('Index: ')) this.announce();
        break;
      case 0x2d /* - */:
        if (this.startsWith('--- ') && this.startsWith('+++ ', this.at + 1)) this.names();
        break;
      case 0x40 /* @ */:
        if (this.startsWith('@@ ')) this.hunk();
        break;
      case 0x42 /* B */:
        if (this.startsWith('Binary files ')) this.binary(this.line(this.at));
        break;
      case 0x47 /* G */:
        if (this.startsWith('GIT binary patch') && this.draft?.git) this.draft.binary = true;
        break;
      default:
        if (this.draft?.git && this.draft.hunksFrom < 0) this.extendedLine(this.line(this.at), this.draft);
    }
    this.at++;
  }

  private extendedLine(line: string, draft: Draft): void {
    if (line.startsWith('index ')) {
      // The mode of both sides, where it stays the same.
      const mode = / (\d{6})\r?$/.exec(line)?.[1];
      if (mode === undefined) return;
      draft.oldMode ??= mode;
      draft.newMode ??= mode;
      return;
    }
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

  private startGit(): void {
    this.finish();
    this.draft = newDraft(this.at, true);
  }

  private announce(): void {
    this.finish();
    this.announced = this.at;
  }

  /** `--- old` and `+++ new`: they complete a git header, or start a file of their own. */
  private names(): void {
    if (!this.draft?.git || this.draft.named) {
      this.finish();
      this.draft = newDraft(this.announced >= 0 ? this.announced : this.at, false);
      this.announced = -1;
    }
    const { draft } = this;
    const names = withoutPrefixes(
      headerName(this.bareLine(this.at).slice(4)),
      headerName(this.bareLine(this.at + 1).slice(4)),
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
    if (!this.startsWith('@@ ', this.at + 1)) {
      throw this.malformed(this.at + 1, "a hunk («@@ -1,3 +1,4 @@») after the file's «+++» line");
    }
  }

  private binary(line: string): void {
    const match = /^Binary files (.*) and (.*) differ\r?$/.exec(line);
    if (!match) return;
    if (!this.draft || this.draft.hunksFrom >= 0 || (!this.draft.git && this.draft.named)) {
      this.finish();
      this.draft = newDraft(this.announced >= 0 ? this.announced : this.at, false);
      this.announced = -1;
      const names = withoutPrefixes(headerName(match[1] as string), headerName(match[2] as string));
      this.draft.oldPath = names.oldPath;
      this.draft.newPath = names.newPath;
      if (names.oldPath === undefined) this.draft.change = 'added';
      if (names.newPath === undefined) this.draft.change = 'deleted';
    }
    this.draft.binary = true;
  }

  /** Passes over a hunk by its counts, so that no line in it can be taken for a header, and checks each line's mark. */
  private hunk(): void {
    const match = hunkHeader.exec(this.bareLine(this.at));
    if (!match) throw this.malformed(this.at, 'a hunk header like «@@ -1,3 +1,4 @@»');
    const { draft } = this;
    if (!draft || (!draft.git && !draft.named)) {
      throw this.malformed(this.at, 'a file header («---» and «+++» lines) before the hunk');
    }
    if (draft.hunksFrom < 0) draft.hunksFrom = this.at;
    const header = { line: this.at + 1, end: this.at + 1, section: match[5] ?? '' };
    draft.hunkHeaders.push(header);
    let oldLeft = Number(match[2] ?? 1);
    let newLeft = Number(match[4] ?? 1);
    this.at++;
    while (oldLeft > 0 || newLeft > 0) {
      const found = this.markAt(this.at, oldLeft, newLeft);
      if (found === mark.remark) {
        this.at++;
        continue;
      }
      if (found === mark.added) draft.added++;
      else oldLeft--;
      if (found === mark.deleted) draft.deleted++;
      else newLeft--;
      if (oldLeft < 0 || newLeft < 0) {
        throw this.malformed(this.at, remaining(Math.max(0, oldLeft), Math.max(0, newLeft)));
      }
      this.at++;
    }
    if (this.startsWith('\\')) this.at++;
    draft.hunksTo = this.at;
    header.end = this.at;
    this.checkEnd();
    this.at--;
  }

  /** The mark of a hunk's line. Repairs what editors, mails and agents trim and what can mean only one thing. */
  private markAt(index: number, oldLeft: number, newLeft: number): number {
    const first = index < this.count ? this.text.charCodeAt(this.starts[index] as number) : Number.NaN;
    switch (first) {
      case mark.context:
      case mark.added:
      case mark.deleted:
      case mark.remark:
        return first;
    }
    // An empty context line without its blank: git takes it too, unless a carriage return is left of it.
    const trimmed = first === lineFeed || (first === carriageReturn && this.line(index) === '\r');
    // Blank context lines at the very end of a patch get lost when its text is trimmed.
    const lost = Number.isNaN(first) && oldLeft === newLeft && oldLeft <= mostTrimmed;
    if (!trimmed && !lost) throw this.malformed(index, remaining(oldLeft, newLeft));
    this.trimmed.add(index);
    return mark.context;
  }

  /** A hunk whose header counts too few lines would lose the rest of them in silence. */
  private checkEnd(): void {
    for (let i = this.at; i < this.count; i++) {
      const first = this.text.charCodeAt(this.starts[i] as number);
      if (first !== mark.context && first !== mark.added && first !== mark.deleted) return;
      if (first === mark.context) continue;
      if (this.startsWith('--- ', i) && this.startsWith('+++ ', i + 1)) return;
      if (/^--\s*$/.test(this.line(i))) return;
      throw this.malformed(i, 'the end of the hunk, by the counts in its header');
    }
  }

  private finish(): void {
    const { draft } = this;
    this.draft = undefined;
    if (!draft) return;
    if (draft.git && draft.oldPath === undefined && draft.newPath === undefined) {
      const names = gitLineNames(this.bareLine(draft.firstLine - 1).slice('diff --git '.length));
      draft.oldPath = names?.oldPath;
      draft.newPath = names?.newPath;
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
    const modeOnly = change === 'modified' && hunks.length === 0 && !binary && oldMode !== newMode;
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
    const areTogether = hunkHeaders.every(({ line }, i) => i === 0 || hunkHeaders[i - 1]?.end === line - 1);
    // What stands between hunks is prose, whatever it looks like to jsdiff.
    const text = areTogether
      ? this.repaired(hunksFrom, hunksTo)
      : hunkHeaders.map(({ line, end }) => this.repaired(line - 1, end)).join('');
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

  /** The text of lines, with the blanks that were trimmed off them. */
  private repaired(from: number, to: number): string {
    if (this.trimmed.size === 0) return this.text.slice(this.starts[from], this.starts[to]);
    const lines = Array.from({ length: to - from }, (_, i) => {
      const index = from + i;
      if (!this.trimmed.has(index)) return this.line(index);
      return index < this.count ? ` ${this.line(index)}` : ' ';
    });
    return `${lines.join('\n')}\n`;
  }

  private lastHeaderLine({ firstLine, hunksTo }: Draft): number {
    return hunksTo > 0 ? hunksTo : Math.max(firstLine, Math.min(this.at, this.count));
  }

  private malformed(index: number, expected: string): MalformedPatch {
    const line = index < this.count ? this.line(index) : '';
    const end = index >= this.count || (index === this.count - 1 && line === '');
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
    const first = line.charCodeAt(0);
    if (first === mark.remark) {
      const last = result.pop();
      if (last) result.push({ ...last, noNewlineAtEnd: true });
      continue;
    }
    const kind = first === mark.added ? 'added' : first === mark.deleted ? 'deleted' : 'context';
    result.push({ kind, text: line.slice(1), oldLine, newLine, document: document + i });
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
