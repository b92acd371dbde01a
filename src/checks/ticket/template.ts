import type { Evidence } from '../../core/evidence.js';
import type { Gap } from '../check.js';
import type { TicketCheckId } from '../registry.js';
import { gaps, openGaps } from './questions.js';

const request: TicketCheckId = 'feature-request';

/** A section of the template that *Rewrite Ticket* inserts: a heading, and a mark where the answer belongs. */
export interface TemplateSection {
  readonly heading: string;
  readonly placeholder: string;
}

/**
 * The sections that a ticket lacks, in the order in which a ticket says such things: what it was asked about, and
 * what every ticket or every report should say. Where all is said, or its section is there already, there is none.
 *
 * @param asked ids of the facts that its author is asked about
 * @param text the ticket as it stands
 */
export function missingSections(
  evidence: Evidence,
  asked: readonly string[],
  text: string,
): TemplateSection[] {
  const isRequest = evidence.some(({ id, value }) => id === request && value > 0);
  const open = new Set(openGaps(evidence).map(({ id }) => id));
  const present = new Set(
    [...text.matchAll(/^#{1,6}[ \t]([^\r\n]*)/gm)].map(([, heading]) => heading?.trim()),
  );
  const isWanted = ({ wanted }: Gap) => wanted === 'always' || (wanted === 'in-reports' && !isRequest);
  return Object.entries(gaps)
    .filter(([id, gap]) => asked.includes(id) || (open.has(id) && isWanted(gap)))
    .filter(([, { heading }]) => !present.has(heading))
    .map(([, { heading, text: question }]) => ({ heading, placeholder: `<!-- TODO: ${question} -->` }));
}

/** What stands before a section: a ticket's own words, with or without a line end, keep a blank line after them. */
export function sectionStart(textBefore: string): string {
  if (textBefore.trim() === '') return '';
  return textBefore.endsWith('\n') ? '\n' : '\n\n';
}
