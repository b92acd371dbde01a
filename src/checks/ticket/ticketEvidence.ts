import { type Evidence, type Fact, note } from '../../core/evidence.js';
import type { Ticket } from '../../core/ticket.js';
import { ordersFact, ordersToJudge } from '../promptInjection/orders.js';
import { behaviourFacts } from './behaviour.js';
import { doubtFacts } from './doubts.js';
import { elsewhereFacts } from './elsewhere.js';
import { placesOf, spansOf } from './facts.js';
import { intentOf } from './intent.js';
import { wordsOf } from './language/index.js';
import { type Name, namesIn } from './names.js';
import { readTicket, type TicketReading } from './reading.js';
import { reproductionFacts } from './reproduction.js';

/** All that can be read off a ticket's text without a code base. Linear in the ticket's length. */
export function ticketEvidence(ticket: Ticket): Evidence {
  const reading = readTicket(ticket);
  const orders = ordersToJudge(reading.whole);
  const facts = [
    // Why there is nothing to work on comes before that there is nothing.
    ...elsewhereFacts(reading),
    ...behaviourFacts(reading),
    ...reproductionFacts(reading),
    ...nameFacts(reading),
    ...doubtFacts(reading),
    ...sizeFacts(reading),
    ordersFact(orders.length, placesOf(reading, orders)),
  ];
  return intentOf(reading).isRequest ? facts.map(withoutReport) : facts;
}

/** What only a report of a problem has: whoever asks for something new has no cause, no version and no error. */
const ofReports: ReadonlySet<string> = new Set([
  'actual-behaviour',
  'expected-against-actual',
  'behaviour-sections',
  'cause-named',
  'steps-to-reproduce',
  'runnable-example',
  'error-text',
  'stack-trace',
  'versions',
]);

function withoutReport(fact: Fact): Fact {
  return ofReports.has(fact.id) && fact.value === 0 ? { ...fact, level: 'note', moot: true } : fact;
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
    fact('names-files', files, 'Names files of the code.', 'No file of the code found.'),
    fact(
      'names-symbols',
      symbols,
      'Names functions, classes or settings.',
      'No function, class or setting found.',
    ),
  ];
}

function sizeFacts({ words, title, prose, sections, said, content, blocks }: TicketReading): Fact[] {
  const titleWords = wordsOf(title).length;
  const headings = sections.filter(
    ({ answered, heading }) => answered && !said.slice(heading.start, heading.end).includes(':'),
  );
  const facts = [
    note('words', words, `Has ${words} ${words === 1 ? 'word' : 'words'} of prose.`),
    note('title-words', titleWords, titleWords > 0 ? 'Has a title.' : 'Has no title.'),
    note('list-items', spansOf(prose, /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S/gm).length, 'Uses lists.'),
    note('headings', headings.length, 'Is divided by headings.'),
  ];
  // A title that says it all needs no size.
  return content.body > 0 || blocks.length > 0 ? facts : facts.map((fact): Fact => ({ ...fact, moot: true }));
}
