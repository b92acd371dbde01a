import { intentOf } from '../../checks/ticket/intent.js';
import { englishLanguage, wordsOf } from '../../checks/ticket/language/index.js';
import { readTicket } from '../../checks/ticket/reading.js';
import type { Ticket } from '../../core/ticket.js';
import type { Feature } from './features.js';

/** Characters of a ticket that are read for its measures and its wording. */
export const mostCharacters = 20_000;

/** Measures of English words mean nothing in another language; those of reports nothing in a request. */
interface Scope {
  readonly of?: 'english' | 'english reports';
}

const ofTitle: readonly ({ name: string; pattern: RegExp; yes: string; no: string } & Scope)[] = [
  {
    of: 'english reports',
    name: 'title-names-failure',
    pattern:
      /\b(?:not|no|fail\w*|errors?|wrong\w*|incorrect\w*|crash\w*|broken|breaks?|bug|raises?|exceptions?|cannot|invalid|missing|regression|\w+Error)\b|n't\b/i,
    yes: 'Its title names what fails.',
    no: 'Its title names no failure.',
  },
  {
    of: 'english',
    name: 'title-asks-for-change',
    pattern:
      /^\W*(?:\[?feature|add|allow|support|make|improve|use|provide|implement|enable|remove|change|consider|option|better|document)/i,
    yes: 'Its title asks for a change.',
    no: '',
  },
  {
    name: 'title-names-code',
    pattern: /[`_]|\(\)|[a-z][A-Z]|\w\.\w/,
    yes: 'Its title names code.',
    no: 'Its title names no code.',
  },
  { name: 'title-asks-question', pattern: /\?/, yes: 'Its title is a question.', no: '' },
];

/** Turns of speech whose number a model may weigh; global patterns, linear in the text. */
const ofText: readonly ({ name: string; pattern: RegExp; many: string } & Scope)[] = [
  { of: 'english', name: 'should-count', pattern: /\bshould\b/gi, many: 'Says what should be.' },
  { name: 'question-marks', pattern: /\?/g, many: 'Asks questions.' },
  { name: 'exclamation-marks', pattern: /!/g, many: '' },
  { name: 'inline-code', pattern: /`[^`\n]{1,200}`/g, many: 'Marks names of code.' },
  {
    name: 'quotations',
    pattern: /"[^"\n]{3,80}"|'[^'\n]{3,80}'|[“„«「『][^“”„«»「」『』\n]{2,80}[”“»」』]/g,
    many: 'Quotes texts literally.',
  },
  { name: 'diffs', pattern: /^(?:@@ |diff --git |[+-]{3} )/gm, many: 'Shows a diff.' },
  { of: 'english', name: 'deprecations', pattern: /deprecat/gi, many: 'Is about a deprecation.' },
  { name: 'assertions', pattern: /\bassert/g, many: 'Gives assertions.' },
  { name: 'prompts', pattern: /^\s{0,20}(?:>>>|\$|In \[)/gm, many: 'Shows an interpreter session.' },
  {
    name: 'shown-results',
    pattern: /^(?:out\[|# ?(?:out|=>|->|prints|returns)|output)/gim,
    many: 'Shows results.',
  },
  { of: 'english', name: 'now-words', pattern: /\bcurrent(?:ly)?\b/gi, many: 'Tells how it is now.' },
  { of: 'english', name: 'first-person', pattern: /\bI\b/g, many: 'Speaks of its author.' },
  { of: 'english', name: 'we-words', pattern: /\bwe\b/gi, many: 'Speaks as a team among itself.' },
  { of: 'english', name: 'you-words', pattern: /\byou\b/gi, many: '' },
  { name: 'numbers', pattern: /\d+/g, many: 'Gives numbers.' },
  { name: 'capitals', pattern: /\b[A-Z]{2,}\b/g, many: '' },
  {
    name: 'environment-lines',
    pattern: /^\s{0,20}[\w.-]{1,60}\s?[:=]+\s?v?\d+\.\d+/gm,
    many: 'Lists its environment.',
  },
  { name: 'hidden-comments', pattern: /<!--/g, many: '' },
  { name: 'frames', pattern: /File "/g, many: 'Shows frames of a stack trace.' },
  { name: 'error-names', pattern: /\b\w{1,80}Error\b/g, many: 'Names errors.' },
  {
    of: 'english',
    name: 'for-example',
    pattern: /e\.g\.|for (?:example|instance)|such as/gi,
    many: 'Gives examples in words.',
  },
  {
    of: 'english',
    name: 'contrasts',
    pattern: /\b(?:but|however|although)\b/gi,
    many: 'Sets one thing against another.',
  },
  { of: 'english', name: 'conditions', pattern: /\b(?:when|if)\b/gi, many: 'Says under which conditions.' },
  {
    of: 'english',
    name: 'instead-words',
    pattern: /instead|rather than/gi,
    many: 'Says what should be instead.',
  },
  { name: 'source-paths', pattern: /\b[\w/]{1,200}\/\w{1,80}\.[a-z]{1,4}\b/g, many: 'Names paths.' },
  { of: 'english', name: 'line-references', pattern: /\bline \d+|#L\d+/g, many: 'Names lines of code.' },
  {
    of: 'english',
    name: 'likeness',
    pattern: /\bsame\b|\bconsisten|\bsimilar/gi,
    many: 'Compares with something else.',
  },
  { of: 'english', name: 'test-words', pattern: /\btests?\b/gi, many: 'Speaks of tests.' },
  { of: 'english', name: 'user-words', pattern: /\busers?\b/gi, many: '' },
  {
    of: 'english',
    name: 'conditionals',
    pattern: /\b(?:could|would|might|may)\b/gi,
    many: 'Speaks in conditionals.',
  },
  { name: 'imports', pattern: /^\s{0,20}(?:import|from) /gm, many: 'Shows which modules it uses.' },
  { name: 'calls', pattern: /\w\(/g, many: 'Shows calls.' },
];

/** Measures of how a ticket is written that a model can weigh and that are no facts of their own. */
export function ticketMeasures(ticket: Ticket): Feature[] {
  const reading = readTicket(ticket);
  const { text: said, title, language } = reading;
  const isEnglish = language === englishLanguage;
  const { isRequest } = intentOf(reading);
  const means = ({ of }: Scope) => !of || (isEnglish && (of === 'english' || !isRequest));
  const text = said.slice(0, mostCharacters);
  const prose = text.replace(/```[\s\S]*?(?:```|$)/g, '');
  const sentences = prose.split(/[.!?]\s+|[。！？]|\n\n/);
  const words = wordsOf(prose.toLowerCase()).filter((word) => /^\p{L}/u.test(word));
  const ofBody = (): Feature[] => [
    ...ofText.filter(means).map(({ name, pattern, many }): Feature => {
      const count = text.match(pattern)?.length ?? 0;
      return { name, value: count, sentence: count > 0 ? many : '' };
    }),
    { name: 'characters', value: text.length, sentence: '' },
    { name: 'lines', value: text.split('\n').length, sentence: '' },
    { name: 'paragraphs', value: text.split(/\n\s*\n/).length, sentence: '' },
    { name: 'sentences', value: sentences.length, sentence: '' },
    { name: 'sentence-words', value: words.length / sentences.length, sentence: '' },
    { name: 'different-words', value: new Set(words).size, sentence: '' },
  ];
  // Nothing follows from the size of what is not there: every ticket that a model learnt from had a body.
  const hasBody = text.length > reading.ticket.title.text.length + 3;
  return [
    ...ofTitle.filter(means).map(({ name, pattern, yes, no }): Feature => {
      const found = pattern.test(title);
      return { name, value: Number(found), sentence: found ? yes : no };
    }),
    ...(hasBody ? ofBody() : []),
  ];
}
