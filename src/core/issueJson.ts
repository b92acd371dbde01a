import { CouldNotRate } from './rating.js';
import { nameOf } from './surface.js';

/** A piece of an issue's text: a string of the JSON with the way to it, or words that join such strings. */
export type IssuePiece = string | { readonly text: string; readonly path: Path };

type Properties = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** What trackers put around an issue: GraphQL answers, webhooks, Jira's and Bugzilla's answers. */
const wrappers = [
  'issue',
  'object_attributes',
  'bugs',
  'data',
  'repository',
  'project',
  'organization',
  'workspace',
  'node',
  'issueOrPullRequest',
  'workItem',
] as const;
const lists = ['issues', 'items', 'nodes', 'bugs', 'edges', 'workItems'] as const;
const titles = ['title', 'summary', 'subject'] as const;
const bodies = ['body', 'description', 'bodyText'] as const;
const remarks = ['comments', 'comment', 'notes', 'discussions'] as const;
const counts = [
  'comments_count',
  'commentsCount',
  'user_notes_count',
  'userNotesCount',
  'comment_count',
] as const;
const words = ['body', 'text', 'note', 'bodyText'] as const;

/** Wrappers of an issue inside each other at most. */
const deepest = 8;

/**
 * Whether a text is JSON rather than Markdown that begins with a bracket: it starts an object with a key or a list of
 * values, and nothing but JSON follows its last bracket.
 */
export function isJson(text: string): boolean {
  if (!/^\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*$)|\[\s*(?:[[{"]|\]\s*$))/.test(text)) return false;
  const end = endOfValue(text);
  return end === undefined || /^\s*(?:[{[,]|$)/.test(text.slice(end, end + 200));
}

/** Where the first bracketed value of a text ends; nothing where its brackets never close. */
export function endOfValue(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/**
 * Reads an issue from the JSON of GitHub (REST, GraphQL, `gh issue view --json`), GitLab, Jira (also Atlassian's
 * document format), Linear or Bugzilla.
 *
 * @param answer the parsed JSON
 * @returns comments that it holds, oldest first, and how many more it only counts; in `fields`, its other properties
 * @throws CouldNotRate (`malformed`) for a list of issues, and for JSON that is no issue.
 */
export function readIssue(answer: unknown, source: string) {
  const { value, path } = unwrap(answer, source);
  // Jira keeps an issue's properties in `fields`.
  const isJira = isProperties(value['fields']) && !titleOf(value);
  const properties = isJira ? (value['fields'] as Properties) : value;
  const titleKey = titleOf(properties);
  const bodyKey = bodies.find((key) => key in properties);
  const inner = isJira ? [...path, 'fields'] : path;
  const pieces = (at: Path, content: unknown) => piecesOf(content, [...inner, ...at]);
  const talk = comments(properties, pieces);
  if (titleKey === undefined) {
    throw malformed(`${source} is JSON but not an issue: it has no text as \`title\` or \`summary\`.`);
  }
  // Bugzilla's first comment is the description.
  const [first, ...rest] = talk.read;
  const isFirst = bodyKey === undefined && 'summary' in properties && first !== undefined;
  if (bodyKey === undefined && !isFirst) {
    throw malformed(
      `${source} has a title but neither \`body\` nor \`description\`, so most of the issue is missing.`,
    );
  }
  return {
    title: pieces([titleKey], properties[titleKey]),
    body: isFirst ? first : pieces([bodyKey as string], properties[bodyKey as string]),
    comments: isFirst ? rest : talk.read,
    unreadComments: talk.unread,
    fields: Object.fromEntries(
      Object.entries(properties).filter(([key]) => key !== titleKey && key !== bodyKey),
    ),
  };
}

/** The issue inside what a tracker answers with, and the way to it. */
function unwrap(answer: unknown, source: string): { value: Properties; path: Path } {
  const path: (string | number)[] = [];
  let value = answer;
  for (let depth = 0; depth < deepest; depth++) {
    if (Array.isArray(value)) {
      if (value.length !== 1 || depth === 0) throw manyIssues(source, value.length);
      value = value[0];
      path.push(0);
    }
    if (!isProperties(value)) break;
    const properties = value;
    if (titleOf(properties) || isProperties(properties['fields'])) return { value: properties, path };
    const key = [...wrappers, ...lists].find(
      (name) => isProperties(properties[name]) || Array.isArray(properties[name]),
    );
    if (key === undefined) return { value: properties, path };
    value = properties[key];
    path.push(key);
  }
  throw malformed(`${source} is JSON but not an issue.`);
}

function comments(
  properties: Properties,
  pieces: (path: Path, content: unknown) => readonly IssuePiece[],
): { read: (readonly IssuePiece[])[]; unread: number } {
  const counted = counts.map((key) => properties[key]).find((count) => typeof count === 'number');
  for (const key of remarks) {
    const held = properties[key];
    if (typeof held === 'number') return { read: [], unread: held };
    const [path, items, total] = listIn(held, [key]);
    if (!items) continue;
    const read = items.flatMap((item, i): (readonly IssuePiece[])[] => {
      if (typeof item === 'string') return [pieces([...path, i], item)];
      const inNode = isProperties(item) && isProperties(item['node']);
      const comment = inNode ? (item['node'] as Properties) : item;
      if (!isProperties(comment)) return [];
      const word = words.find((name) => name in comment);
      return word ? [pieces([...path, i, ...(inNode ? ['node'] : []), word], comment[word])] : [];
    });
    return { read, unread: Math.max(0, (total ?? items.length) - read.length) };
  }
  return { read: [], unread: (counted as number | undefined) ?? 0 };
}

/** The list in a property: bare, or in what GraphQL and Jira put around one, with how many there are in all. */
function listIn(held: unknown, path: Path): [Path, unknown[] | undefined, number | undefined] {
  if (Array.isArray(held)) return [path, held, undefined];
  if (!isProperties(held)) return [path, undefined, undefined];
  const key = ['nodes', 'comments', 'edges'].find((name) => Array.isArray(held[name]));
  const total = [held['totalCount'], held['total']].find((count) => typeof count === 'number');
  return [key ? [...path, key] : path, key ? (held[key] as unknown[]) : [], total as number | undefined];
}

/** A text: a string, or an Atlassian document, whose marks are turned into Markdown's. */
function piecesOf(content: unknown, path: Path): IssuePiece[] {
  if (typeof content === 'string') return content === '' ? [] : [{ text: content, path }];
  if (!isProperties(content) || !Array.isArray(content['content'])) return [];
  const pieces: IssuePiece[] = [];
  const visit = (item: unknown, at: Path, marker: string) => {
    if (!isProperties(item)) return;
    const { type, text, attrs } = item as { type?: unknown; text?: unknown; attrs?: Properties };
    const inner = (start: string, end: string, mark = '') => {
      pieces.push(start);
      const children = Array.isArray(item['content']) ? (item['content'] as unknown[]) : [];
      for (const [i, child] of children.entries()) {
        visit(child, [...at, 'content', i], mark === '1.' ? `${i + 1}. ` : mark);
      }
      pieces.push(end);
    };
    const isCode = Array.isArray(item['marks']) && item['marks'].some((mark) => mark?.type === 'code');
    if (type === 'text' && typeof text === 'string') {
      if (isCode) pieces.push('`');
      if (text !== '') pieces.push({ text, path: [...at, 'text'] });
      if (isCode) pieces.push('`');
    } else if (type === 'hardBreak') pieces.push('\n');
    else if (type === 'heading') inner(`\n${'#'.repeat(Math.min(6, Number(attrs?.['level']) || 2))} `, '\n');
    else if (type === 'codeBlock') inner('\n```\n', '\n```\n');
    else if (type === 'listItem' || type === 'taskItem') inner(`\n${marker}`, '');
    else if (type === 'bulletList' || type === 'taskList') inner('', '\n', '- ');
    else if (type === 'orderedList') inner('', '\n', '1.');
    else if (type === 'blockquote') inner('\n> ', '\n');
    else if (type === 'media') pieces.push('![image](attachment)\n');
    else if (type === 'inlineCard') pieces.push(typeof attrs?.['url'] === 'string' ? attrs['url'] : '');
    else if (type === 'paragraph') inner('', '\n');
    else inner('', '');
  };
  visit(content, path, '');
  return pieces.filter((piece) => piece !== '');
}

/** What pieces say together. */
export function textOf(pieces: readonly IssuePiece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}

function titleOf(properties: Properties): string | undefined {
  return titles.find((key) => typeof properties[key] === 'string');
}

function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function manyIssues(source: string, length?: number): CouldNotRate {
  const what =
    length === undefined ? 'a list of issues' : `a list of ${length} ${length === 1 ? 'issue' : 'issues'}`;
  return new CouldNotRate(
    'malformed',
    `${source} is ${what}, and a rating is about one.`,
    `Give ${nameOf('oneIssue')}.`,
  );
}

export function malformed(message: string): CouldNotRate {
  return new CouldNotRate(
    'malformed',
    message,
    'Give Markdown, plain text, or one issue of GitHub, GitLab, Jira, Linear or Bugzilla as JSON with its title and its description, for example as `gh issue view NUMBER --json title,body,comments` prints it.',
  );
}
