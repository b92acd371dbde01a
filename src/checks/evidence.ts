import type { Evidence, Fact } from '../core/evidence.js';
import type { Encoding } from '../core/inputText.js';
import type { Patch } from '../core/patch.js';
import type { Ticket } from '../core/ticket.js';
import type { Repository } from '../repository/repository.js';
import type { Check, Checks, Said } from './check.js';
import { readPatch } from './patch/reading.js';
import { registry } from './registry.js';
import { intentOf } from './ticket/intent.js';
import { readTicket, type TicketReading } from './ticket/reading.js';

/** All that can be read off a ticket's text without a code base. Linear in the ticket's length. */
export function ticketEvidence(ticket: Ticket): Evidence {
  const reading = readTicket(ticket);
  const { isRequest } = intentOf(reading);
  return Object.entries<Check<TicketReading>>(registry.ticket).map(([id, { run, ofReports }]) => {
    const fact: Fact = { id, ...run(reading) };
    // Whoever asks for something new has no cause, no version and no error.
    return isRequest && ofReports && fact.value === 0 ? { ...fact, level: 'note', moot: true } : fact;
  });
}

/** Whether what a ticket names is in the code base. */
export function ticketRepositoryEvidence(ticket: Ticket, repository: Repository): Promise<Evidence> {
  return oneByOne(registry.ticketInCode, { ticket, repository });
}

/** All that can be read off a patch, and off its ticket, without a code base. Linear in their lengths. */
export function patchEvidence(patch: Patch, ticket: Ticket | undefined): Evidence {
  const reading = readPatch(patch, ticket);
  return Object.entries(registry.patch).map(([id, { run }]) => ({ id, ...run(reading) }));
}

/**
 * What only a look into the code base shows of a patch.
 *
 * @param encoding how the patch's bytes became text
 */
export function patchRepositoryEvidence(
  patch: Patch,
  repository: Repository,
  encoding?: Encoding,
): Promise<Evidence> {
  return oneByOne(registry.patchInCode, { patch, repository, encoding });
}

async function oneByOne<Reading>(
  checks: Checks<Reading, Promise<Said>>,
  reading: Reading,
): Promise<Evidence> {
  const facts: Fact[] = [];
  for (const [id, { run }] of Object.entries(checks)) facts.push({ id, ...(await run(reading)) });
  return facts;
}
