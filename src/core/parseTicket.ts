import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { isMap, isScalar, parseDocument } from 'yaml';
import { LineIndex } from './place.js';
import { CouldNotRate } from './rating.js';
import type { Ticket, TicketPart } from './ticket.js';

/** Front matter longer than this, in UTF-16 units, is read as text: nobody writes so much of it by hand. */
const longestFrontMatter = 20_000;

/**
 * Reads a ticket from Markdown, plain text, or a GitHub issue as the REST API gives it (a JSON object with
 * `title` and `body`). A byte order mark is dropped and not counted.
 *
 * The title of a text is the front matter's `title`, else its first line that is neither blank nor a comment,
 * without the marks of a Markdown heading; the body is what follows.
 *
 * @param source what the reader calls it: a file name, `standard input`, an issue's address.
 * @throws CouldNotRate when there is nothing to rate (`empty`) or the JSON is broken or no issue (`malformed`).
 */
export function parseTicket(text: string, source: string): Ticket {
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return /^\s*\{\s*["}]/.test(document) ? parseIssue(document, source) : parseText(document, source);
}

function parseText(text: string, source: string): Ticket {
  const frontMatter = parseFrontMatter(text);
  const start = skipComments(text, frontMatter?.end ?? 0);
  const titled = frontMatter?.title;
  if (start === text.length && !titled) throw empty(source);
  const { title, bodyStart } = titled ? { title: titled, bodyStart: start } : firstLine(text, start);
  const lines = new LineIndex(text);
  return {
    source,
    text,
    title,
    body: { text: text.slice(bodyStart), offset: bodyStart },
    fields: frontMatter?.fields ?? {},
    lines,
    rangeInDocument: (startOffset, endOffset) => lines.range(startOffset, endOffset),
  };
}

/** The next offset that is neither white space nor inside an HTML comment. */
function skipComments(text: string, from: number): number {
  const blank = /\s*/y;
  let offset = from;
  for (;;) {
    blank.lastIndex = offset;
    offset += blank.exec(text)?.[0].length ?? 0;
    const end = text.startsWith('<!--', offset) ? text.indexOf('-->', offset) : -1;
    if (end < 0) return offset;
    offset = end + '-->'.length;
  }
}

function firstLine(text: string, start: number): { title: TicketPart; bodyStart: number } {
  const line = lineAt(text, start);
  const content = text.slice(start, line.end);
  if (/^(?:```|~~~)/.test(content)) return { title: { text: '', offset: start }, bodyStart: start };
  const hashes = /^#{1,6}(?=[ \t]|$)/.exec(content)?.[0].length ?? 0;
  const heading = hashes > 0 ? content.slice(hashes).replace(/[ \t]#+[ \t]*$/, '') : content;
  const offset = start + hashes + heading.length - heading.trimStart().length;
  const underline = lineAt(text, line.next);
  const underlined = hashes === 0 && /^(?:=+|-+)[ \t]*$/.test(text.slice(line.next, underline.end));
  return {
    title: { text: heading.trim(), offset },
    bodyStart: underlined ? underline.next : line.next,
  };
}

/** The end of the line around `offset`, without and with its line end. */
function lineAt(text: string, offset: number): { end: number; next: number } {
  const lineEnd = /\r\n|\r|\n/g;
  lineEnd.lastIndex = offset;
  const match = lineEnd.exec(text);
  return match
    ? { end: match.index, next: match.index + match[0].length }
    : { end: text.length, next: text.length };
}

interface FrontMatter {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly title?: TicketPart;
  /** Offset after the closing fence's line. */
  readonly end: number;
}

/** YAML between `---` lines at the very start; anything that is not a YAML mapping is left to be text. */
function parseFrontMatter(text: string): FrontMatter | undefined {
  const head = text.slice(0, longestFrontMatter);
  const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(head)?.[0].length;
  if (opening === undefined) return undefined;
  const closing = /^(?:---|\.\.\.)[ \t]*$/gm;
  closing.lastIndex = opening;
  const close = closing.exec(head);
  if (!close) return undefined;
  try {
    const yaml = parseDocument(head.slice(opening, close.index), { logLevel: 'silent' });
    if (yaml.errors.length > 0 || !isMap(yaml.contents)) return undefined;
    const title = yaml.contents.get('title', true);
    const part =
      isScalar(title) && typeof title.value === 'string' ? scalarPart(title, head, opening) : undefined;
    return { fields: yaml.toJS(), ...(part && { title: part }), end: lineAt(text, close.index).next };
  } catch {
    return undefined;
  }
}

/** A scalar as it stands in the text, without its quotes; nothing for an empty one. */
function scalarPart(
  { range }: { readonly range?: readonly [number, number, number] | null | undefined },
  text: string,
  base: number,
): TicketPart | undefined {
  if (!range) return undefined;
  const source = text.slice(base + range[0], base + range[1]);
  const quoted = source.length > 1 && /^["']/.test(source) && source.endsWith(source.charAt(0));
  const content = quoted ? source.slice(1, -1) : source;
  const offset = base + range[0] + (quoted ? 1 : 0) + content.length - content.trimStart().length;
  return content.trim() ? { text: content.trim(), offset } : undefined;
}

function parseIssue(json: string, source: string): Ticket {
  const strings = findStrings(json, source);
  const { title, body, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const titleStart = strings.get('title');
  if (typeof title !== 'string' || titleStart === undefined) {
    throw malformed(`${source} is JSON, but no GitHub issue: it has no text as \`title\`.`);
  }
  const bodyText = typeof body === 'string' ? body : '';
  if (!title.trim() && skipComments(bodyText, 0) === bodyText.length) throw empty(source);

  const text = `${title}\n${bodyText}`;
  const bodyOffset = title.length + 1;
  const offsets = new OffsetMap(json);
  offsets.addString(titleStart, title.length, 0);
  const bodyStart = strings.get('body');
  if (bodyStart !== undefined) offsets.addString(bodyStart, bodyText.length, bodyOffset);
  const lines = new LineIndex(json);
  return {
    source,
    text,
    title: { text: title, offset: 0 },
    body: { text: bodyText, offset: bodyOffset },
    fields,
    lines: new LineIndex(text),
    rangeInDocument: (start, end) => lines.range(offsets.inDocument(start), offsets.inDocument(end)),
  };
}

/** Where the string values of the outermost object's properties start, right after their opening quote. */
function findStrings(json: string, source: string): ReadonlyMap<string, number> {
  const strings = new Map<string, number>();
  let depth = 0;
  let property = '';
  let broken: { code: ParseErrorCode; offset: number } | undefined;
  const open = () => {
    depth++;
  };
  const close = () => {
    depth--;
  };
  const visitor: JSONVisitor = {
    onObjectBegin: open,
    onObjectEnd: close,
    onArrayBegin: open,
    onArrayEnd: close,
    onObjectProperty: (name) => {
      if (depth === 1) property = name;
    },
    onLiteralValue: (value, offset) => {
      if (depth === 1 && typeof value === 'string') strings.set(property, offset + 1);
    },
    onError: (code, offset) => {
      broken ??= { code, offset };
    },
  };
  try {
    visit(json, visitor, { disallowComments: true });
  } catch {
    throw malformed(`${source} is no GitHub issue: its JSON is nested too deeply.`);
  }
  if (!broken) return strings;
  const { line, column } = new LineIndex(json).position(broken.offset);
  const what = printParseErrorCode(broken.code)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  throw malformed(`${source}, line ${line}, column ${column}: broken JSON (${what}).`);
}

/** Where the characters of a text stand in the JSON that holds stretches of it as escaped strings. */
class OffsetMap {
  /** Ascending; from `texts[i]` on, the text stands unescaped from `documents[i]` on. */
  private readonly texts: number[] = [];
  private readonly documents: number[] = [];

  constructor(private readonly json: string) {}

  /** Adds the string of `length` characters that starts at `document` and is the text from `text` on. */
  addString(document: number, length: number, text: number): void {
    const escapes = /\\(?:u....|.)/g;
    escapes.lastIndex = document;
    const end = text + length;
    let at = text;
    let from = document;
    this.add(at, from);
    for (let match = escapes.exec(this.json); match; match = escapes.exec(this.json)) {
      at += match.index - from;
      if (at >= end) return;
      this.add(at, match.index);
      at += 1;
      from = match.index + match[0].length;
      this.add(at, from);
    }
  }

  inDocument(offset: number): number {
    let low = 0;
    let high = this.texts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.texts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.documents[low] as number) + Math.max(0, offset - (this.texts[low] as number));
  }

  private add(text: number, document: number): void {
    this.texts.push(text);
    this.documents.push(document);
  }
}

function empty(source: string): CouldNotRate {
  return new CouldNotRate(
    'empty',
    `${source} is empty.`,
    'Write what is wrong or wanted, then rate it again.',
  );
}

function malformed(message: string): CouldNotRate {
  return new CouldNotRate(
    'malformed',
    message,
    'Give Markdown, plain text, or an issue as `gh api repos/OWNER/NAME/issues/NUMBER` prints it.',
  );
}
