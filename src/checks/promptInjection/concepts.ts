import { words as wordList } from '../check.js';
import { plain } from './readings.js';
import { type Concept, lexicon } from './words.js';

interface Meaning {
  readonly language: number;
  readonly concept: Concept;
}

const exact = new Map<string, Meaning[]>();
const stems = new Map<string, Meaning[]>();
/** Words of scripts that put no blanks between them. */
const joined = new Map<string, Meaning[]>();
/** Phrases by their first word: the words behind it, and the meaning. */
const phrases = new Map<string, (readonly [rest: readonly string[], meaning: Meaning])[]>();
/** A word of its own in Korean, which is everywhere within others. */
const syllable = /^[\uac00-\ud7af]$/;
const noBlanks = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/;

for (const [language, row] of lexicon.entries()) {
  for (const [concept, words] of Object.entries(row) as [Concept, string][]) {
    for (const entry of plain(words).toLowerCase().split(' ')) {
      const word = entry.replaceAll('_', ' ').replace('*', '');
      const map = noBlanks.test(word) && !syllable.test(word) ? joined : entry.endsWith('*') ? stems : exact;
      const meaning = { language, concept };
      map.set(word, [...(map.get(word) ?? []), meaning]);
      const [first, ...rest] = word.split(' ') as [string, ...string[]];
      if (rest.length > 0) phrases.set(first, [...(phrases.get(first) ?? []), [rest, meaning]]);
    }
  }
}
/** English words by their first letter and the others in the order of the alphabet, for those that are mistyped. */
const anagrams = new Map<string, string>();
for (const [one, meanings] of exact) {
  if (/^[a-z]{4,}$/.test(one) && meanings.some(({ language }) => language === 0))
    anagrams.set(sorted(one), one);
}

function sorted(one: string): string {
  return one.slice(0, 1) + [...one.slice(1)].sort().join('');
}

/** A sentence with words of the lexicon in place of those whose letters are in another order, if there are several. */
export function corrected(reading: string): string | undefined {
  let swapped = 0;
  const text = reading.toLowerCase().replaceAll(/\b[a-z]{4,14}\b/g, (one) => {
    if (exact.has(one)) return one;
    const meant = anagrams.get(sorted(one));
    if (meant === undefined || meaningsOf(one)) return one;
    swapped++;
    return meant;
  });
  return swapped >= 2 ? text : undefined;
}

const joinedStarts = new Set([...joined.keys()].map((word) => word[0]));
const longestJoined = Math.max(...[...joined.keys()].map((word) => word.length));
const shortestStem = Math.min(...[...stems.keys()].map((word) => word.length));
const stemStarts = new Set([...stems.keys()].map((word) => word.slice(0, shortestStem)));
const longestStem = Math.max(...[...stems.keys()].map((word) => word.length));

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
const isAscii = /^[\x00-\x7f]*$/;
const asciiWord = /[a-z0-9][a-z0-9'+]*(?:[-/][a-z0-9'+]+)*/g;
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'+]*(?:[-/][\p{L}\p{N}\p{M}'+]+)*/gu;

/** The words of a text in small letters, those without blanks between them apart. */
export function wordsOf(text: string): readonly string[] {
  const whole = text.match(isAscii.test(text) ? asciiWord : word) ?? [];
  return whole.some(({ length }) => length >= shortestGlued) ? whole.flatMap(apart) : whole;
}

/**
 * The words of a sentence and what they may mean: by language (English is 0), for each concept the places of its words,
 * counted in words.
 */
export function sentenceOf(reading: string) {
  const text = reading.toLowerCase();
  const words = wordsOf(text);
  const found = new Map<number, Map<Concept, number[]>>();
  const add = (meanings: readonly Meaning[], at: number) => {
    for (const { language, concept } of meanings) {
      const row = found.get(language) ?? new Map<Concept, number[]>();
      found.set(language, row);
      const places = row.get(concept);
      if (places) places.push(at);
      else row.set(concept, [at]);
    }
  };
  for (const [at, one] of words.entries()) {
    add(meaningsOf(one) ?? [], at);
    for (const [rest, meaning] of phrases.get(one) ?? []) {
      if (!rest.every((next, i) => words[at + 1 + i] === next)) continue;
      if (meaning.concept === 'this' && compound.has(words[at + 1 + rest.length] as string)) continue;
      add([meaning], at);
    }
  }
  for (const row of found.values()) addThis(row);
  return { text, words, found };
}

/** `this` where a word for it stands right before or behind what is rated, in any of its forms. */
function addThis(row: Map<Concept, number[]>): void {
  const things = new Set(row.get('thing'));
  const places = (row.get('demonstrative') ?? []).filter((at) =>
    [0, 1, 2, -1].some((step) => things.has(at + step)),
  );
  if (places.length > 0) row.set('this', [...(row.get('this') ?? []), ...places]);
}

/** Words behind "this patch" that make it another thing. */
const compound = wordList(
  'level levels version versions number series set notes management release panel template type tracker id field button page form tab status title description list system queue viewer',
);

const known = new Map<string, readonly Meaning[] | undefined>();
/** Words whose meanings are kept, so that a common word is looked up once. */
const mostKnown = 20_000;

function meaningsOf(one: string): readonly Meaning[] | undefined {
  if (known.has(one)) return known.get(one);
  const meanings = [...(exact.get(one) ?? [])];
  if (one.includes('-')) {
    meanings.push(...(exact.get(one.replaceAll('-', ' ')) ?? []));
    // `notez-le`, `KI-Gutachter`; in English the parts of such words mean too much.
    for (const part of one.split('-')) {
      meanings.push(...(meaningsOf(part) ?? []).filter(({ language }) => language > 0));
    }
  }
  const longest = stemStarts.has(one.slice(0, shortestStem)) ? Math.min(one.length, longestStem) : 0;
  for (let n = shortestStem; n <= longest; n++) {
    meanings.push(...(stems.get(one.slice(0, n)) ?? []));
  }
  // "And", "for" and "the" stick to the word in Hebrew and Arabic.
  const bare = one.replace(
    /^[\u05d5\u0648\u0641]?[\u05d1\u05dc\u05db\u0628\u0644\u0643]?(?:\u05d4|\u0627?\u0644)?(?=..)/,
    '',
  );
  if (bare !== one) meanings.push(...(meaningsOf(bare) ?? []));
  if (noBlanks.test(one)) {
    const inside = new Set<Meaning>();
    for (let i = 0; i < one.length; i++) {
      if (!joinedStarts.has(one[i])) continue;
      for (let n = 1; n <= longestJoined && i + n <= one.length; n++) {
        for (const meaning of joined.get(one.slice(i, i + n)) ?? []) inside.add(meaning);
      }
    }
    meanings.push(...inside);
  }
  if (known.size >= mostKnown) known.clear();
  const result = meanings.length > 0 ? meanings : undefined;
  if (one.length <= longestGlued) known.set(one, result);
  return result;
}

const knownApart = new Map<string, string[]>();
const shortestGlued = 12;
const longestGlued = 80;

/** A long word that is words of the lexicon without blanks between them, as these. */
function apart(one: string): readonly string[] {
  if (one.length < shortestGlued || one.length > longestGlued || exact.has(one) || !/^[a-z]+$/.test(one))
    return [one];
  const before = knownApart.get(one);
  if (before) return before;
  if (knownApart.size >= mostKnown) knownApart.clear();
  const words = parted(one);
  knownApart.set(one, words);
  return words;
}

function parted(one: string): string[] {
  // For each place the words that lead there, longest last word first.
  const ways: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= one.length; end++) {
    for (let start = Math.max(0, end - 14); start < end && !ways[end]; start++) {
      const before = ways[start];
      if (!before) continue;
      const last = one.slice(start, end);
      if (last.length > 2 ? exact.has(last) || glue.has(last) : glue.has(last)) ways[end] = [...before, last];
    }
  }
  return ways[one.length] ?? [one];
}

const glue = wordList(
  'a an the as is be of to in on at by and or it its me we us so do if you your this that with will for was are has label patch ticket change',
);
