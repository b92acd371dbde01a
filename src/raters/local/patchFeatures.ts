import { type FileKind, kindsOf } from '../../checks/patch/fileKind.js';
import { idleLines } from '../../checks/patch/idleCode.js';
import { readPatch } from '../../checks/patch/reading.js';
import type { Evidence } from '../../core/evidence.js';
import type { Patch } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { bulkMeasures } from './bulkMeasures.js';
import { changeOf, isCode } from './change.js';
import { changeMeasures } from './changeMeasures.js';
import { codeMeasures } from './codeMeasures.js';
import { type Features, factFeatures, findingFeatures, measures } from './features.js';
import { nameMeasures } from './nameMeasures.js';
import { shapeMeasures } from './shapeMeasures.js';
import { styleMeasures } from './styleMeasures.js';
import { wordMeasures } from './wordMeasures.js';

/** Features that mean nothing without a ticket; the model takes missing ones for typical. */
const isOfTicket = /\b(?:ticket|title)\b|^unrelated-files$/;

/**
 * Facts that a comment or a test is enough to bend, and that tell nothing beside the measures: whoever repeats the
 * ticket's words in a comment has not solved it.
 */
const passedOver = new Set([
  'ticket-symbols-written',
  'ticket-untouched',
  'fix-in-ticket',
  'tests-changed',
  'test-lines-added',
  'tests-weakened',
  'whitespace-churn',
  'comment-share',
]);

/** What the patch model reads: the facts, and measures of the code that changes and of how much is added at all. */
export function patchFeatures(patch: Patch, ticket: Ticket | undefined, evidence: Evidence): Features {
  const { hunks } = readPatch(codeOf(patch), ticket);
  const idle = idleLines(hunks, ticket);
  const code = changeOf(hunks, (one) => isCode(one) && !idle.has(one));
  const remarks = hunks
    .flatMap(({ lines }) => lines)
    .filter(({ line, role }) => line.kind === 'added' && (role === 'comment' || role === 'documentation'));
  const weighed = evidence.filter(({ id }) => !passedOver.has(id));
  const features = [
    ...factFeatures(weighed),
    ...findingFeatures(weighed),
    ...wordMeasures(code, ticket),
    ...nameMeasures(code, ticket),
    ...changeMeasures(code),
    ...shapeMeasures(code),
    ...codeMeasures(code),
    ...styleMeasures(code),
    ...measures({ 'bulk-idle': [idle.size] }),
    ...bulkMeasures(
      changeOf(hunks, () => true),
      remarks,
    ),
  ];
  const numbers = ticket ? features : features.filter(({ name }) => !isOfTicket.test(name));
  return { numbers, grams: [] };
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
