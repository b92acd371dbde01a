/**
 * What a part of a ticket is about, as its heading says; in the order in which a heading is looked up: `What did you
 * expect to happen?` is not what happened.
 */
export const topics = [
  'checklist',
  'expected',
  'actual',
  'steps',
  'environment',
  'cause',
  'alternatives',
  'fix',
  'context',
  'wish',
  'problem',
] as const;
export type Topic = (typeof topics)[number];

/**
 * What tickets say in one language. Phrases stand between `|`; `*` is any ending of a word, and `...` up to five words
 * in between.
 */
export interface Lexicon {
  readonly code: string;
  /** Words that only hold a sentence together. They tell the language, and say nothing about the work. */
  readonly grammar: string;
  /** Courtesies, urgency, and talk about tickets: true of any ticket, so that they say nothing about this one. */
  readonly idle: string;
  readonly expected: string;
  readonly actual: string;
  readonly steps: string;
  readonly cause: string;
  readonly fix: string;
  /** Verbs that ask for a change at the start (or, as the language has it, at the end) of a title. */
  readonly asks: string;
  readonly request: string;
  readonly vague: string;
  readonly hedging: string;
  readonly alternatives: string;
  readonly discussion: string;
  /** Words that say when or where something holds. */
  readonly conditions: string;
  /** What the lines of a scenario start with: what is given, what is done, what comes of it. */
  readonly scenario: string;
  /** How sentences of a template start, which tell the author what to write. */
  readonly template: string;
  readonly topics: Readonly<Record<Topic, string>>;
  /** Words of which only one can hold, `a/b | c/d`. */
  readonly opposites: string;
  readonly negations: string;
}

/** The phrases as one global pattern, which runs in linear time on any text. */
export function phrasePattern(phrases: string): RegExp {
  const words: string[] = [];
  const others: string[] = [];
  for (const phrase of listOf(phrases)) {
    const isWords = !unspaced.test(phrase) && /^[\p{L}\p{N}].*[\p{L}\p{N}*]$/u.test(phrase);
    (isWords ? words : others).push(source(phrase));
  }
  if (words.length > 0) others.push(`(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}_])`);
  return new RegExp(others.join('|') || '(?!)', 'giu');
}

/** The phrases, each once: a pattern of them takes long to compile. */
export function listOf(phrases: string): string[] {
  return [...new Set(phrases.split('|').flatMap((phrase) => phrase.trim() || []))];
}

/** Scripts that put no blanks between words, and Korean, whose endings hang on its words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function source(phrase: string): string {
  return phrase
    .replace(/[.+?^${}()[\]\\]/g, '\\$&')
    .replace(/(?<=\p{L})'(?=\p{L}| )/gu, "['’]?")
    .replace(/(?<= )['"“]$/, '[\'"“‘«]')
    .replaceAll(/ (?:\\\.){3} | /g, (gap) => (gap === ' ' ? '\\s{1,3}' : '\\s(?:[^\\s.!?]{1,40}\\s){0,5}?'))
    .replaceAll('*', '[\\p{L}\\p{M}]{0,12}');
}
