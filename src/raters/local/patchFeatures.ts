import { type FileKind, kindsOf } from '../../checks/patch/fileKind.js';
import type { Evidence } from '../../core/evidence.js';
import type { Patch, PatchLine } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { changeOf } from './change.js';
import { changeMeasures } from './changeMeasures.js';
import { codeMeasures } from './codeMeasures.js';
import { type Features, factFeatures } from './features.js';
import { wordMeasures } from './wordMeasures.js';

/** Changed lines of a patch that are read for its wording. */
const mostLines = 2_000;

/** Features that mean nothing without a ticket; the model takes missing ones for typical. */
const isOfTicket = /\b(?:ticket|title)\b|^unrelated-files$/;

/** What the patch model reads: the facts, measures of the change, and the words of added and deleted lines. */
export function patchFeatures(patch: Patch, ticket: Ticket | undefined, evidence: Evidence): Features {
  const grams = new Set<string>();
  const code = codeOf(patch);
  for (const line of changedLines(code)) {
    const mark = line.kind === 'added' ? '+' : '-';
    let previous = '';
    for (const [token] of line.text.matchAll(/[A-Za-z_]+|[^\w\s]/g)) {
      if (token.length > 24) continue;
      const word = token.toLowerCase();
      grams.add(`${mark}${word}`);
      if (previous) grams.add(`${mark}${previous} ${word}`);
      previous = word;
    }
  }
  const change = changeOf(code);
  const numbers = [
    ...factFeatures(evidence),
    ...wordMeasures(change, ticket),
    ...changeMeasures(change),
    ...codeMeasures(change),
  ];
  return {
    numbers: ticket ? numbers : numbers.filter(({ name }) => !isOfTicket.test(name)),
    grams: [...grams],
  };
}

/**
 * The patch without its tests, documents and scratch files. Those may repeat the ticket's words as often as anybody
 * likes, which is no sign that the code does what it says.
 */
function codeOf(patch: Patch): Patch {
  const kinds = kindsOf(patch);
  const aside: readonly (FileKind | undefined)[] = ['test', 'docs', 'scratch'];
  return { ...patch, files: patch.files.filter((file) => !aside.includes(kinds.get(file))) };
}

function changedLines({ files }: Patch): PatchLine[] {
  return files
    .flatMap((file) => file.hunks)
    .flatMap((hunk) => hunk.lines)
    .filter((line) => line.kind !== 'context')
    .slice(0, mostLines);
}
