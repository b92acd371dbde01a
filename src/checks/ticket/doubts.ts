import type { Fact } from '../../core/evidence.js';
import { contradictions } from './contradictions.js';
import { type PhraseCheck, phraseFact, placesOf, spansOf } from './facts.js';
import type { Span } from './outline.js';
import type { TicketReading } from './reading.js';
import { contentWords } from './substance.js';

const question = /(?<![^\s.!?。！？])[^\s.!?。！？][^.!?。！？\n]{4,200}(?:\?(?=[\s)"*_]|$)|？)/gm;

const hedging: PhraseCheck = {
  id: 'hedging',
  pattern: 'hedging',
  read: 'prose',
  count: true,
  found: 'Uses words such as "maybe" or "not sure".',
  missing: 'No words such as "maybe" or "not sure" found.',
};

const alternatives: PhraseCheck = {
  id: 'alternatives-open',
  pattern: 'alternatives',
  read: 'prose',
  count: true,
  found: 'Leaves open which of several solutions is wanted.',
  missing: 'No open choice between solutions found.',
  levelFound: 'info',
};

const discussion: PhraseCheck = {
  id: 'discussion',
  pattern: 'discussion',
  read: 'prose',
  count: true,
  found: 'Asks for a discussion rather than a change.',
  missing: 'No request for a discussion found.',
};

const phrases = [hedging, alternatives, discussion];

/** What the ticket leaves open, and where it speaks against itself. */
export function doubtFacts(reading: TicketReading): Fact[] {
  const open = openQuestions(reading);
  const against = contradictions(reading);
  return [
    {
      id: 'open-questions',
      value: open.length,
      sentence: open.length > 0 ? 'Leaves a question open.' : 'No open question found.',
      places: placesOf(reading, open),
      level: open.length > 0 ? 'info' : 'note',
    },
    ...phrases.map((check) => phraseFact(reading, check)),
    {
      id: 'contradictions',
      value: against.length,
      sentence:
        against.length > 0
          ? 'Asks for something and for its opposite.'
          : 'No contradiction found in its words.',
      places: placesOf(reading, against),
      level: against.length > 0 ? 'warning' : 'note',
    },
  ];
}

/** Questions of the author, and of the last comment: those of earlier ones had their answer. */
function openQuestions({ prose, ticket, language }: TicketReading): Span[] {
  const answered = ticket.comments.slice(0, -1);
  const says = ({ start, end }: Span) => contentWords(prose.slice(start, end), language).length > 0;
  // Who asks "can someone look at this?" asks nothing.
  return spansOf(prose, question).filter(
    ({ start, end }) =>
      says({ start, end }) &&
      !answered.some(({ offset, text }) => start >= offset && start < offset + text.length),
  );
}
