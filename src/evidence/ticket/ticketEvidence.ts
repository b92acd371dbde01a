import { type Evidence, type Fact, note } from '../../core/evidence.js';
import type { Ticket } from '../../core/ticket.js';
import { ordersFact, ordersToJudge } from '../orders.js';
import { behaviourFacts } from './behaviour.js';
import { doubtFacts } from './doubts.js';
import { elsewhereFacts } from './elsewhere.js';
import { type Name, namesIn } from './names.js';
import { placesOf, readTicket, spansOf, type TicketReading } from './reading.js';
import { reproductionFacts } from './reproduction.js';

/** All that can be read off a ticket's text without a code base. Linear in the ticket's length. */
export function ticketEvidence(ticket: Ticket): Evidence {
  const reading = readTicket(ticket);
  const orders = ordersToJudge(reading.whole);
  return [
    ...behaviourFacts(reading),
    ...reproductionFacts(reading),
    ...nameFacts(reading),
    ...doubtFacts(reading),
    ...elsewhereFacts(reading),
    ...sizeFacts(reading),
    ordersFact(orders.length, placesOf(reading, orders)),
  ];
}

function nameFacts(reading: TicketReading): Fact[] {
  const { files, symbols } = namesIn(reading.ticket);
  const fact = (id: string, names: readonly Name[], found: string, missing: string): Fact => ({
    id,
    value: names.length,
    sentence: names.length > 0 ? found : missing,
    places: placesOf(reading, names),
    level: 'note',
  });
  return [
    fact('names-files', files, 'Names files of the code.', 'Names no file of the code.'),
    fact(
      'names-symbols',
      symbols,
      'Names functions, classes or settings.',
      'Names no function, class or setting.',
    ),
  ];
}

function sizeFacts({ words, ticket, prose }: TicketReading): Fact[] {
  const titleWords = ticket.title.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return [
    note('words', words, `Has ${words} ${words === 1 ? 'word' : 'words'} of prose.`),
    note('title-words', titleWords, titleWords > 0 ? 'Has a title.' : 'Has no title.'),
    note(
      'list-items',
      spansOf(prose, /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S/gm).length,
      'Uses lists where it enumerates.',
    ),
    note('headings', spansOf(prose, /^#{1,6} |^[-=]{4,}$/gm).length, 'Is divided by headings.'),
  ];
}
