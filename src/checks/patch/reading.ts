import { grouped } from '../../core/grouped.js';
import type { Hunk, Patch, PatchFile, PatchLine } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { type FileKind, kindsOf } from './fileKind.js';
import { type Language, languageOf } from './language.js';

/** `text` is within a string of several lines that is no documentation. */
export type LineRole = 'code' | 'comment' | 'documentation' | 'text' | 'blank';

/** A line of a hunk with what the checks ask of it. */
export interface ReadLine {
  readonly file: PatchFile;
  readonly line: PatchLine;
  /** The text without the white space around it. */
  readonly code: string;
  /** The leading lower-case word of code (`if`, `return`, `print`), else the empty string. */
  readonly head: string;
  readonly role: LineRole;
  readonly indent: number;
  /** Its hunk, and where among its lines it stands. */
  readonly hunk: ReadHunk;
  readonly at: number;
}

export interface ReadHunk {
  readonly file: PatchFile;
  readonly section: string;
  readonly lines: readonly ReadLine[];
}

/** A patch, gone through once for all checks. Files that are not read line by line have no lines here. */
export type PatchReading = ReturnType<typeof readPatch>;

/** @param ticket the ticket that it answers */
export function readPatch(patch: Patch, ticket: Ticket | undefined) {
  const kinds = kindsOf(patch);
  const hunks = patch.files.flatMap((file) => {
    const language = languageOf(file.path);
    return file.hunks.map((hunk) => readHunk(file, hunk, language));
  });
  const linesOf = (sought: FileKind, change: PatchLine['kind']): readonly ReadLine[] =>
    hunks.flatMap(({ file, lines }) =>
      kinds.get(file) === sought ? lines.filter(({ line }) => line.kind === change) : [],
    );
  return {
    patch,
    ticket,
    kinds,
    /** Every hunk of every file. */
    hunks,
    /** Added and deleted lines of source files, scratch files left out. */
    added: linesOf('source', 'added'),
    deleted: linesOf('source', 'deleted'),
    /** Those of test files. */
    testsAdded: linesOf('test', 'added'),
    testsDeleted: linesOf('test', 'deleted'),
  };
}

function readHunk(file: PatchFile, { lines, section }: Hunk, language: Language): ReadHunk {
  const read: ReadLine[] = [];
  const hunk: ReadHunk = { file, section, lines: read };
  const before = new Roles(
    language,
    lines.filter((line) => line.kind !== 'added'),
  );
  const after = new Roles(
    language,
    lines.filter((line) => line.kind !== 'deleted'),
  );
  for (const [at, line] of lines.entries()) {
    const { text, kind } = line;
    const code = text.trim();
    const old = kind === 'added' ? undefined : before.next(code);
    const role = (kind === 'deleted' ? old : after.next(code)) as LineRole;
    const indent = code === '' ? 0 : text.length - text.trimStart().length;
    read.push({ file, line, code, head: role === 'code' ? headOf(code) : '', role, indent, hunk, at });
  }
  return hunk;
}

/** The roles of one side's lines, one after the other. */
class Roles {
  /** What ends the comment or string that the next line stands in. */
  private close: string | undefined;
  private inside: LineRole = 'code';

  constructor(
    private readonly language: Language,
    lines: readonly PatchLine[],
  ) {
    const close = closedFirst(language, lines);
    if (close !== undefined) this.enter(close, close === language.block?.[1] ? 'comment' : 'documentation');
  }

  next(code: string): LineRole {
    if (this.close !== undefined) {
      const role = this.inside;
      if (code.includes(this.close)) this.close = undefined;
      return code === '' ? 'blank' : role;
    }
    if (code === '') return 'blank';
    const { line, block, docStrings } = this.language;
    if (line.some((mark) => code.startsWith(mark)) && !code.startsWith('#!')) return 'comment';
    if (block) {
      const [open, close] = block;
      const start = code.startsWith(open) ? 0 : openedLate(code, open);
      if (start >= 0) {
        if (!code.includes(close, start + open.length)) this.enter(close, 'comment');
        // Code may follow a comment that ends on its line.
        if (start === 0) return /\*\/\s*\S/.test(code) ? 'code' : 'comment';
      }
    }
    return docStrings ? this.quoted(code) : 'code';
  }

  private quoted(code: string): LineRole {
    const quote = firstQuote(code);
    if (quote === undefined) return 'code';
    const isDocumentation = /^[rRuUbBfF]{0,2}(?:"""|''')/.test(code);
    if (code.split(quote).length % 2 === 0) this.enter(quote, isDocumentation ? 'documentation' : 'text');
    return isDocumentation ? 'documentation' : 'code';
  }

  private enter(close: string, inside: LineRole): void {
    this.close = close;
    this.inside = inside;
  }
}

function firstQuote(code: string): string | undefined {
  const [double, single] = [code.indexOf('"""'), code.indexOf("'''")];
  if (double < 0 && single < 0) return undefined;
  return single < 0 || (double >= 0 && double < single) ? '"""' : "'''";
}

/** A comment that is opened behind code; a path such as `src/*.js` opens none. */
function openedLate(code: string, open: string): number {
  const at = open === '/*' ? code.indexOf(' /*') : -1;
  return at >= 0 && /[;{},)]$/.test(code.slice(0, at).trimEnd()) ? at + 1 : -1;
}

/** The mark that ends a comment or string which was open before the hunk began, if its lines show it. */
function closedFirst({ block, docStrings }: Language, lines: readonly PatchLine[]): string | undefined {
  let previous = '';
  for (const [at, { text }] of lines.entries()) {
    const code = text.trim();
    if (block) {
      const [open, close] = block;
      const end = code.indexOf(close);
      if (code.startsWith(open)) return undefined;
      if (end >= 0 && code.lastIndexOf(open, end) < 0 && !isGlob(code, end)) return close;
    }
    const quote = docStrings ? firstQuote(code) : undefined;
    if (quote !== undefined) {
      const isEnd =
        code === quote
          ? previous === ''
            ? isCodeBelow(lines, at, quote)
            : !/[:(=]$/.test(previous)
          : code.indexOf(quote) === code.length - 3 && !/[=(]/.test(code);
      return isEnd ? quote : undefined;
    }
    if (code !== '') previous = code;
  }
  return undefined;
}

/** Whether what ends a comment elsewhere stands in a string without blanks, as in a glob. */
function isGlob(code: string, end: number): boolean {
  return /["'`][^"'`\s]*$/.test(code.slice(Math.max(0, end - 100), end));
}

/** Whether quotes on the first line of a hunk end a string: code follows them, before others come. */
function isCodeBelow(lines: readonly PatchLine[], first: number, quote: string): boolean {
  for (let at = first + 1; at < lines.length; at++) {
    const code = (lines[at] as PatchLine).text.trim();
    if (statement.test(code)) return true;
    if (code.includes(quote)) return false;
  }
  return false;
}

const statement =
  /^(?:(?:async )?def|class|return|raise|if|for|while|with|try|assert|import|from|@\w)\b.*[:\w)\]]$|^[\w.]+ [-+*/|]?= /;

/** The leading lower-case word of a trimmed line. */
function headOf(code: string): string {
  return /^[a-z_]{1,12}(?![a-z_])/.exec(code)?.[0] ?? '';
}

export function isComment({ role }: ReadLine): boolean {
  return role === 'comment';
}

/** The nearest line above that stands on the new side and is not blank. */
export function lineAbove(one: ReadLine): ReadLine | undefined {
  return neighbor(one, -1);
}

/** The nearest line below that stands on the new side and is not blank. */
export function lineBelow(one: ReadLine): ReadLine | undefined {
  return neighbor(one, 1);
}

/** The nearest line below that is no comment either. */
export function statementBelow(one: ReadLine): ReadLine | undefined {
  let below = lineBelow(one);
  for (let i = 0; below?.role === 'comment' && i < mostBetween; i++) below = lineBelow(below);
  return below;
}

/** Lines of comments that are looked over, so that a check stays linear. */
const mostBetween = 200;

function neighbor({ hunk: { lines }, at }: ReadLine, step: 1 | -1): ReadLine | undefined {
  for (let i = at + step; i >= 0 && i < lines.length; i += step) {
    const one = lines[i] as ReadLine;
    if (one.line.kind !== 'deleted' && one.role !== 'blank') return one;
  }
  return undefined;
}

/** The nearest line above that is less deep: what a line belongs to. The search ends after {@link mostAbove} lines. */
export function lineAround(one: ReadLine): ReadLine | undefined {
  let above = lineAbove(one);
  for (let i = 0; above && i < mostAbove && above.indent >= one.indent; i++) above = lineAbove(above);
  return above;
}

const mostAbove = 20;

/** Added lines of which none is among the deleted ones: what is only moved is not new. */
export function newLines(lines: readonly ReadLine[]): ReadLine[] {
  const was = new Set(lines.filter(({ line }) => line.kind === 'deleted').map(({ code }) => code));
  return lines.filter(({ line, code }) => line.kind === 'added' && !was.has(code));
}

/** Hunks by the part of the patch that they belong to, in its order. */
export function hunksByFile(hunks: readonly ReadHunk[]): ReadonlyMap<PatchFile, readonly ReadHunk[]> {
  return grouped(hunks, ({ file }) => file);
}
