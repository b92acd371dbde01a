import type { Fact } from '../../core/evidence.js';
import { type PhraseCheck, phraseFact, placesOf, type Span, type TicketReading } from './reading.js';

const questions: PhraseCheck = {
  id: 'open-questions',
  pattern: /(?<![^\s.!?])[^\s.!?][^.!?\n]{4,200}\?(?=[\s)"*_]|$)/gm,
  read: 'prose',
  count: true,
  found: 'Leaves a question open.',
  missing: 'Leaves no question open.',
  levelFound: 'info',
};

const hedging: PhraseCheck = {
  id: 'hedging',
  pattern:
    /\b(?:maybe|perhaps|probably|possibly|presumably|somehow|not (?:entirely |quite |really )?sure|unsure|i (?:think|guess|assume|believe|suspect|wonder)|might|seems?|apparently|something like|kind of|sort of|or so|no idea|don'?t know|tbd)\b/gi,
  read: 'prose',
  count: true,
  found: 'Hedges instead of saying what is so.',
  missing: 'Says what is so without hedging.',
};

const alternatives: PhraseCheck = {
  id: 'alternatives-open',
  pattern:
    /\b(?:either\b[^.\n]{1,120}\bor|or (?:maybe|perhaps|should|at least|alternatively)|alternatively|another (?:option|approach|possibility|solution|way)|(?:one|two|several|some|other|multiple) (?:options?|approaches|possibilit(?:y|ies)|solutions?|ways)|option (?:1|a)\b|whether (?:to|or not)|(?:pros|cons) )/gi,
  read: 'prose',
  count: true,
  found: 'Leaves open which of several solutions is wanted.',
  missing: 'Leaves no choice between solutions open.',
  levelFound: 'info',
};

const discussion: PhraseCheck = {
  id: 'discussion',
  pattern:
    /\b(?:discuss(?:ion|ed)?|thoughts|wdyt|what do you think|feedback|opinions?|consensus|debate|happy to|let me know|any (?:ideas?|suggestions?|help)|what should|how should|shall we|makes? sense)\b/gi,
  read: 'prose',
  count: true,
  found: 'Asks for a discussion rather than a change.',
  missing: 'Asks for no discussion.',
};

const phrases = [questions, hedging, alternatives, discussion];

/** What the ticket leaves open, and where it speaks against itself. */
export function doubtFacts(reading: TicketReading): Fact[] {
  const against = contradictions(reading.prose);
  return [
    ...phrases.map((check) => phraseFact(reading, check)),
    {
      id: 'contradictions',
      value: against.length,
      sentence:
        against.length > 0
          ? 'Asks for something and for its opposite.'
          : 'Does not contradict itself in so many words.',
      places: placesOf(reading, against),
      level: against.length > 0 ? 'warning' : 'note',
    },
  ];
}

/** «should (must, may) x» and, elsewhere, «should not x», with the same words for x. */
function contradictions(prose: string): Span[] {
  const said = new Map<string, { negated: boolean; span: Span }>();
  const found: Span[] = [];
  const demand = /\b(should|must|may|can|will)( not|n't|not)? ([a-z]{2,20} [a-z]{2,20} [a-z]{2,20})\b/gi;
  for (const match of prose.matchAll(demand)) {
    const key = `${match[1]} ${match[3]}`.toLowerCase();
    const negated = match[2] !== undefined;
    const span = { start: match.index, end: match.index + match[0].length };
    const other = said.get(key);
    if (!other) said.set(key, { negated, span });
    else if (other.negated !== negated) found.push(other.span, span);
  }
  return found;
}
