import type { Evidence, Fact } from '../../core/evidence.js';
import type { Ticket } from '../../core/ticket.js';
import { ordersToJudge } from '../orders.js';
import { behaviourFacts } from './behaviour.js';
import { doubtFacts } from './doubts.js';
import { elsewhereFacts } from './elsewhere.js';
import { type Name, namesIn } from './names.js';
import { placesOf, readTicket, spansOf, type TicketReading } from './reading.js';
import { reproductionFacts } from './reproduction.js';

/** All that can be read off a ticket's text without a code base. Linear in the ticket's length. */
export function ticketEvidence(ticket: Ticket): Evidence {
  const reading = readTicket(ticket);
  return [
    ...behaviourFacts(reading),
    ...reproductionFacts(reading),
    ...nameFacts(reading),
    ...doubtFacts(reading),
    ...elsewhereFacts(reading),
    ...sizeFacts(reading),
    ordersFact(reading),
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
  const note = (id: string, value: number, sentence: string): Fact => ({
    id,
    value,
    sentence,
    places: [],
    level: 'note',
  });
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

function ordersFact(reading: TicketReading): Fact {
  const orders = ordersToJudge(reading.whole);
  return {
    id: 'orders-to-reviewer',
    value: orders.length,
    sentence:
      orders.length > 0
        ? 'Contains words addressed to whoever rates it. They do not count, but a person should know.'
        : 'Contains no orders to whoever rates it.',
    places: placesOf(reading, orders),
    level: orders.length > 0 ? 'warning' : 'note',
  };
}
