import type { Span } from '../../core/span.js';
import { shared } from '../check.js';
import { type Language, scenarioLine } from './language/index.js';
import { frame } from './outline.js';
import type { TicketReading } from './reading.js';

/**
 * What a ticket is: a request (a feature, a story, a specification, a refactoring), or else a report of what goes wrong.
 * It is asked where its title alone asks for a change: `Add an option …`.
 */
export const intentOf = shared((reading: TicketReading) => {
  const { sections, language, title, prose, blocks, said } = reading;
  const has = (...topics: readonly unknown[]) =>
    sections.some(({ topic, answered }) => answered && topics.includes(topic));
  const isAsked = language !== undefined && asks(title, language);
  const matches = (text: string, phrases: 'request' | 'actual') =>
    language !== undefined && text.search(language.pattern(phrases)) >= 0;
  const reports =
    has('actual', 'steps') ||
    blocks.some(({ start, end }) =>
      said
        .slice(start, end)
        .split('\n')
        .some((line) => frame.test(line)),
    );
  const wishes =
    has('wish') ||
    (scenarioResults(reading).length > 0 && !matches(prose, 'actual')) ||
    /\bacceptance criteria\b|^#{1,6} goals?\b/im.test(said);
  const isRequest =
    (isAsked && !has('actual')) ||
    (!reports && (wishes || (matches(prose, 'request') && !matches(title, 'actual'))));
  return { isRequest, isAsked: isAsked && isRequest };
});

/** The lines of a scenario (Given, When, Then) that say what comes of it, where one also says what is done. */
export function scenarioResults({ said }: TicketReading): Span[] {
  const found = [...said.matchAll(scenarioLine)];
  if (found.every(([, , action]) => action === undefined)) return [];
  return found
    .filter(([, , , result]) => result !== undefined)
    .map(({ index, 0: match }) => ({ start: index, end: index + match.length }));
}

/** Languages whose verbs come late in a title. */
const verbsLate: readonly string[] = ['de', 'ja', 'ko', 'zh'];

/** Whether a title begins with a verb that asks for a change, or in some languages has one and names no failure. */
function asks(title: string, language: Language): boolean {
  const text = title.trim();
  const [first] = text.matchAll(language.pattern('asks'));
  if (!first) return false;
  return (
    first.index <= 1 ||
    (verbsLate.includes(language.lexicon.code) && text.search(language.pattern('actual')) < 0)
  );
}
