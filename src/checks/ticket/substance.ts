import { englishLanguage, type Language, wordsOf } from './language/index.js';

/** References to what is not read: tickets, links, people. */
const references =
  /(?<![\w&])[#!]\d{1,7}\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b|\bhttps?:\/\/[^\s)\]>"']{1,2000}|@[\w.-]{1,60}|(?<![\w.+-])[\w.+-]{1,80}@[\w-]{1,80}\.[\w.]{1,40}/g;

/** Rows of keys, on which fingers run when they have nothing to say. */
const keys = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзх', 'фывапролджэ', 'ячсмитьбю'];

/**
 * The words of a text that say something about the work: neither grammar, nor idle talk (`please fix asap`), nor
 * references, nor numbers, nor keys that were hit at random.
 */
export function contentWords(text: string, language: Language | undefined): string[] {
  const own = language ?? englishLanguage;
  const told = text.replace(references, ' ').replace(own.pattern('idle'), ' ');
  return wordsOf(told).filter((word) => {
    const lower = word.toLowerCase();
    if (lower.length < 2 || own.grammar.has(lower) || englishLanguage.grammar.has(lower)) return false;
    return !/^[\p{N}]+$/u.test(lower) && !isMash(lower);
  });
}

function isMash(word: string): boolean {
  if (/^(.)\1+$/u.test(word)) return true;
  const row = keys.find((letters) => letters.includes(word.charAt(0)));
  if (!row || word.length < 3) return false;
  let steps = 0;
  for (let i = 1; i < word.length; i++) {
    const distance = row.indexOf(word.charAt(i)) - row.indexOf(word.charAt(i - 1));
    if (row.includes(word.charAt(i)) && Math.abs(distance) === 1) steps++;
  }
  return steps >= 2 && steps * 3 >= (word.length - 1) * 2 && !/^(?:were|tree|pop|poi)$/.test(word);
}

/** Signs of something definite: code, quotes, numbers, menus, paths, options, files. */
const definite =
  /`[^`\n]{1,200}`|\{\{[^}\n]{1,80}\}\}|(?<![\p{L}\p{N}])["“„«「『][^"“”„«»「」『』\n]{2,80}["”“»」』]|(?<![\p{L}\p{N}])'[^'\n]{2,80}'(?!\p{L})|(?<![#!\p{L}\p{N}-])\d+|\s(?:>|→|->|=>|›)\s|(?<=\s)\/[\w.-]+|(?<=\s)--?[a-z][\w-]+|(?<![\w-])[\w-]{1,80}\.\w{2,4}(?=[\s,.;:)]|$)|(?<!\w)\w{1,80}_\w|\w\(\)|\b[a-z]{1,80}[A-Z]\w/gu;

/** The definite things in a ticket's sentences. */
export function definiteThings(sentences: string): string[] {
  const bare = sentences.replace(/^[ \t]*(?:\d+[.)]|#+)[ \t]/gm, ' ').replace(references, ' ');
  return bare.match(definite) ?? [];
}
