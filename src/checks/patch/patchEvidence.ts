import type { Evidence } from '../../core/evidence.js';
import type { Patch } from '../../core/patch.js';
import type { Ticket } from '../../core/ticket.js';
import { churnFacts } from './churn.js';
import { clarityFacts } from './clarity.js';
import { deadCodeFact } from './deadCode.js';
import { debrisFacts } from './debris.js';
import { gapFacts } from './gaps.js';
import { readPatch } from './reading.js';
import { safeguardFacts } from './safeguards.js';
import { safetyFacts } from './safety.js';
import { sizeFacts, statementFacts } from './size.js';
import { testFacts } from './tests.js';
import { ticketMatchFacts } from './ticketMatch.js';

/** All that can be read off a patch, and off its ticket, without a code base. Linear in their lengths. */
export function patchEvidence(patch: Patch, ticket: Ticket | undefined): Evidence {
  const reading = readPatch(patch);
  return safetyFacts(reading).concat(
    safeguardFacts(reading),
    sizeFacts(reading),
    statementFacts(reading),
    testFacts(reading, ticket),
    debrisFacts(reading),
    gapFacts(reading),
    churnFacts(reading),
    [deadCodeFact(reading)],
    clarityFacts(reading),
    ticketMatchFacts(reading, ticket),
  );
}
