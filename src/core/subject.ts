import type { Encoding } from './inputText.js';
import type { Door } from './rating.js';
import type { UnreadFile } from './unread.js';

/** A text and what the user calls it: a file's name, or where it comes from. */
export interface NamedText {
  readonly text: string;
  readonly source: string;
  /** How the text's bytes were decoded, where they were no UTF-8. */
  readonly encoding?: Encoding;
}

/** What is rated: a ticket, or a patch with the ticket that it answers. */
export interface Subject extends NamedText {
  readonly door: Door;
  /** For a patch, where there is one. */
  readonly ticket?: NamedText;
  /** For a patch: what changed besides, where whoever made the patch knows of it. */
  readonly unread?: readonly UnreadFile[];
}
