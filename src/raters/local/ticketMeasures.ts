import { intentOf } from '../../checks/ticket/intent.js';
import { englishLanguage, wordsOf } from '../../checks/ticket/language/index.js';
import { readTicket } from '../../checks/ticket/reading.js';
import type { Ticket } from '../../core/ticket.js';
import { above, type Feature, type Measure, measures } from './features.js';

/** Characters of a ticket that are read for its measures and its wording. */
export const mostCharacters = 20_000;

/** Measures of English words mean nothing in another language; those of reports nothing in a request. */
type Scope = 'english' | 'english reports';

const ofTitle: Readonly<Record<string, readonly [pattern: RegExp, yes: string, no: string, of?: Scope]>> = {
  'title-names-failure': [
    /\b(?:not|no|fail\w*|errors?|wrong\w*|incorrect\w*|crash\w*|broken|breaks?|bug|raises?|exceptions?|cannot|invalid|missing|regression|\w+Error)\b|n't\b/i,
    'Its title names what fails.',
    'Its title names no failure.',
    'english reports',
  ],
  'title-asks-for-change': [
    /^\W*(?:\[?feature|add|allow|support|make|improve|use|provide|implement|enable|remove|change|consider|option|better|document)/i,
    'Its title asks for a change.',
    '',
    'english',
  ],
  'title-names-code': [/[`_]|\(\)|[a-z][A-Z]|\w\.\w/, 'Its title names code.', 'Its title names no code.'],
  'title-asks-question': [/\?/, 'Its title is a question.', ''],
};

/** Turns of speech whose number a model may weigh; global patterns, linear in the text. */
const ofText: Readonly<Record<string, readonly [pattern: RegExp, many: string, of?: Scope]>> = {
  'should-count': [/\bshould\b/gi, 'Says what should be.', 'english'],
  'question-marks': [/\?/g, 'Asks questions.'],
  'exclamation-marks': [/!/g, ''],
  'inline-code': [/`[^`\n]{1,200}`/g, 'Marks names of code.'],
  quotations: [
    /"[^"\n]{3,80}"|'[^'\n]{3,80}'|[“„«「『][^“”„«»「」『』\n]{2,80}[”“»」』]/g,
    'Quotes texts literally.',
  ],
  diffs: [/^(?:@@ |diff --git |[+-]{3} )/gm, 'Shows a diff.'],
  deprecations: [/deprecat/gi, 'Is about a deprecation.', 'english'],
  assertions: [/\bassert/g, 'Gives assertions.'],
  prompts: [/^\s{0,20}(?:>>>|\$|In \[)/gm, 'Shows an interpreter session.'],
  'shown-results': [/^(?:out\[|# ?(?:out|=>|->|prints|returns)|output)/gim, 'Shows results.'],
  'now-words': [/\bcurrent(?:ly)?\b/gi, 'Tells how it is now.', 'english'],
  'first-person': [/\bI\b/g, 'Speaks of its author.', 'english'],
  'we-words': [/\bwe\b/gi, 'Speaks as a team among itself.', 'english'],
  'you-words': [/\byou\b/gi, '', 'english'],
  numbers: [/\d+/g, 'Gives numbers.'],
  capitals: [/\b[A-Z]{2,}\b/g, ''],
  'environment-lines': [/^\s{0,20}[\w.-]{1,60}\s?[:=]+\s?v?\d+\.\d+/gm, 'Lists its environment.'],
  'hidden-comments': [/<!--/g, ''],
  frames: [/File "/g, 'Shows frames of a stack trace.'],
  'error-names': [/\b\w{1,80}Error\b/g, 'Names errors.'],
  'for-example': [/e\.g\.|for (?:example|instance)|such as/gi, 'Gives examples in words.', 'english'],
  contrasts: [/\b(?:but|however|although)\b/gi, 'Sets one thing against another.', 'english'],
  conditions: [/\b(?:when|if)\b/gi, 'Says under which conditions.', 'english'],
  'instead-words': [/instead|rather than/gi, 'Says what should be instead.', 'english'],
  'source-paths': [/\b[\w/]{1,200}\/\w{1,80}\.[a-z]{1,4}\b/g, 'Names paths.'],
  'line-references': [/\bline \d+|#L\d+/g, 'Names lines of code.', 'english'],
  likeness: [/\bsame\b|\bconsisten|\bsimilar/gi, 'Compares with something else.', 'english'],
  'test-words': [/\btests?\b/gi, 'Speaks of tests.', 'english'],
  'user-words': [/\busers?\b/gi, '', 'english'],
  conditionals: [/\b(?:could|would|might|may)\b/gi, 'Speaks in conditionals.', 'english'],
  imports: [/^\s{0,20}(?:import|from) /gm, 'Shows which modules it uses.'],
  calls: [/\w\(/g, 'Shows calls.'],
};

/** Measures of how a ticket is written that a model can weigh and that are no facts of their own. */
export function ticketMeasures(ticket: Ticket): Feature[] {
  const reading = readTicket(ticket);
  const { text: said, title, language } = reading;
  const isEnglish = language === englishLanguage;
  const { isRequest } = intentOf(reading);
  const means = (of: Scope | undefined) => !of || (isEnglish && (of === 'english' || !isRequest));
  const text = said.slice(0, mostCharacters);
  const prose = text.replace(/```[\s\S]*?(?:```|$)/g, '');
  const sentences = prose.split(/[.!?]\s+|[。！？]|\n\n/);
  const words = wordsOf(prose.toLowerCase()).filter((word) => /^\p{L}/u.test(word));
  const titleRows = Object.entries(ofTitle).flatMap(([name, [pattern, yes, no, of]]): Row[] => {
    const found = pattern.test(title);
    return means(of) ? [[name, [Number(found), found ? yes : no]]] : [];
  });
  const textRows = Object.entries(ofText).flatMap(([name, [pattern, many, of]]): Row[] =>
    means(of) ? [[name, above(text.match(pattern)?.length ?? 0, 0, many)]] : [],
  );
  // Nothing follows from the size of what is not there: every ticket that a model learned from had a body.
  const hasBody = text.length > reading.ticket.title.text.length + 3;
  return measures({
    ...Object.fromEntries(titleRows),
    brief: [Number(text.length < briefCharacters)],
    ...(hasBody && {
      ...Object.fromEntries(textRows),
      characters: [text.length],
      lines: [text.split('\n').length],
      paragraphs: [text.split(/\n\s*\n/).length],
      sentences: [sentences.length],
      'sentence-words': [words.length / sentences.length],
      'different-words': [new Set(words).size],
    }),
  });
}

/** What is shorter says all that it has to say in one sentence, or next to nothing. */
const briefCharacters = 160;

type Row = [name: string, measure: Measure];
