import type { FactLevel } from '../../core/evidence.js';
import { type Place, quoteOf } from '../../core/place.js';
import { type Span, spansOf } from '../../core/span.js';
import { measured, type Said } from '../check.js';
import type { Phrases, Topic } from './language/index.js';
import type { TicketReading } from './reading.js';

/** Places that a fact names at most. */
const mostPlaces = 5;

export function placesOf({ ticket }: Pick<TicketReading, 'ticket'>, spans: readonly Span[]): Place[] {
  return spans.slice(0, mostPlaces).map(({ start, end }) => ({
    document: 'ticket',
    range: ticket.rangeInDocument(start, end),
    quote: quoteOf(ticket.text.slice(start, end)),
  }));
}

/** Counts stretches of a ticket: silent at none. */
export function spansSaid(
  reading: TicketReading,
  spans: readonly Span[],
  found: string,
  missing: string,
  level: FactLevel = 'note',
): Said {
  const { length } = spans;
  return {
    value: length,
    sentence: length > 0 ? found : missing,
    places: placesOf(reading, spans),
    level: length > 0 ? level : 'note',
  };
}

/** What a check for stretches of a ticket runs. */
export function spans(
  find: (reading: TicketReading) => readonly Span[],
  found: string,
  missing: string,
  level?: FactLevel,
): (reading: TicketReading) => Said {
  return (reading) => spansSaid(reading, find(reading), found, missing, level);
}

interface PhraseOptions {
  /** Where it is looked for; `prose` if absent. */
  readonly read?: 'prose' | 'said';
  /** Topics of sections whose answer says it, whatever the words. */
  readonly topics?: readonly Topic[];
  /** `count` gives the number of matches as the fact's value, else it is 0 or 1. */
  readonly count?: boolean;
  readonly levelFound?: FactLevel;
  readonly levelMissing?: FactLevel;
}

/**
 * What a check for turns of phrase runs.
 *
 * @param pattern phrases of the ticket's language, or a global pattern that runs in linear time on any text
 */
export function phrase(
  pattern: Phrases | RegExp,
  found: string,
  missing: string,
  { topics = [], read = 'prose', count, levelFound = 'note', levelMissing = 'note' }: PhraseOptions,
): (reading: TicketReading) => Said {
  return (reading) => {
    const answers = reading.sections.filter(
      ({ topic, answered }) => answered && topic && topics.includes(topic),
    );
    const known = typeof pattern === 'string' ? reading.language?.pattern(pattern) : pattern;
    const seen = known ? spansOf(reading[read], known) : [];
    const isFound = seen.length + answers.length > 0;
    if (!isFound && !known) return unknown;
    return {
      value: count ? seen.length : Number(isFound),
      sentence: isFound ? found : missing,
      places: placesOf(reading, [...answers.map(({ heading }) => heading), ...seen]),
      level: isFound ? levelFound : levelMissing,
    };
  };
}

/** What can't be told in the ticket's language. */
const unknown: Said = {
  ...measured(0, 'Not checked: this is not known in the language of the ticket.'),
  moot: true,
};
