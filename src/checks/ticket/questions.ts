import type { Evidence, Fact } from '../../core/evidence.js';
import type { TicketCheckId } from '../registry.js';

/**
 * What to ask a ticket's author when a fact is missing or stands in the way, and the value that the fact has once it
 * is answered. The words are fixed: nothing of the ticket is repeated in a question.
 */
export interface Gap {
  readonly text: string;
  /** The values of facts after an answer; a count is raised to it and never lowered, unless it is 0. */
  readonly answered: Readonly<Record<string, number>>;
  /** What stands over the answer in a rewritten ticket. */
  readonly heading: string;
  /** Which tickets want that heading: all, those that report what goes wrong, or only those that were asked. */
  readonly wanted: 'always' | 'in-reports' | 'when-asked';
}

/**
 * By the id of the fact whose value below `answered` (or above it, for what should not be there) calls for it, in
 * the order in which an engineer asks: the problem, the result, the steps, the environment, the scope.
 */
export const gaps: Readonly<Record<string, Gap>> = {
  'problem-stated': {
    text: 'What is the problem, or what do you want to have, in two or three sentences?',
    answered: { 'problem-stated': 1, words: 60, characters: 400 },
    heading: 'The problem',
    wanted: 'always',
  },
  'content-elsewhere': {
    text: 'Please say here, in words, what the links, images or other tickets show.',
    answered: { 'content-elsewhere': 0 },
    heading: 'What the links and images show',
    wanted: 'when-asked',
  },
  'actual-behaviour': {
    text: 'What happens now, exactly: the output, the message, or what you see?',
    answered: { 'actual-behaviour': 1, 'title-names-failure': 1 },
    heading: 'What actually happens now',
    wanted: 'in-reports',
  },
  'expected-behaviour': {
    text: 'What should happen instead? Please describe the result that would make this ticket done.',
    answered: { 'expected-behaviour': 1, 'expected-against-actual': 1 },
    heading: 'What should happen',
    wanted: 'always',
  },
  contradictions: {
    text: 'The ticket asks for something and for its opposite. Which of the two holds?',
    answered: { contradictions: 0 },
    heading: 'Which of the two holds',
    wanted: 'when-asked',
  },
  'steps-to-reproduce': {
    text: 'Which steps lead there, starting from a fresh install?',
    answered: { 'steps-to-reproduce': 1 },
    heading: 'Steps to reproduce',
    wanted: 'in-reports',
  },
  'runnable-example': {
    text: 'Can you give a short example in code that shows it when it is run?',
    answered: { 'runnable-example': 1, calls: 3, 'code-share': 0.3 },
    heading: 'Example',
    wanted: 'when-asked',
  },
  'error-text': {
    text: 'Is there an error message or stack trace? Please paste it as text.',
    answered: { 'error-text': 1, 'error-names': 1 },
    heading: 'Error text',
    wanted: 'in-reports',
  },
  versions: {
    text: 'Which versions of the project and of its environment did you use?',
    answered: { versions: 1 },
    heading: 'Environment',
    wanted: 'in-reports',
  },
  'names-symbols': {
    text: 'Which function, class, command or setting is it about?',
    answered: { 'names-symbols': 2, 'title-names-code': 1 },
    heading: 'What it is about',
    wanted: 'when-asked',
  },
  'names-files': {
    text: 'Do you know in which file or part of the project it happens?',
    answered: { 'names-files': 1 },
    heading: 'Where it happens',
    wanted: 'when-asked',
  },
  'cause-named': {
    text: 'Do you know the cause, or when it started?',
    answered: { 'cause-named': 1 },
    heading: 'Cause',
    wanted: 'when-asked',
  },
  'open-questions': {
    text: 'The ticket leaves questions open. How should they be answered?',
    answered: { 'open-questions': 0, 'question-marks': 0 },
    heading: 'Answers to the open questions',
    wanted: 'when-asked',
  },
  'alternatives-open': {
    text: 'The ticket names several solutions. Which one is wanted?',
    answered: { 'alternatives-open': 0 },
    heading: 'The solution that is wanted',
    wanted: 'when-asked',
  },
  hedging: {
    text: 'You wrote words such as "maybe" or "not sure". What is decided?',
    answered: { hedging: 0, conditionals: 0 },
    heading: 'What is certain',
    wanted: 'when-asked',
  },
} satisfies Partial<Record<TicketCheckId, Gap>>;

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
