import { words } from '../check.js';
import type { Block } from './blocks.js';
import { corrected, sentenceOf, wordsOf } from './concepts.js';
import { marks, quotable, signs } from './marks.js';
import { readingsOf } from './readings.js';
import { type Concept, concepts } from './words.js';

const others = words(
  'disguised invisible tags mixed joined foreign addressed short long prose comment string code header titled single',
);

const markNames = Object.keys(marks);
const patterns = Object.values(marks);
const count = concepts.length + markNames.length + others.size;
const indices = new Map([...concepts, ...markNames, ...others].map((name, i) => [name as string, i]));
/** The index of a concept or a mark. */
const indexOf = (name: string) => indices.get(name) as number;

/** Where each group of features begins. */
const quotedFrom = count;
const firstFrom = 2 * count;
const titleFrom = 3 * count;
const pathFrom = 4 * count;
const disguisedFrom = 5 * count;
const pairsFrom = 6 * count;
const nearFrom = pairsFrom + count * count;
export const gramsFrom = nearFrom + count * count;
/** Number of features with a vocabulary of some size. */
export const widthWith = (size: number) => gramsFrom + size;

/** What a sentence says in one of the ways to read it. */
export interface Said {
  /** Its concepts and marks. */
  readonly has: ReadonlySet<number>;
  /** Features that take its order and its words. */
  own(): ReadonlySet<number>;
  /** Its words and pairs of words. */
  grams(): readonly string[];
}

/** What a sentence says, as it stands and to whoever looks behind a disguise. */
export function saidBy(sentence: string, kind: Block['kind'], isJoined = false): Said[] {
  const { clear, disguised } = readingsOf(sentence);
  const has = new Set<number>([indexOf(kind)]);
  const read = clear.map((reading) => taken(reading, has));
  if (isJoined) has.add(indexOf('joined'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  if (!/^[\x00-\x7f]*$/.test(sentence)) {
    if (/\p{L}[\u200b-\u200d\u2060\ufeff\u00ad]{1,4}\p{L}/u.test(sentence)) has.add(indexOf('invisible'));
    if (/[\u{e0020}-\u{e007e}]{8}/u.test(sentence)) has.add(indexOf('tags'));
    if (/[a-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][a-z]/i.test(sentence))
      has.add(indexOf('mixed'));
  }
  if (sentence.length < 40) has.add(indexOf('short'));
  if (sentence.length > 200) has.add(indexOf('long'));
  const result = [{ has, own: once(() => ownOf(read)), grams: once(() => gramsIn(read)) }];
  const typed = corrected(clear[0] as string);
  for (const reading of typed ? [...disguised, typed] : disguised) {
    const hasToo = new Set(has);
    const readToo = [...read, taken(reading, hasToo)];
    const more = [...hasToo].filter((one) => !has.has(one) && one < concepts.length + markNames.length);
    if (more.length === 0) continue;
    hasToo.add(indexOf('disguised'));
    result.push({ has: hasToo, own: once(() => ownOf(readToo, more)), grams: once(() => gramsIn(readToo)) });
  }
  return result;
}

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function gramsIn(read: readonly Taken[]): string[] {
  return read.flatMap(({ words, language }) => (language === 0 ? gramsOf(words) : []));
}

type Taken = ReturnType<typeof taken>;

/** A reading whose concepts and marks are added to a set. */
function taken(reading: string, has: Set<number>) {
  const sentence = sentenceOf(reading);
  const { text, words, found } = sentence;
  if (signs.test(text)) {
    // In quotation marks it is talked about; a label or a form is what it is.
    const bare = /["`]/.test(text)
      ? text.replaceAll(/`[^`]{1,200}`/g, '``').replaceAll(/"[^"]{1,200}"/g, '""')
      : text;
    for (const [i, pattern] of patterns.entries()) {
      if (!pattern.test(text)) continue;
      const isQuoted = quotable.has(markNames[i] as string) && !pattern.test(bare);
      has.add((isQuoted ? quotedFrom : 0) + concepts.length + i);
    }
  }
  // The language in which it says most.
  let language = 0;
  for (const [one, row] of found) if (row.size > (found.get(language)?.size ?? 0)) language = one;
  if (language > 0) has.add(indexOf('foreign'));
  const row = found.get(language);
  if (row) {
    // Somebody named before a colon or a comma near the start.
    const head = /^[^:,—–\n]{2,60}(?=[:,—–])/.exec(text)?.[0];
    const length = head && addressees.some((concept) => row.has(concept)) ? wordsOf(head).length : 0;
    const quoted = quotedWords(text, words);
    for (const [concept, places] of row) {
      const isQuoted = !answers.includes(concept) && places.every((at) => quoted.has(at));
      has.add((isQuoted ? quotedFrom : 0) + indexOf(concept));
      if (length > 0 && addressees.includes(concept) && (places[0] as number) < length)
        has.add(indexOf('addressed'));
    }
  }
  return { text, words, found, language };
}

const nearest = 4;
/** What an order says to answer, in quotation marks or not. */
const answers: readonly Concept[] = ['superlative', 'good', 'bad', 'verdict', 'answer'];
const addressees: readonly Concept[] = ['machine', 'model', 'person', 'judging'];

function ownOf(read: readonly Taken[], disguised: readonly number[] = []): Set<number> {
  const own = new Set(disguised.map((one) => disguisedFrom + one));
  for (const { text, words, found, language } of read) {
    const places: [concept: number, at: number][] = [];
    for (const [concept, at] of found.get(language) ?? []) {
      for (const place of at) places.push([indexOf(concept), place]);
    }
    places.sort((one, other) => one[1] - other[1]);
    const quoted = quotedWords(text, words);
    for (let i = 0; i < places.length; i++) {
      const [concept, at] = places[i] as [number, number];
      if (at <= 1) own.add(firstFrom + concept);
      if (quoted.has(at)) own.add(quotedFrom + concept);
      for (let j = i + 1; j < places.length; j++) {
        const [next, there] = places[j] as [number, number];
        if (there - at > nearest) break;
        if (there > at) own.add(nearFrom + concept * count + next);
      }
    }
  }
  return own;
}

/** The places of words that stand in quotation marks or backticks. */
function quotedWords(text: string, words: readonly string[]): Set<number> {
  const result = new Set<number>();
  if (!/["`“„«「]/.test(text)) return result;
  const quoted = [
    ...text.matchAll(/"[^"]{1,200}"|`[^`]{1,200}`|[“„][^“”„]{1,200}[“”]|«[^»]{1,200}»|「[^」]{1,200}」/g),
  ];
  let from = 0;
  for (const [at, word] of words.entries()) {
    const index = text.indexOf(word, from);
    if (index < 0) continue;
    from = index + word.length;
    while (quoted[0] && quoted[0].index + quoted[0][0].length <= index) quoted.shift();
    if (quoted[0] && quoted[0].index < index) result.add(at);
  }
  return result;
}

/** Words and pairs of words that the model knows, with the index of each. */
export type Vocabulary = ReadonlyMap<string, number>;

/** The words and pairs of words of a text, `^` before the first. */
function gramsOf(words: readonly string[]): string[] {
  const plain = words.map((word) => (/^\d+$/.test(word) ? '0' : word));
  return plain.flatMap((word, i) => [word, `${plain[i - 1] ?? '^'} ${word}`]);
}

/** Concepts and marks without one of which nothing is said to a rater. */
export const telling: ReadonlySet<number> = new Set(
  'override instructions approve reject superlative verdict machine model person judging role play scrutiny silence decode likelihood known approved hidden stakes void treat answer order good token speaker heading tag roleKey fence tool label answered form'
    .split(' ')
    .map(indexOf),
);

/** Whether sentences say enough to be looked at. */
export function isTelling(...all: readonly Said[]): boolean {
  return all.some(({ has }) => [...has].some((one) => telling.has(one % count)));
}

/** Concepts and marks that together are an order: without doubt, where they stand bare. */
const disguisedOrders = [
  ['disguised', 'override', 'instructions'],
  ['disguised', 'approve', 'this'],
  ['token', 'order'],
  ['token', 'approve'],
  ['token', 'verdict'],
].map((names) => names.map(indexOf));
/** The same where the sentence begins with the first of them. */
const plainOrder = ['override', 'instructions', 'prior'].map(indexOf);

/** Whether a sentence is an order without doubt: bare, in a text that is not about such orders. */
export function isCertain(said: readonly Said[], { title, path, isTitle }: Surroundings): boolean {
  const [{ has, own }] = said as [Said];
  const isAbout = [has, title, path].some((all) => all.has(indexOf('mention')) || all.has(indexOf('tests')));
  if (isTitle || isAbout || !(has.has(indexOf('prose')) || has.has(indexOf('comment')))) return false;
  const says = (order: readonly number[]) => order.every((one) => has.has(one));
  return disguisedOrders.some(says) || (says(plainOrder) && own().has(firstFrom + indexOf('override')));
}

/** What stands around sentences: concepts of the title and of the file's name. */
export interface Surroundings {
  readonly title: ReadonlySet<number>;
  readonly path: ReadonlySet<number>;
  readonly isTitle: boolean;
  /** Words of the path, each with a mark. */
  readonly names: readonly string[];
}

/** The features of one sentence or of two together. */
export function featuresOf(
  said: readonly Said[],
  surroundings: Surroundings,
  vocabulary: Vocabulary,
): number[] {
  const [one, other] = said as [Said, Said?];
  const has = Int16Array.from(other ? new Set([...one.has, ...other.has]) : one.has).sort();
  const apart = new Set(other ? [...one.own(), ...other.own()] : one.own());
  for (const gram of wordsNamed(said, surroundings)) {
    const index = vocabulary.get(gram);
    if (index !== undefined) apart.add(gramsFrom + index);
  }
  for (const a of has) if (a >= count) apart.add(a);
  const result = [...apart];
  for (const [i, a] of has.entries()) {
    if (a >= count) break;
    result.push(a);
    for (let j = i + 1; j < has.length && (has[j] as number) < count; j++)
      result.push(pairsFrom + a * count + (has[j] as number));
  }
  for (const concept of surroundings.title) result.push(titleFrom + concept);
  for (const concept of surroundings.path) result.push(pathFrom + concept);
  return result;
}

/**
 * How much a feature counts by its group: the less, the more it is one of many. What stands around counts little, so
 * that an attack is one in any ticket.
 */
export function strengthOf(feature: number): number {
  if (feature >= titleFrom && feature < disguisedFrom) return 0.3;
  return feature < pairsFrom || feature >= gramsFrom ? 1 : 0.5;
}

/** A logistic regression over the features of a window. */
export interface OrderModel {
  readonly intercept: number;
  readonly weights: Float64Array;
}

/** The log odds that a window tries to steer. */
export function scoreOf({ intercept, weights }: OrderModel, features: Iterable<number>): number {
  let score = intercept;
  for (const feature of features) score += (weights[feature] as number) * strengthOf(feature);
  return score;
}

/** The concepts and the words of a short text: a title, or a path. */
export function nameOf(text: string): { concepts: Set<number>; names: string[] } {
  const { found, words } = sentenceOf(readingsOf(text).clear.join(' '));
  return {
    concepts: new Set([...(found.get(0)?.keys() ?? [])].map((concept) => indexOf(concept))),
    names: [...new Set(words)].map((word) => `path:${word}`),
  };
}

/** All words and pairs of words that features may name. */
export function wordsNamed(said: readonly Said[], { names }: Surroundings): string[] {
  return [...said.flatMap((one) => one.grams()), ...names];
}
