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

/** Another patch for the ticket of a patch. */
export interface OtherPatch extends Pick<NamedText, 'text' | 'source'> {
  /** Who made it, as the user says; absent where unknown. */
  readonly agent?: string;
}

/** What is rated: a ticket, or a patch with the ticket that it answers. */
export interface Subject extends NamedText {
  readonly door: Door;
  /** For a patch, where there is one. */
  readonly ticket?: NamedText;
  /** For a patch: the agent that made it, by where it comes from, never by its own text; absent where unknown. */
  readonly agent?: string;
  /** For a patch: what else was made for its ticket. */
  readonly others?: readonly OtherPatch[];
  /** For a patch: what changed besides, where whoever made the patch knows of it. */
  readonly unread?: readonly UnreadFile[];
}
