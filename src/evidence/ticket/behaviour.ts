import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf, spansOf, type TicketReading } from './reading.js';

const expected: PhraseCheck = {
  id: 'expected-behaviour',
  pattern:
    /\b(?:expect(?:ed|s|ing|ation)?|should(?:n't)?|supposed to|ought to|must|desired|would (?:like|be (?:nice|good|great|useful|helpful)))\b/gi,
  read: 'prose',
  found: 'Says what is expected.',
  missing: 'Says nowhere what is expected.',
  levelMissing: 'warning',
};

const actual: PhraseCheck = {
  id: 'actual-behaviour',
  pattern:
    /\b(?:actual(?:ly)?|currently|instead|however|fail(?:s|ed|ing|ure)?|rais(?:es|ed|ing)|throws?|crash(?:es|ed|ing)?|breaks?|broken|returns?|errors?|exceptions?|wrong(?:ly)?|incorrect(?:ly)?|invalid|doesn'?t|does not|isn'?t|didn'?t|can'?t|cannot|unable|no longer|unexpected(?:ly)?|regression|ignor(?:es|ed)|missing)\b/gi,
  read: 'prose',
  found: 'Says what happens now.',
  missing: 'Says nowhere what happens now.',
  levelMissing: 'info',
};

const cause: PhraseCheck = {
  id: 'cause-named',
  pattern:
    /\b(?:because|caused by|due to|the (?:problem|reason|cause|culprit|issue) is|root cause|introduced (?:in|by)|since (?:commit|version|v?\d)|bisect)\b/gi,
  read: 'prose',
  found: 'Names a cause.',
  missing: 'Names no cause.',
};

const proposal: PhraseCheck = {
  id: 'fix-proposed',
  pattern:
    /\b(?:(?:possible|proposed|suggested|simple|easy|quick) (?:fix|solution|change|patch)|(?:can|could|should|would) be (?:fixed|changed|replaced|solved|removed|added)|fix(?:ed)? (?:it |this )?by|(?:i|we) (?:propose|suggest)|solution|workaround|patch|pull request|instead of)\b/gi,
  read: 'prose',
  found: 'Proposes how to solve it.',
  missing: 'Proposes no solution.',
};

const request: PhraseCheck = {
  id: 'feature-request',
  pattern:
    /\b(?:feature|enhancement|add(?:ing)? (?:support|an? option|the ability)|support for|would be (?:nice|good|great|useful|helpful)|allow(?:s|ing)? (?:to|users?|for|the)|proposal|it'd be)\b/gi,
  read: 'prose',
  found: 'Asks for something new.',
  missing: 'Reports something that is there.',
};

const vagueWish: PhraseCheck = {
  id: 'vague-wish',
  pattern:
    /\b(?:improve|better|nicer|clean ?up|refactor|optimi[sz]e|simplify|modernize|more (?:robust|flexible|consistent|user[- ]friendly)|inconsistent|confusing|unclear|documentation|docs|document(?:ed)?|etc)\b/gi,
  read: 'prose',
  count: true,
  found: 'Uses words that can mean many things, such as «improve» or «better».',
  missing: 'Uses no words such as «improve» or «better» that can mean many things.',
};

const phrases = [expected, actual, cause, proposal, request, vagueWish];

/** A problem takes more than a few words; below this nobody can know what is wanted. */
const fewestWords = 12;
/** With fewer, no rater can know better: «fix it», «It fails.» */
const fewestForAnything = 4;

/** What the ticket says is wrong or wanted. */
export function behaviourFacts(reading: TicketReading): Fact[] {
  const { words, ticket } = reading;
  const stated = words >= fewestWords || reading.blocks.length > 0;
  const facts = phrases.map((check) => phraseFact(reading, check));
  const headings = spansOf(
    reading.prose,
    /^[ \t#*_]*(?:expected|actual|observed|current|desired)\b.{0,40}$/gim,
  );
  return [
    {
      id: 'problem-stated',
      value: Number(stated),
      sentence: stated
        ? 'States a problem or a wish.'
        : `Has ${words} ${words === 1 ? 'word' : 'words'} of text: too few to know what is wanted.`,
      places: stated
        ? []
        : placesOf(reading, [
            { start: ticket.title.offset, end: ticket.title.offset + ticket.title.text.length },
          ]),
      level: stated ? 'note' : words < fewestForAnything ? 'blocker' : 'warning',
    },
    ...facts,
    {
      id: 'expected-against-actual',
      value: facts[0]?.value === 1 && facts[1]?.value === 1 ? 1 : 0,
      sentence:
        facts[0]?.value === 1 && facts[1]?.value === 1
          ? 'Sets what is expected against what happens.'
          : 'Does not set what is expected against what happens.',
      places: [],
      level: 'note',
    },
    {
      id: 'behaviour-sections',
      value: headings.length,
      sentence:
        headings.length > 0
          ? 'Has sections for expected and actual behaviour.'
          : 'Has no sections for expected and actual behaviour.',
      places: placesOf(reading, headings),
      level: 'note',
    },
  ];
}
