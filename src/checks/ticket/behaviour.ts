import { counted } from '../../core/counted.js';
import type { Span } from '../../core/span.js';
import { amount, type Checks, measured, type Said, shared } from '../check.js';
import { phrase, placesOf, spans } from './facts.js';
import { intentOf, scenarioResults } from './intent.js';
import type { Topic } from './language/index.js';
import type { TicketReading } from './reading.js';
import { definiteThings } from './substance.js';

/** What the ticket says is wrong or wanted. */
export const behaviour = {
  'problem-stated': {
    title: 'Whether the ticket says what is wrong or wanted',
    help: 'Blocker if it does not: it has too few words, a wish such as "make it better", or words that name nothing definite.',
    why: 'An agent that starts from nothing guesses.',
    example: '`Improve the settings page`.',
    question: {
      text: 'What is the problem, or what do you want to have, in two or three sentences?',
      answered: { 'problem-stated': 1, words: 60, characters: 400 },
      heading: 'The problem',
      wanted: 'always',
    },
    run: problemSaid,
  },
  'expected-behaviour': {
    title: 'Whether the ticket says what should happen',
    help: 'Warning if it does not.',
    why: 'Without it, nobody can tell when the work is done.',
    example: '"The export has 12 rows" says what happens; "it should have 13" says what is expected.',
    question: {
      text: 'What should happen instead? Please describe the result that would make this ticket done.',
      answered: { 'expected-behaviour': 1, 'expected-against-actual': 1 },
      heading: 'What should happen',
      wanted: 'always',
    },
    run: (reading) => wish(reading),
  },
  'actual-behaviour': {
    title: 'Whether a report of a problem says what happens now',
    help: 'Hint if it does not. The check does not apply to a request for something new.',
    why: 'The difference between what happens and what should happen is the task.',
    example: '"It prints `None`" says what happens; "it does not work" does not.',
    ofReports: true,
    question: {
      text: 'What happens now, exactly: the output, the message, or what you see?',
      answered: { 'actual-behaviour': 1, 'title-names-failure': 1 },
      heading: 'What actually happens now',
      wanted: 'in-reports',
    },
    run: happens,
  },
  'cause-named': {
    title: 'Whether it names a cause',
    ofReports: true,
    question: {
      text: 'Do you know the cause, or when it started?',
      answered: { 'cause-named': 1 },
      heading: 'Cause',
      wanted: 'when-asked',
    },
    run: phrase('cause', 'Names a cause.', 'No cause found.', { topics: ['cause', 'fix'] }),
  },
  'fix-proposed': {
    title: 'Whether it proposes a solution',
    run: phrase('fix', 'Proposes a solution.', 'No proposed solution found.', { topics: ['fix'] }),
  },
  'feature-request': {
    title: 'Whether it asks for something new',
    run: (reading) => amount(Number(intentOf(reading).isRequest), 'Asks for a change.', 'Reports a problem.'),
  },
  'vague-wish': {
    title: 'Words such as "improve" or "better" that can mean many things',
    run: phrase(
      'vague',
      'Uses words that can mean many things, such as "improve" or "better".',
      'No words such as "improve" or "better" found.',
      { count: true },
    ),
  },
  'expected-against-actual': {
    title: 'Whether it says both what is expected and what happens',
    ofReports: true,
    run: (reading) =>
      amount(
        Number(wish(reading).value > 0 && happens(reading).value > 0),
        'Says both what is expected and what happens.',
        'Does not say both what is expected and what happens.',
      ),
  },
  'behaviour-sections': {
    title: 'Headings for expected and actual behaviour',
    ofReports: true,
    run: spans(
      ({ sections }) =>
        sections
          .filter(({ topic, answered }) => answered && (topic === 'expected' || topic === 'actual'))
          .map(({ heading }) => heading),
      'Has sections for expected and actual results.',
      'Has no sections for expected and actual results.',
    ),
  },
} satisfies Checks<TicketReading>;

/** In words, in the title, or in a scenario. */
const wish = shared((reading: TicketReading): Said => {
  const said = wishInWords(reading);
  const { isAsked } = intentOf(reading);
  const scenario = scenarioResults(reading);
  if (said.value > 0 || (!isAsked && scenario.length === 0)) return said;
  const places = placesOf(reading, isAsked ? [titleSpan(reading)] : scenario);
  return { ...measured(1, expected), places };
});

const expected = 'Says what is expected.';
const wishInWords = phrase('expected', expected, 'No expected result found.', {
  topics: ['expected', 'fix'],
  levelMissing: 'warning',
});

function happens(reading: TicketReading): Said {
  return (intentOf(reading).isRequest ? happensNow : problemNow)(reading);
}

const now = (...topics: readonly Topic[]) =>
  phrase('actual', 'Says what happens now.', 'Nothing found on what happens now.', {
    topics,
    levelMissing: 'info',
  });
const happensNow = now('actual');
const problemNow = now('actual', 'problem');

/** With fewer words about the work, nobody can start. */
const fewestWords = 4;
/** What a name, a quote or a number is worth in words. */
const worthOfDetail = 2;
/** With more sentences than these words, a ticket without a single definite thing may still be clear. */
const shortTicket = 60;
/** Below this a wish for "better" has no room to say what that is. */
const shortWish = 14;

/** Whether there is enough to start from. What surely is not keeps the door shut. */
function problemSaid(reading: TicketReading): Said {
  const { content, blocks, words, sections, language, prose } = reading;
  const details = definiteThings(reading.work).length;
  const substance = content.all + worthOfDetail * Math.min(details, 4) + (hasCode(reading) ? fewestWords : 0);
  const vague = language ? (prose.match(language.pattern('vague'))?.length ?? 0) : 0;
  const condition = language ? language.pattern('conditions').test(prose) : true;
  if (language) language.pattern('conditions').lastIndex = 0;
  const structure = sections.filter(({ topic, answered }) => answered && topic !== undefined).length;
  const isBare = details === 0 && blocks.length === 0 && structure === 0;
  const tooFew = substance < fewestWords;
  const isVague = isBare && vague > 0 && !condition && content.all - vague < shortWish;
  const isEmpty =
    isBare &&
    !intentOf(reading).isRequest &&
    !condition &&
    wish(reading).value === 0 &&
    words < shortTicket &&
    content.all < shortWish / 2;
  const stated = !tooFew && !isVague && !isEmpty;
  let sentence = 'States a problem or a wish.';
  if (tooFew && content.all === 0) sentence = 'Says nothing about a problem or a wish.';
  else if (tooFew)
    sentence = `Says too little to start from: ${counted(content.all, 'word')} about the work.`;
  else if (isVague) sentence = 'Asks for something better without saying what exactly.';
  else if (isEmpty) sentence = 'Names nothing definite: no place, no message, no step, no result.';
  return {
    value: Number(stated),
    sentence,
    places: stated ? [] : placesOf(reading, [titleSpan(reading)]),
    level: stated ? 'note' : 'blocker',
  };
}

/** Code or output other than the frames of a stack trace. */
function hasCode({ blocks, said }: TicketReading): boolean {
  return blocks.some(({ start, end }) =>
    /\w\(|\s=\s|^\s*(?:\$|>>>|import|from|def|class)\b|[{};]/m.test(
      said.slice(start, end).replace(/^.*(?:0x|at ).*$/gm, ''),
    ),
  );
}

function titleSpan({ ticket: { title } }: TicketReading): Span {
  return { start: title.offset, end: title.offset + title.text.length };
}
