import type { Span } from '../core/span.js';

/**
 * A word without quotes. It ends where a shell ends a word (a blank or an operator that no backslash precedes), and so
 * at the marks that end a value in other languages: what follows is code or another value. A `\n` of a string ends it,
 * too.
 */
const word = /(?:[^\s"'`<>;|&(){}[\],\\$]|\$(?![({])|\\[^\snrt"'`]){1,500}/y;
/** What makes a call, an index or a type of the word before it. */
const opening = /[([{<`]|\$[({]/y;
/** A value that runs up to a blank, as files of settings have it. */
const setting = /[^\s"'`<>]\S{0,500}/y;

/** The word without quotes at a place; undefined where there is none, or where it is the start of an expression. */
export function wordAt(text: string, at: number): Span | undefined {
  const end = at + matched(word, text, at);
  return end === at || matched(opening, text, end) > 0 ? undefined : { start: at, end };
}

/** An argument of a command at a place, in quotes or without. */
export function argumentAt(text: string, at: number): Span | undefined {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const end = text.slice(at + 1, at + 500).search(new RegExp(`[\\n${quote}]`));
    return end > 0 && text[at + 1 + end] === quote ? { start: at + 1, end: at + 1 + end } : undefined;
  }
  const end = at + matched(word, text, at);
  return end === at ? undefined : { start: at, end };
}

/** The setting at a place: all up to a blank. */
export function settingAt(text: string, at: number): Span | undefined {
  const end = at + matched(setting, text, at);
  return end === at ? undefined : { start: at, end };
}

/** How much a sticky pattern matches at a place. */
export function matched(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
