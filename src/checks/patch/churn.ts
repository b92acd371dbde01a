import { counted } from '../../core/counted.js';
import type { Ticket } from '../../core/ticket.js';
import { type Checks, measured, take, tally } from '../check.js';
import { idleLines, isLogging } from './idleCode.js';
import { placesOf } from './places.js';
import type { PatchReading, ReadLine } from './reading.js';
import { asksForNoCode } from './tests.js';

/** Changes that change nothing. */
export const churn = {
  'whitespace-churn': {
    title: 'The share of changed lines that differ in white space only, 0 to 1',
    run: ({ added, deleted }) => {
      const respaced = reformatted(added, deleted).length;
      return measured(
        (2 * respaced) / Math.max(1, added.length + deleted.length),
        respaced === 0
          ? 'Changes no line in its white space only.'
          : `Changes ${counted(respaced, 'line')} in white space only.`,
      );
    },
  },
  'comments-only': {
    title:
      'Whether the source files change only in comments, blank lines, log messages and code without effect',
    help: 'Code without effect is empty, or it defines what can only be used nearby and is not. Error if there is a ticket that asks for more, otherwise warning.',
    why: 'The code still does what it did before.',
    example: 'a new docstring, a reworded log message, and a helper that nobody calls.',
    run: ({ added, deleted, ticket, hunks }) => {
      const changed = [...added, ...deleted];
      const code = changed.filter((one) => isCode(one) && !isLogging(one));
      const idle = code.length > 0 ? idleLines(hunks, ticket) : new Set<ReadLine>();
      if (changed.length === 0 || code.some((one) => !idle.has(one)))
        return measured(0, 'Changes what the code does.');
      return {
        value: 1,
        sentence:
          code.length > 0
            ? 'Adds only code without effect to the source files.'
            : changed.some(isLogging)
              ? 'Changes only comments and log messages of the source code.'
              : 'Changes only comments or blank lines of the source code.',
        places: placesOf(added.length > 0 ? added : deleted),
        level: ticket && asksForMore(ticket) ? 'error' : 'warning',
      };
    },
  },
} satisfies Checks<PatchReading>;

/** Whether comments and log messages can't be all that a ticket asks for. */
function asksForMore(ticket: Ticket): boolean {
  return !asksForNoCode(ticket) && !/\b(?:log|message)/i.test(ticket.title.text);
}

function isCode({ role }: ReadLine): boolean {
  return role === 'code' || role === 'text';
}

/** Added lines that a deleted line equals but for white space. */
function reformatted(added: readonly ReadLine[], deleted: readonly ReadLine[]): ReadLine[] {
  if (deleted.length === 0 || added.length === 0) return [];
  // Most lines differ at their ends already, which is quicker to see than any hash.
  const seen = new Set(deleted.map(({ code }) => ends(code)));
  let gone: Map<number, number> | undefined;
  return added.filter(({ code }) => {
    if (code === '' || !seen.has(ends(code))) return false;
    gone ??= tally(deleted.map((one) => inkHash(one.code)));
    return take(gone, inkHash(code));
  });
}

function ends(code: string): number {
  return (code.charCodeAt(0) << 16) | code.charCodeAt(code.length - 1);
}

/** A hash of a line without its blanks (FNV-1a); a collision among the lines of one patch is next to impossible. */
function inkHash(code: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < code.length; i++) {
    const unit = code.charCodeAt(i);
    if (unit !== 0x20 && unit !== 0x09) hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return hash;
}
