import { type Change, textOf } from './change.js';
import { above, type Feature, half, type Measure, measures } from './features.js';
import { sharedTokens } from './tokens.js';

/** How far a patch rewrites, and where it stands. */
export function changeMeasures(change: Change): Feature[] {
  return measures({ ...rewriting(change), ...layout(change) });
}

type Measures = Readonly<Record<string, Measure>>;

/** How far deleted code comes back in the added code. */
function rewriting({ added, deleted, hunks }: Change): Measures {
  const { before, after, shared } = sharedTokens(deleted, added);
  const total = before + after;
  const [plus, minus] = [textOf(added), textOf(deleted)];
  const balance = (pattern: RegExp) =>
    (plus.match(pattern)?.length ?? 0) - (minus.match(pattern)?.length ?? 0);
  const unbalanced = hunks.filter(isUnbalanced).length;
  const isAddition = deleted.length === 0;
  return {
    'kept-tokens': half(
      total === 0 || before === 0 ? 0 : (2 * shared) / total,
      'Changes little within the lines that it replaces.',
    ),
    'new-tokens': above(after - shared, 60, 'Writes much new code.'),
    'lost-tokens': above(before - shared, 30, 'Takes much code away.'),
    'pure-addition': [Number(isAddition), isAddition ? 'Only adds lines.' : 'Replaces lines.'],
    'unbalanced-brackets': above(unbalanced, 0, 'Changes the balance of brackets within a hunk.'),
    'strings-added': above(balance(/(["'])[^"'\n]+\1/g), 2, 'Adds string literals.'),
    'calls-added': [balance(/\w\(/g)],
  };
}

/** Where in the code base and in its files the change stands, and in which shape. */
function layout({ files, hunks, added }: Change): Measures {
  const written = added.filter((line) => line.text.trim() !== '');
  const indents = written.map((line) => line.text.length - line.text.trimStart().length);
  const starts = hunks.map((hunk) => hunk.oldStart);
  const isSpread = hunks.length > 1;
  const within = (word: RegExp) => mean(hunks.map((hunk) => Number(word.test(hunk.section))));
  const characters = added.reduce((sum, line) => sum + line.text.length, 0);
  const among = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path)).length;
  return {
    'folder-depth': [mean(files.map(({ path }) => path.split('/').length - 1))],
    'package-roots': [among(/(?:^|\/)(?:__init__|index|mod)\.\w+$/)],
    'docs-changed': above(among(/(?:^|\/)docs?\/|\.(?:rst|md)$/), 0, 'Changes the documents, too.'),
    'line-in-file': [mean(starts)],
    'spread-in-file': isSpread ? [most(starts) - least(starts), 'Changes places that lie apart.'] : [0],
    'longest-hunk': [most(hunks.map(({ lines }) => lines.filter(({ kind }) => kind === 'added').length))],
    indentation: [mean(indents)],
    'least-indentation': [indents.length > 0 ? least(indents) : 0],
    'within-sections': [within(/\S/)],
    'within-classes': [within(/\bclass\b/)],
    'within-functions': [within(/\b(?:def|func|fn|function)\b/)],
    'characters-added': above(characters, 1_500, 'Adds much text.'),
    'line-length': [characters / Math.max(1, added.length)],
    'longest-line': [most(added.map(({ text }) => text.length))],
    'files-without-last-newline': [added.filter((line) => line.noNewlineAtEnd).length],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** The largest of counts; 0 where there is none. */
export function most(counts: readonly number[]): number {
  return counts.reduce((largest, count) => Math.max(largest, count), 0);
}

function least(counts: readonly number[]): number {
  return counts.reduce((smallest, count) => Math.min(smallest, count), Number.POSITIVE_INFINITY);
}

/** Whether a hunk opens more brackets than it closes, against what it deletes. */
function isUnbalanced({ lines }: Change['hunks'][number]): boolean {
  let balance = 0;
  for (const { kind, text } of lines) {
    if (kind === 'context') continue;
    const sign = kind === 'added' ? 1 : -1;
    for (const [bracket] of text.matchAll(/[()[\]{}]/g)) balance += '([{'.includes(bracket) ? sign : -sign;
  }
  return balance !== 0;
}
