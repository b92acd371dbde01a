/**
 * What to ask a ticket's author when a fact stands in the way, and the value that the fact has once it is answered.
 * The words are fixed: nothing of the ticket is repeated in a question.
 */
export interface Question {
  readonly text: string;
  /** The values of facts after an answer. */
  readonly answered: Readonly<Record<string, number>>;
}

/** By the id of the fact whose value below `answered` (or above it, for what should not be there) calls for it. */
export const questions: Readonly<Record<string, Question>> = {
  'expected-behaviour': {
    text: 'What should happen instead? Please describe the result that would make this ticket done.',
    answered: { 'expected-behaviour': 1, 'expected-against-actual': 1 },
  },
  'actual-behaviour': {
    text: 'What happens now, exactly: the output, the message, or what you see?',
    answered: { 'actual-behaviour': 1, 'title-names-failure': 1 },
  },
  'steps-to-reproduce': {
    text: 'Which steps lead there, starting from a fresh install?',
    answered: { 'steps-to-reproduce': 1 },
  },
  'runnable-example': {
    text: 'Can you give a short example in code that shows it when it is run?',
    answered: { 'runnable-example': 1, calls: 3, 'code-share': 0.3 },
  },
  'error-text': {
    text: 'Is there an error message or stack trace? Please paste it as text.',
    answered: { 'error-text': 1, 'error-names': 1 },
  },
  versions: {
    text: 'Which versions of the project and of its environment did you use?',
    answered: { versions: 1 },
  },
  'names-symbols': {
    text: 'Which function, class, command or setting is it about?',
    answered: { 'names-symbols': 2, 'title-names-code': 1 },
  },
  'names-files': {
    text: 'Do you know in which file or part of the project it happens?',
    answered: { 'names-files': 1 },
  },
  'cause-named': {
    text: 'Do you know what causes it, or since when it is so?',
    answered: { 'cause-named': 1 },
  },
  'open-questions': {
    text: 'The ticket leaves questions open. How should they be answered?',
    answered: { 'open-questions': 0, 'question-marks': 0 },
  },
  'alternatives-open': {
    text: 'The ticket names several solutions. Which one is wanted?',
    answered: { 'alternatives-open': 0 },
  },
  hedging: {
    text: 'Some of it is said with reservations. Which of it is certain?',
    answered: { hedging: 0, conditionals: 0 },
  },
  contradictions: {
    text: 'The ticket asks for something and for its opposite. Which of the two holds?',
    answered: { contradictions: 0 },
  },
  'content-elsewhere': {
    text: 'Please say here, in words, what the links or pictures show.',
    answered: { 'content-elsewhere': 0 },
  },
  'problem-stated': {
    text: 'What is the problem, or what do you want to have, in two or three sentences?',
    answered: { 'problem-stated': 1, words: 60, characters: 400 },
  },
};
