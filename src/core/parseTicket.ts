import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isMap, isScalar, parseDocument } from 'yaml';
import { endOfValue, type IssuePiece, isJson, malformed, manyIssues, readIssue } from './issueJson.js';
import { OffsetMap } from './offsetMap.js';
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
 * @throws CouldNotRate when there is nothing to rate (`empty`), or it is a patch, or the JSON is broken or no issue (`malformed`).
 */
export function parseTicket(text: string, source: string): Ticket {
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return isJson(document) ? parseIssue(document, source) : parseText(document, source);
}

function parseText(text: string, source: string): Ticket {
  const frontMatter = parseFrontMatter(text) ?? parseMailHead(text);
  const start = skipComments(text, frontMatter?.end ?? 0);
  const titled = frontMatter?.title;
  if (start === text.length && !titled) throw empty(source);
  if (patchStart.test(text.slice(start, start + longestPatchStart))) throw isPatch();
  const { title, bodyStart } = titled ? { title: titled, bodyStart: start } : firstLine(text, start);
  const lines = new LineIndex(text);
  return {
    source,
    text,
    title,
    body: { text: text.slice(bodyStart), offset: bodyStart },
    comments: [],
    unreadComments: 0,
    fields: frontMatter?.fields ?? {},
    lines,
    rangeInDocument: (startOffset, endOffset) => lines.range(startOffset, endOffset),
  };
}

/** Lines with which a patch begins, and no ticket. */
const patchStart =
  /^(?:diff --git \S|Index: .+\r?\n={20}|From [\da-f]{40} |--- \S.*\r?\n\+\+\+ \S.*\r?\n@@ )/;
const longestPatchStart = 10_000;

function isPatch(): CouldNotRate {
  return new CouldNotRate(
    'malformed',
    'This is a patch, not a ticket.',
    'Rate it as a patch, or give the ticket that it answers.',
  );
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
  const next = lineAt(text, line.next);
  const after = lineAt(text, next.next);
  // reStructuredText puts the title between two lines of signs.
  if (isRuler(content) && content.trimEnd() === text.slice(next.next, after.end).trimEnd()) {
    const title = text.slice(line.next, next.end);
    const offset = line.next + title.length - title.trimStart().length;
    if (title.trim()) return { title: { text: title.trim(), offset }, bodyStart: after.next };
  }
  if (/^(?:```|~~~)/.test(content)) return { title: { text: '', offset: start }, bodyStart: start };
  const hashes = /^(?:#{1,6}(?=[ \t]|$)|h[1-6]\.(?=[ \t]))/.exec(content)?.[0].length ?? 0;
  const heading = hashes > 0 ? content.slice(hashes).replace(/[ \t]#+[ \t]*$/, '') : content;
  const offset = start + hashes + heading.length - heading.trimStart().length;
  const underlined =
    hashes === 0 && /^(?:=+|-+|~{3,}|\^{3,}|\*{3,})[ \t]*$/.test(text.slice(line.next, next.end));
  return {
    title: { text: heading.trim(), offset },
    bodyStart: underlined ? next.next : line.next,
  };
}

/** A line of one sign, as reStructuredText draws them above and below titles. */
function isRuler(line: string): boolean {
  return /^([=\-~^"'`#*+.:_])\1{2,}[ \t]*$/.test(line);
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
    return { fields: yaml.toJS(), title: part, end: lineAt(text, close.index).next };
  } catch {
    return undefined;
  }
}

/** The head of a mail at the very start, whose subject is the title. */
function parseMailHead(text: string): FrontMatter | undefined {
  const head = /^(?:[A-Z][\w-]{1,40}:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*){2,}(?=\r?\n)/.exec(
    text.slice(0, longestFrontMatter),
  )?.[0];
  const subject = head && /^Subject:[ \t]*(\S[^\r\n]*)/m.exec(head);
  if (!head || !subject || !/^From:/m.test(head)) return undefined;
  const title = (subject[1] as string).trimEnd();
  const offset = subject.index + subject[0].indexOf(title, 'Subject:'.length);
  return { fields: {}, title: { text: title, offset }, end: head.length };
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
  const root = parseJson(json, source);
  const issue = readIssue(JSON.parse(json), source);
  const offsets = new OffsetMap();
  let text = '';
  const add = (pieces: readonly IssuePiece[]): TicketPart => {
    const offset = text.length;
    for (const piece of pieces) {
      if (typeof piece === 'string') text += piece;
      else {
        const { offset: quote, length } = findNodeAtLocation(root, [...piece.path]) as Node;
        offsets.addString(json.slice(quote + 1, quote + length - 1), quote + 1, text.length);
        text += piece.text;
      }
    }
    return { text: text.slice(offset), offset };
  };
  const title = add(issue.title);
  add(['\n']);
  const body = add(issue.body);
  const comments = issue.comments.map((comment) => {
    add(['\n\n']);
    return add(comment);
  });
  const whole = { text: text.slice(body.offset), offset: body.offset };
  if (!title.text.trim() && skipComments(whole.text, 0) === whole.text.length) throw empty(source);
  const lines = new LineIndex(json);
  return {
    source,
    text,
    title,
    body: whole,
    comments,
    unreadComments: issue.unreadComments,
    fields: issue.fields,
    lines: new LineIndex(text),
    rangeInDocument: (start, end) => lines.range(offsets.inDocument(start), offsets.inDocument(end)),
  };
}

function parseJson(json: string, source: string): Node {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(json, errors, { disallowComments: true });
  } catch {
    throw malformed(`${source} is not an issue: its JSON is nested too deeply.`);
  }
  const [error] = errors;
  if (!error && root) return root;
  const end = endOfValue(json);
  if (end !== undefined && json.slice(end).trimStart().startsWith('{')) throw manyIssues(source);
  const { line, column } = new LineIndex(json).position(error?.offset ?? 0);
  const what = (error ? printParseErrorCode(error.error) : 'ValueExpected')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  throw malformed(`${source}, line ${line}, column ${column}: broken JSON (${what}).`);
}

function empty(source: string): CouldNotRate {
  return new CouldNotRate(
    'empty',
    `${source} is empty.`,
    'Write what is wrong or wanted, then rate it again.',
  );
}
