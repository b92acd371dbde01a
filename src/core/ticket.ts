import type { LineIndex, Range } from './place.js';

/** A stretch of a ticket's text. `offset` is where `text` starts in {@link Ticket.text}. */
export interface TicketPart {
  readonly text: string;
  readonly offset: number;
}

/** A ticket: what somebody wants done, in their words. */
export interface Ticket {
  /** What the reader calls it: a file name, `standard input`, an issue's address. */
  readonly source: string;
  /** The text that was read, as rated: front matter, title and body. */
  readonly text: string;
  readonly title: TicketPart;
  /** All that follows the title: the description, then the comments. */
  readonly body: TicketPart;
  /** The comments of an issue that were read, oldest first; stretches of the body. */
  readonly comments: readonly TicketPart[];
  /** Comments of an issue that are only counted in what was read. */
  readonly unreadComments: number;
  /** YAML front matter or an issue's own fields (number, labels, state), where there are any. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lines: LineIndex;
  /** The range in the *document* (for an issue's JSON: in the JSON text) of a stretch of {@link Ticket.text}. */
  rangeInDocument(startOffset: number, endOffset: number): Range;
}
