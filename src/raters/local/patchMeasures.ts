import type { Hunk, Patch, PatchFile, PatchLine } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { idioms } from './codeIdioms.js';
import type { Feature } from './features.js';

/** Changed lines of a patch, and characters of its ticket, that are read for these measures. */
const mostLines = 2_000;
const mostTicketCharacters = 20_000;

/**
 * Measures of how a patch goes about its change that a model can weigh and that are no facts of their own: how it
 * shares words with its ticket, how much of it is new to its surroundings, how far it rewrites.
 */
export function patchMeasures(patch: Patch, ticket: Ticket | undefined): Feature[] {
  const files = patch.files.filter((file) => file.hunks.length > 0);
  const hunks = files.flatMap((file) => file.hunks);
  const lines = hunks.flatMap((hunk) => hunk.lines).slice(0, mostLines);
  const added = lines.filter((line) => line.kind === 'added');
  const deleted = lines.filter((line) => line.kind === 'deleted');
  const context = lines.filter((line) => line.kind === 'context');
  const sections = hunks.map((hunk) => hunk.section);
  return [
    ...overlap(
      files.map((file) => file.path),
      sections,
      added,
      deleted,
      context,
      ticket,
    ),
    ...novelty(added, deleted, context, ticket),
    ...rewriting(added, deleted, hunks),
    ...layout(files, hunks, added),
    ...idiomCounts(added, deleted),
    ...comments(added),
  ];
}

/** Words shared with the ticket, compared by the parts of camel and snake case. */
function overlap(
  paths: readonly string[],
  sections: readonly string[],
  added: readonly PatchLine[],
  deleted: readonly PatchLine[],
  context: readonly PatchLine[],
  ticket: Ticket | undefined,
): Feature[] {
  const told = wordParts(ticket?.text.slice(0, mostTicketCharacters) ?? '');
  const title = wordParts(ticket?.title.text ?? '');
  const inPaths = wordParts(paths.join(' '));
  const inAdded = wordParts(textOf(added));
  const inDeleted = wordParts(textOf(deleted));
  const around = wordParts(`${textOf(context)} ${sections.join(' ')}`);
  const all = new Set([...inPaths, ...inAdded, ...inDeleted, ...around]);
  return [
    measure(
      'path-words-in-ticket',
      share(inPaths, told),
      high('Lies where the ticket points, by its words.'),
    ),
    measure('added-words-in-ticket', share(inAdded, told), high('Adds code in the words of the ticket.')),
    measure(
      'deleted-words-in-ticket',
      share(inDeleted, told),
      high('Changes code that the ticket talks about, by its words.'),
    ),
    measure(
      'nearby-words-in-ticket',
      share(around, told),
      high('Stands among code that the ticket talks about, by its words.'),
    ),
    measure(
      'title-words-in-paths',
      share(title, inPaths),
      high("Lies in files that the ticket's title points to."),
    ),
    measure('title-words-in-added', share(title, inAdded), ''),
    measure('title-words-in-patch', share(title, all), high("Takes up the words of the ticket's title.")),
    measure('ticket-words-in-patch', share(told, all), high("Takes up many of the ticket's words.")),
  ];
}

/** How much of the added code is new to the lines around it. */
function novelty(
  added: readonly PatchLine[],
  deleted: readonly PatchLine[],
  context: readonly PatchLine[],
  ticket: Ticket | undefined,
): Feature[] {
  const known = identifiers(`${textOf(deleted)}\n${textOf(context)}`);
  const used = identifiers(textOf(added));
  const fresh = new Set([...used].filter((word) => !known.has(word)));
  const told = identifiers(ticket?.text.slice(0, mostTicketCharacters) ?? '');
  const there = new Set([...deleted, ...context].map((line) => line.text.trim()).filter(isTelling));
  const repeated = added.filter((line) => there.has(line.text.trim()));
  return [
    measure(
      'new-names',
      fresh.size,
      fresh.size > 8
        ? 'Brings in many names that are new to the lines around it.'
        : used.size > 0
          ? 'Brings in at most eight new names.'
          : '',
    ),
    measure(
      'new-name-share',
      fresh.size / Math.max(1, used.size),
      high(
        'Most of its names are new to the lines around it.',
        used.size > 0 ? 'Most of its names stand in the lines around it.' : '',
      ),
    ),
    measure('new-names-in-ticket', share(fresh, told), high('Brings in names that the ticket gives.')),
    measure('names-in-ticket', share(used, told), high('Uses the names that the ticket gives.')),
    measure(
      'repeated-lines',
      repeated.length / Math.max(1, added.length),
      high('Repeats lines that stand nearby.'),
    ),
  ];
}

/** How far deleted code comes back in the added code. */
function rewriting(
  added: readonly PatchLine[],
  deleted: readonly PatchLine[],
  hunks: readonly Hunk[],
): Feature[] {
  const before = countTokens(deleted);
  const after = countTokens(added);
  let kept = 0;
  for (const [token, count] of before.counts) kept += Math.min(count, after.counts.get(token) ?? 0);
  const total = before.total + after.total;
  const unbalanced = hunks.filter(isUnbalanced).length;
  return [
    measure(
      'kept-tokens',
      total === 0 || before.total === 0 ? 0 : (2 * kept) / total,
      high('Changes little within the lines that it replaces.'),
    ),
    measure('new-tokens', after.total - kept, after.total - kept > 60 ? 'Writes much new code.' : ''),
    measure('lost-tokens', before.total - kept, before.total - kept > 30 ? 'Takes much code away.' : ''),
    measure(
      'pure-addition',
      Number(deleted.length === 0),
      deleted.length === 0 ? 'Only adds lines.' : 'Replaces lines.',
    ),
    measure(
      'unbalanced-brackets',
      unbalanced,
      unbalanced > 0 ? 'Changes the balance of brackets within a hunk.' : '',
    ),
    measure(
      'strings-added',
      after.strings - before.strings,
      after.strings - before.strings > 2 ? 'Adds string literals.' : '',
    ),
    measure('calls-added', after.calls - before.calls, ''),
  ];
}

/** Where in the code base and in its files the change stands, and in which shape. */
function layout(files: readonly PatchFile[], hunks: readonly Hunk[], added: readonly PatchLine[]): Feature[] {
  const depth = mean(files.map(({ path }) => path.split('/').length - 1));
  const written = added.filter((line) => line.text.trim() !== '');
  const indents = written.map((line) => line.text.length - line.text.trimStart().length);
  const starts = hunks.map((hunk) => hunk.oldStart);
  const first = starts.reduce((least, start) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const last = starts.reduce((most, start) => Math.max(most, start), 0);
  const within = (word: RegExp) => mean(hunks.map((hunk) => Number(word.test(hunk.section))));
  const characters = added.reduce((sum, line) => sum + line.text.length, 0);
  const docs = files.filter(({ path }) => /(?:^|\/)docs?\/|\.(?:rst|md)$/.test(path)).length;
  const runs = hunks.map((hunk) => hunk.lines.filter((line) => line.kind === 'added').length);
  return [
    measure('folder-depth', depth, ''),
    measure(
      'package-roots',
      files.filter(({ path }) => /(?:^|\/)(?:__init__|index|mod)\.\w+$/.test(path)).length,
      '',
    ),
    measure('docs-changed', docs, docs > 0 ? 'Changes the documents, too.' : ''),
    measure('line-in-file', mean(starts), ''),
    measure(
      'spread-in-file',
      hunks.length > 1 ? last - first : 0,
      hunks.length > 1 ? 'Changes places that lie apart.' : '',
    ),
    measure(
      'longest-hunk',
      runs.reduce((longest, run) => Math.max(longest, run), 0),
      '',
    ),
    measure('indentation', mean(indents), ''),
    measure(
      'least-indentation',
      indents.length > 0 ? indents.reduce((least, indent) => Math.min(least, indent)) : 0,
      '',
    ),
    measure('within-sections', within(/\S/), ''),
    measure('within-classes', within(/\bclass\b/), ''),
    measure('within-functions', within(/\b(?:def|func|fn|function)\b/), ''),
    measure('characters-added', characters, characters > 1_500 ? 'Adds much text.' : ''),
    measure('line-length', characters / Math.max(1, added.length), ''),
    measure(
      'longest-line',
      added.reduce((longest, line) => Math.max(longest, line.text.length), 0),
      '',
    ),
    measure('files-without-last-newline', added.filter((line) => line.noNewlineAtEnd).length, ''),
  ];
}

function idiomCounts(added: readonly PatchLine[], deleted: readonly PatchLine[]): Feature[] {
  const plus = textOf(added);
  const minus = textOf(deleted);
  return idioms.flatMap(({ name, pattern, sentence }) => {
    const count = plus.match(pattern)?.length ?? 0;
    const balance = count - (minus.match(pattern)?.length ?? 0);
    return [measure(name, count, ''), measure(`${name}-balance`, balance, balance > 0 ? sentence : '')];
  });
}

const narration = /\b(?:fix(?:e[sd])?|modified|added|changed|updated|new|now)\b/i;
const assumption =
  /\b(?:exist|rest of|other|placeholder|implement|logic|assum|example|hypothetical|actual|should)/i;

/** What its comments talk about. */
function comments(added: readonly PatchLine[]): Feature[] {
  const said = added.map((line) => line.text.trim()).filter((text) => /^(?:#|\/\/)/.test(text));
  const narrated = said.filter((text) => narration.test(text)).length;
  const assumed = said.filter((text) => assumption.test(text)).length;
  return [
    measure(
      'comment-length',
      said.reduce((sum, text) => sum + text.length, 0) / Math.max(1, said.length),
      '',
    ),
    measure(
      'narrating-comments',
      narrated,
      narrated > 0 ? 'Its comments tell of the change instead of the code.' : '',
    ),
    measure(
      'assuming-comments',
      assumed,
      assumed > 0 ? 'Its comments assume or leave something to others.' : '',
    ),
  ];
}

function measure(name: string, value: number, sentence: string | ((value: number) => string)): Feature {
  return { name, value, sentence: typeof sentence === 'string' ? sentence : sentence(value) };
}

/** A sentence for a share of at least a half, and one for less. */
function high(many: string, few = ''): (value: number) => string {
  return (value) => (value >= 0.5 ? many : few);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function textOf(lines: readonly PatchLine[]): string {
  return lines.map((line) => line.text).join('\n');
}

/** A line that stands for something: longer than a bracket or a keyword. */
function isTelling(text: string): boolean {
  return text.length > 8;
}

const everyday = new Set(
  'self this return class def for if else elif not and or in is none true false import from with as try except raise while pass lambda assert yield the that was are has have can will would should but you'.split(
    ' ',
  ),
);

/** The parts of camel and snake case of all words, in lower case. */
function wordParts(text: string): Set<string> {
  const parts = new Set<string>();
  for (const [match] of text.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)) {
    const part = match.toLowerCase();
    if (part.length > 2 && part.length < 25 && !everyday.has(part)) parts.add(part);
  }
  return parts;
}

function identifiers(text: string): Set<string> {
  return new Set(
    (text.match(/[A-Za-z_]\w{2,60}/g) ?? []).filter((word) => !everyday.has(word.toLowerCase())),
  );
}

function share(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of of) if (within.has(word)) shared++;
  return shared / Math.max(1, of.size);
}

interface TokenCount {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  readonly strings: number;
  readonly calls: number;
}

function countTokens(lines: readonly PatchLine[]): TokenCount {
  const counts = new Map<string, number>();
  const text = textOf(lines);
  const tokens = text.match(/\w+|[^\w\s]/g) ?? [];
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return {
    counts,
    total: tokens.length,
    strings: text.match(/(["'])[^"'\n]+\1/g)?.length ?? 0,
    calls: text.match(/\w\(/g)?.length ?? 0,
  };
}

/** Whether a hunk opens more brackets than it closes, against what it deletes. */
function isUnbalanced({ lines }: Hunk): boolean {
  let balance = 0;
  for (const { kind, text } of lines) {
    if (kind === 'context') continue;
    const sign = kind === 'added' ? 1 : -1;
    for (const [bracket] of text.matchAll(/[()[\]{}]/g)) balance += '([{'.includes(bracket) ? sign : -sign;
  }
  return balance !== 0;
}
