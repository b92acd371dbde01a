import type { About } from './check.js';
import { automation } from './patch/automation.js';
import { churn } from './patch/churn.js';
import { clarity } from './patch/clarity.js';
import { collection } from './patch/collection.js';
import { deadCode } from './patch/deadCode.js';
import { debris } from './patch/debris.js';
import { gaps } from './patch/gaps.js';
import { hiddenCharacters } from './patch/hiddenCharacters.js';
import { inCode } from './patch/inCode.js';
import type { PatchReading } from './patch/reading.js';
import { safeguards } from './patch/safeguards.js';
import { ordersIn, safety } from './patch/safety.js';
import { size, statements } from './patch/size.js';
import { losses, skips, testing } from './patch/tests.js';
import { ticketMatch } from './patch/ticketMatch.js';
import { ordersToJudge, promptInjection } from './promptInjection/orders.js';
import { behaviour } from './ticket/behaviour.js';
import { doubts } from './ticket/doubts.js';
import { elsewhere } from './ticket/elsewhere.js';
import { placesOf } from './ticket/facts.js';
import { named, namedInCode } from './ticket/named.js';
import type { TicketReading } from './ticket/reading.js';
import { reproduction } from './ticket/reproduction.js';
import { size as ticketSize } from './ticket/size.js';

/** All checks, by what they read. A check's id is its name here; facts come in this order. */
export const registry = {
  ticket: {
    // Why there is nothing to work on comes before that there is nothing.
    ...elsewhere,
    ...behaviour,
    ...reproduction,
    ...named,
    ...doubts,
    ...ticketSize,
    ...promptInjection((reading: TicketReading) => {
      const orders = ordersToJudge(reading.whole);
      return [orders.length, placesOf(reading, orders)];
    }),
  },
  ticketInCode: namedInCode,
  patch: {
    ...safety,
    ...automation,
    ...promptInjection((reading: PatchReading) => {
      const places = ordersIn(reading);
      return [places.length, places];
    }),
    ...safeguards,
    ...hiddenCharacters,
    ...size,
    ...statements,
    ...testing,
    ...losses,
    ...collection,
    ...skips,
    ...debris,
    ...gaps,
    ...churn,
    ...deadCode,
    ...clarity,
    ...ticketMatch,
  },
  patchInCode: inCode,
  /** What raters state. */
  rater: {
    model: {
      title: 'A finding of a chat model',
      help: 'Bouncer checks that what it quotes or names is there, not whether it is right. A finding that the model itself is unsure of is folded away.',
      example: '"`None` is not handled in `parse`", with the line that it is about.',
    },
    'secrets-removed': {
      title: 'How many secrets were replaced before anything was sent',
      help: 'It becomes a finding only if what was replaced in an added line could also be code: it has a sign of code, as in `PASSWORD=abc;wget…`, or it is where a shell expects a command. Nobody reviewed that line, so the verdict is abstain.',
    },
  } satisfies Readonly<Record<string, About>>,
};

type Registry = typeof registry;
/** The id of a check. */
export type CheckId = { [Group in keyof Registry]: keyof Registry[Group] }[keyof Registry];
/** The id of a check of tickets. */
export type TicketCheckId = keyof Registry['ticket'];

/**
 * Checks whose questions come first, in the order in which an engineer asks: the problem, the result, the steps, the
 * environment, the scope.
 */
export const askedFirst: readonly TicketCheckId[] = [
  'problem-stated',
  'content-elsewhere',
  'actual-behaviour',
  'expected-behaviour',
  'contradictions',
  'steps-to-reproduce',
  'runnable-example',
  'error-text',
  'versions',
  'names-symbols',
  'names-files',
  'cause-named',
  'open-questions',
  'alternatives-open',
  'hedging',
];
