import { type Span, spansOf } from '../../core/span.js';
import type { Checks } from '../check.js';
import { contradictions } from './contradictions.js';
import { phrase, spans } from './facts.js';
import type { TicketReading } from './reading.js';
import { contentWords } from './substance.js';

const question = /(?<![^\s.!?。！？])[^\s.!?。！？][^.!?。！？\n]{4,200}(?:\?(?=[\s)"*_]|$)|？)/gm;

/** What the ticket leaves open, and where it speaks against itself. */
export const doubts = {
  'open-questions': {
    title: 'Questions that the ticket leaves open',
    help: 'A heading with an answer below it is not one. Hint.',
    why: 'An agent answers them by guessing.',
    example: '"Or should we raise an error?"',
    question: {
      text: 'The ticket leaves questions open. How should they be answered?',
      answered: { 'open-questions': 0, 'question-marks': 0 },
      heading: 'Answers to the open questions',
      wanted: 'when-asked',
    },
    run: spans(openQuestions, 'Leaves a question open.', 'No open question found.', 'info'),
  },
  hedging: {
    title: 'Words such as "maybe" and "not sure"',
    question: {
      text: 'You wrote words such as "maybe" or "not sure". What is decided?',
      answered: { hedging: 0, conditionals: 0 },
      heading: 'What is certain',
      wanted: 'when-asked',
    },
    run: phrase(
      'hedging',
      'Uses words such as "maybe" or "not sure".',
      'No words such as "maybe" or "not sure" found.',
      { count: true },
    ),
  },
  'alternatives-open': {
    title: 'Choices between solutions that the ticket leaves open',
    help: 'Hint.',
    why: 'Only the author knows which one is wanted.',
    example: '"We could cache the result, or drop the call."',
    question: {
      text: 'The ticket names several solutions. Which one is wanted?',
      answered: { 'alternatives-open': 0 },
      heading: 'The solution that is wanted',
      wanted: 'when-asked',
    },
    run: phrase(
      'alternatives',
      'Leaves open which of several solutions is wanted.',
      'No open choice between solutions found.',
      { count: true, levelFound: 'info' },
    ),
  },
  discussion: {
    title: 'Requests for opinions rather than a change',
    run: phrase(
      'discussion',
      'Asks for a discussion rather than a change.',
      'No request for a discussion found.',
      { count: true },
    ),
  },
  contradictions: {
    title: 'A demand and its opposite',
    help: 'They stand in the same words, in opposite words, or as "always" against "never". Warning.',
    why: 'No patch satisfies both.',
    example: '"Sorted ascending" and "sorted descending" for the same list.',
    question: {
      text: 'The ticket asks for something and for its opposite. Which of the two holds?',
      answered: { contradictions: 0 },
      heading: 'Which of the two holds',
      wanted: 'when-asked',
    },
    run: spans(
      contradictions,
      'Asks for something and for its opposite.',
      'No contradiction found in its words.',
      'warning',
    ),
  },
} satisfies Checks<TicketReading>;

/** Questions of the author, and of the last comment: those of earlier ones had their answer. */
function openQuestions({ prose, ticket, language }: TicketReading): Span[] {
  const answered = ticket.comments.slice(0, -1);
  return spansOf(prose, question).filter(
    ({ start, end }) =>
      // Who asks "can someone look at this?" asks nothing.
      contentWords(prose.slice(start, end), language).length > 0 &&
      !answered.some(({ offset, text }) => start >= offset && start < offset + text.length),
  );
}
