import type { Evidence, Fact } from '../../core/evidence.js';
import type { Check, Gap } from '../check.js';
import { askedFirst, registry, type TicketCheckId } from '../registry.js';
import type { TicketReading } from './reading.js';

const checks: Readonly<Record<string, Check<TicketReading>>> = registry.ticket;

/** The question of each check that has one, by its id, in the order in which an engineer asks. */
export const gaps: Readonly<Record<string, Gap>> = Object.fromEntries(
  [...new Set([...askedFirst, ...Object.keys(checks)])].flatMap((id) => {
    const question = checks[id]?.question;
    return question ? [[id, question]] : [];
  }),
);

/** What is asked where no fact is missing, by its id: however a ticket reads, this can be said more clearly. */
export const lastResort: TicketCheckId = 'expected-behaviour';

/** The facts that a question could be asked about. A count that an answer raises is only missing while it is 0. */
export function openGaps(evidence: Evidence): (Fact & { readonly gap: Gap })[] {
  return evidence.flatMap((fact) => {
    const gap = Object.hasOwn(gaps, fact.id) ? gaps[fact.id] : undefined;
    if (!gap || fact.moot) return [];
    const isOpen = gap.answered[fact.id] === 0 ? fact.value !== 0 : fact.value === 0;
    return isOpen ? [{ ...fact, gap }] : [];
  });
}
