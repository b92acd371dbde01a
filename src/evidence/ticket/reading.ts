import { longestTicket } from '../../core/coverage.js';
import type { Fact, FactLevel } from '../../core/evidence.js';
import { type Place, quoteOf } from '../../core/place.js';
import type { Ticket } from '../../core/ticket.js';
import { withoutUnanswered } from './template.js';

/** A stretch of a ticket's text, by offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A ticket, split once into what is said in prose and what is shown in code. */
export interface TicketReading {
  readonly ticket: Ticket;
  /** Title and body with code, addresses and HTML comments blanked out, at the offsets of the ticket's text. */
  readonly prose: string;
  /** Title and body with all but the unanswered sections of a template, at the offsets of the ticket's text. */
  readonly whole: string;
  /** Blocks of code, output and stack traces. */
  readonly blocks: readonly Span[];
  /** Number of words of prose. */
  readonly words: number;
}

export function readTicket(ticket: Ticket): TicketReading {
  const start = Math.min(ticket.title.offset, ticket.body.offset);
  const whole = withoutUnanswered(
    blank(ticket.text.slice(0, start)) + ticket.text.slice(start, longestTicket),
    blank,
  );
  const blocks = codeBlocks(whole, start);
  const prose = withoutCode(whole, blocks);
  return { ticket, prose, whole, blocks, words: prose.match(/[\p{L}\p{N}]+/gu)?.length ?? 0 };
}

/**
 * Fenced blocks (Markdown, and Trac's triple braces), indented blocks, interpreter sessions and stack traces. A
 * fence without an end runs to the end of the text, as in Markdown.
 */
function codeBlocks(text: string, from: number): Span[] {
  const blocks: Span[] = [];
  let fence: string | undefined;
  let start = -1;
  let afterBlank = true;
  const close = (end: number) => {
    if (start >= 0) blocks.push({ start, end });
    start = -1;
  };
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, next);
    const trimmed = line.trim();
    if (fence !== undefined) {
      if (trimmed.startsWith(fence) || (fence === '}}}' && trimmed.endsWith(fence))) {
        close(next);
        fence = undefined;
      }
    } else if (trimmed.startsWith('```') || trimmed.startsWith('~~~') || trimmed.startsWith('{{{')) {
      close(at);
      start = at;
      fence = trimmed.startsWith('{') ? '}}}' : trimmed.slice(0, 3);
      if (trimmed.length > 3 && trimmed.endsWith(fence)) {
        close(next);
        fence = undefined;
      }
    } else if (trimmed === '') {
      afterBlank = true;
    } else {
      const indented =
        /^(?: {4}|\t)/.test(line) && (afterBlank || start >= 0) && !/^\s*(?:[-*+]|\d+\.)\s/.test(line);
      if (indented || /^(?:>>>|\.\.\. |In \[\d+\]:|Traceback \(|\$ |#0 )/.test(trimmed)) {
        if (start < 0) start = at;
      } else if (start >= 0 && !/^[\w.]*(?:Error|Exception|Warning)\b/.test(trimmed)) {
        close(at);
      }
      afterBlank = false;
    }
    at = next;
  }
  close(text.length);
  return blocks;
}

const notProse = /`[^`\n]{1,200}`|\bhttps?:\/\/[^\s)\]>"']{1,2000}|<!--[\s\S]{0,5000}?-->/g;

function withoutCode(text: string, blocks: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of blocks) {
    parts.push(text.slice(at, start), blank(text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('').replace(notProse, blank);
}

/** Blanks that keep the lines, so that offsets and line starts stay. */
function blank(text: string): string {
  return text.replace(/[^\n\r]+/g, (line) => ' '.repeat(line.length));
}

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
  /** Global; must run in linear time on any text. */
  readonly pattern: RegExp;
  readonly read: 'prose' | 'whole';
  /** `count` gives the number of matches as the fact's value, else it is 0 or 1. */
  readonly count?: boolean;
  readonly found: string;
  readonly missing: string;
  readonly levelFound?: FactLevel;
  readonly levelMissing?: FactLevel;
}

export function phraseFact(reading: TicketReading, check: PhraseCheck): Fact {
  const spans = spansOf(reading[check.read], check.pattern);
  const found = spans.length > 0;
  return {
    id: check.id,
    value: check.count ? spans.length : Number(found),
    sentence: found ? check.found : check.missing,
    places: placesOf(reading, spans),
    level: (found ? check.levelFound : check.levelMissing) ?? 'note',
  };
}
