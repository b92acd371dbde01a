import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf } from './facts.js';
import { intentOf, scenarioResults } from './intent.js';
import type { Span } from './outline.js';
import type { TicketReading } from './reading.js';
import { definiteThings } from './substance.js';

const expected: PhraseCheck = {
  id: 'expected-behaviour',
  pattern: 'expected',
  read: 'prose',
  topics: ['expected', 'fix'],
  found: 'Says what is expected.',
  missing: 'No expected result found.',
  levelMissing: 'warning',
};

const actual: PhraseCheck = {
  id: 'actual-behaviour',
  pattern: 'actual',
  read: 'prose',
  topics: ['actual'],
  found: 'Says what happens now.',
  missing: 'Nothing found on what happens now.',
  levelMissing: 'info',
};

const cause: PhraseCheck = {
  id: 'cause-named',
  pattern: 'cause',
  read: 'prose',
  topics: ['cause', 'fix'],
  found: 'Names a cause.',
  missing: 'No cause found.',
};

const proposal: PhraseCheck = {
  id: 'fix-proposed',
  pattern: 'fix',
  read: 'prose',
  topics: ['fix'],
  found: 'Proposes a solution.',
  missing: 'No proposed solution found.',
};

const vagueWish: PhraseCheck = {
  id: 'vague-wish',
  pattern: 'vague',
  read: 'prose',
  count: true,
  found: 'Uses words that can mean many things, such as "improve" or "better".',
  missing: 'No words such as "improve" or "better" found.',
};

/** With fewer words about the work, nobody can start. */
const fewestWords = 4;
/** What a name, a quote or a number is worth in words. */
const worthOfDetail = 2;
/** With more sentences than these words, a ticket without a single definite thing may still be clear. */
const shortTicket = 60;
/** Below this a wish for "better" has no room to say what that is. */
const shortWish = 14;

/** What the ticket says is wrong or wanted. */
export function behaviourFacts(reading: TicketReading): Fact[] {
  const { isRequest, isAsked } = intentOf(reading);
  const scenario = scenarioResults(reading);
  const wish = phraseFact(reading, expected);
  const wanted: Fact =
    wish.value > 0 || (!isAsked && scenario.length === 0)
      ? wish
      : {
          id: expected.id,
          value: 1,
          sentence: expected.found,
          places: placesOf(reading, isAsked ? [titleSpan(reading)] : scenario),
          level: 'note',
        };
  const happens = phraseFact(reading, isRequest ? actual : { ...actual, topics: ['actual', 'problem'] });
  const both = wanted.value > 0 && happens.value > 0;
  const headings = reading.sections.filter(
    ({ topic, answered }) => answered && (topic === 'expected' || topic === 'actual'),
  );
  return [
    problemFact(reading, wanted, isRequest),
    wanted,
    happens,
    phraseFact(reading, cause),
    phraseFact(reading, proposal),
    {
      id: 'feature-request',
      value: Number(isRequest),
      sentence: isRequest ? 'Asks for a change.' : 'Reports a problem.',
      places: [],
      level: 'note',
    },
    phraseFact(reading, vagueWish),
    {
      id: 'expected-against-actual',
      value: Number(both),
      sentence: both
        ? 'Says both what is expected and what happens.'
        : 'Does not say both what is expected and what happens.',
      places: [],
      level: 'note',
    },
    {
      id: 'behaviour-sections',
      value: headings.length,
      sentence:
        headings.length > 0
          ? 'Has sections for expected and actual results.'
          : 'Has no sections for expected and actual results.',
      places: placesOf(
        reading,
        headings.map(({ heading }) => heading),
      ),
      level: 'note',
    },
  ];
}

/** Whether there is enough to start from. What surely is not keeps the door shut. */
function problemFact(reading: TicketReading, wanted: Fact, isRequest: boolean): Fact {
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
    !isRequest &&
    !condition &&
    wanted.value === 0 &&
    words < shortTicket &&
    content.all < shortWish / 2;
  const stated = !tooFew && !isVague && !isEmpty;
  let sentence = 'States a problem or a wish.';
  if (tooFew) {
    sentence =
      content.all === 0
        ? 'Says nothing about a problem or a wish.'
        : `Says too little to start from: ${content.all} ${content.all === 1 ? 'word' : 'words'} about the work.`;
  } else if (isVague) sentence = 'Asks for something better without saying what exactly.';
  else if (isEmpty) sentence = 'Names nothing definite: no place, no message, no step, no result.';
  return {
    id: 'problem-stated',
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
