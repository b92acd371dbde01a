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

/** Turns of phrase: what they mean when they are there, and when they are not. */
export interface Phrase {
  /** Phrases of the ticket's language, or a global pattern that runs in linear time on any text. */
  readonly pattern: Phrases | RegExp;
  /** Where it is looked for; `prose` if absent. */
  readonly read?: 'said';
  /** Topics of sections whose answer says it, whatever the words. */
  readonly topics?: readonly Topic[];
  /** `count` gives the number of matches as the fact's value, else it is 0 or 1. */
  readonly count?: boolean;
  readonly found: string;
  readonly missing: string;
  readonly levelFound?: FactLevel;
  readonly levelMissing?: FactLevel;
}

/** What a check for turns of phrase runs. */
export function phrase(sought: Phrase): (reading: TicketReading) => Said {
  const { pattern, topics = [], read = 'prose' } = sought;
  return (reading) => {
    const answers = reading.sections.filter(
      ({ topic, answered }) => answered && topic && topics.includes(topic),
    );
    const known = typeof pattern === 'string' ? reading.language?.pattern(pattern) : pattern;
    const spans = known ? spansOf(reading[read], known) : [];
    const found = spans.length + answers.length > 0;
    if (!found && !known) return unknown;
    return {
      value: sought.count ? spans.length : Number(found),
      sentence: found ? sought.found : sought.missing,
      places: placesOf(reading, [...answers.map(({ heading }) => heading), ...spans]),
      level: (found ? sought.levelFound : sought.levelMissing) ?? 'note',
    };
  };
}

/** What can't be told in the ticket's language. */
const unknown: Said = {
  ...measured(0, 'Not checked: this is not known in the language of the ticket.'),
  moot: true,
};
