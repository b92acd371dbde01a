import type { Evidence } from '../../core/evidence.js';
import type { Patch, PatchLine } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { type Features, factFeatures } from './features.js';

/** Changed lines of a patch that are read for its wording. */
const mostLines = 2_000;

/** What the patch model reads: the facts, and the code words of added and deleted lines. */
export function patchFeatures(patch: Patch, _ticket: Ticket | undefined, evidence: Evidence): Features {
  const grams = new Set<string>();
  for (const line of changedLines(patch)) {
    const mark = line.kind === 'added' ? '+' : '-';
    for (const [word] of line.text.matchAll(/[A-Za-z_]+/g)) {
      if (word.length <= 24) grams.add(`${mark}${word.toLowerCase()}`);
    }
  }
  return { numbers: factFeatures(evidence), grams: [...grams] };
}

function changedLines({ files }: Patch): PatchLine[] {
  return files
    .flatMap((file) => file.hunks)
    .flatMap((hunk) => hunk.lines)
    .filter((line) => line.kind !== 'context')
    .slice(0, mostLines);
}
