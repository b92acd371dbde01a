import type { Fact, FactLevel } from '../../core/evidence.js';
import { type Place, quoteOf } from '../../core/place.js';
import type { Phrases, Topic } from './language/index.js';
import type { Span } from './outline.js';
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

/** The stretches of a text that a global pattern matches. */
export function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}

/** A check for turns of phrase: what they mean when they are there, and when they are not. */
export interface PhraseCheck {
  readonly id: string;
  /** Phrases of the ticket's language, or a global pattern that runs in linear time on any text. */
  readonly pattern: Phrases | RegExp;
  readonly read: 'prose' | 'said';
  /** Topics of sections whose answer says it, whatever the words. */
  readonly topics?: readonly Topic[];
  /** `count` gives the number of matches as the fact's value, else it is 0 or 1. */
  readonly count?: boolean;
  readonly found: string;
  readonly missing: string;
  readonly levelFound?: FactLevel;
  readonly levelMissing?: FactLevel;
}

export function phraseFact(reading: TicketReading, check: PhraseCheck): Fact {
  const { pattern, topics = [] } = check;
  const answers = reading.sections.filter(
    ({ topic, answered }) => answered && topic && topics.includes(topic),
  );
  const known = typeof pattern === 'string' ? reading.language?.pattern(pattern) : pattern;
  const spans = known ? spansOf(reading[check.read], known) : [];
  const found = spans.length + answers.length > 0;
  if (!found && !known) return unknown(check.id);
  return {
    id: check.id,
    value: check.count ? spans.length : Number(found),
    sentence: found ? check.found : check.missing,
    places: placesOf(reading, [...answers.map(({ heading }) => heading), ...spans]),
    level: (found ? check.levelFound : check.levelMissing) ?? 'note',
  };
}

/** A fact that can't be told in the ticket's language. */
export function unknown(id: string): Fact {
  return {
    id,
    value: 0,
    sentence: 'Not checked: this is not known in the language of the ticket.',
    places: [],
    level: 'note',
    moot: true,
  };
}
