import type { ReadLine } from '../../checks/patch/reading.js';
import { type Change, textOf } from './change.js';
import { most } from './changeMeasures.js';
import { above, type Feature, measures } from './features.js';
import { blocksOf } from './shapeMeasures.js';
import { tokensOf } from './tokens.js';
import { identifiers } from './wordMeasures.js';

/**
 * How much a patch adds of anything: code, comments, documentation and blank lines. That costs nobody anything, so a
 * model may hold it against a patch and never in its favor. All else is measured on code alone.
 *
 * @param change lines of all kinds
 * @param remarks added lines of comments and documentation
 */
export function bulkMeasures(
  { hunks, added, deleted, context }: Change,
  remarks: readonly ReadLine[],
): Feature[] {
  const said = remarks.map(({ code }) => code);
  const saying = (words: RegExp) => said.filter((line) => words.test(line)).length;
  const text = textOf(added);
  const known = identifiers(`${textOf(deleted)}\n${textOf(context)}`);
  const blocks = hunks.flatMap(({ lines }) => blocksOf(lines).map(({ length }) => length));
  const inHunks = hunks.map(({ lines }) => lines.filter(({ kind }) => kind === 'added').length);
  return measures({
    'bulk-characters': above(text.length - added.length, 1_500, 'Adds much text.'),
    'bulk-tokens': [tokensOf(added).length],
    'bulk-calls': [text.match(/\w\(/g)?.length ?? 0],
    'bulk-names': [[...identifiers(text)].filter((name) => !known.has(name)).length],
    'bulk-lines': [added.length],
    'bulk-blocks': [blocks.length],
    'bulk-longest-block': [most(blocks)],
    'bulk-longest-hunk': [most(inHunks)],
    'comment-words': [said.reduce((sum, line) => sum + (line.match(/\S+/g)?.length ?? 0), 0)],
    'sentence-comments': [said.filter((line) => /^\W{1,5}\p{Lu}/u.test(line)).length],
    'narrating-comments': above(saying(narration), 0, 'Its comments tell of the change instead of the code.'),
    'assuming-comments': above(saying(assumption), 0, 'Its comments assume or leave something to others.'),
  });
}

const narration = /\b(?:fix(?:e[sd])?|modified|added|changed|updated|new|now)\b/i;
const assumption =
  /\b(?:exist|rest of|other|placeholder|implement|logic|assum|example|hypothetical|actual|should)/i;
