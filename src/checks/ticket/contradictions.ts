import type { Span } from '../../core/span.js';
import { negations, opposites } from './language/index.js';
import type { TicketReading } from './reading.js';
import { contentWords } from './substance.js';

/** A sentence that says what has to be. */
interface Demand extends Span {
  /** Its words about the work, without their endings, and without words of {@link opposites}. */
  readonly words: ReadonlySet<string>;
  readonly first: string;
  readonly negated: boolean;
  /** Which side of which pair of opposites it takes. */
  readonly sides: ReadonlyMap<number, 0 | 1>;
  /** Whether it says so with `always` or `never`. */
  readonly absolute: boolean;
  /** Its only number, where it has one. */
  readonly number: string | undefined;
}

/** Demands that are compared at most; each with every other one. */
const mostDemands = 120;

const sideOf = new Map(
  opposites.flatMap(([one, other], i): [string, readonly [number, 0 | 1]][] => [
    [one.toLowerCase(), [i, 0]],
    [other.toLowerCase(), [i, 1]],
  ]),
);
const phrases = new RegExp(
  [...sideOf.keys()]
    .filter((word) => /[^\p{L}-]|[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u.test(word))
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'giu',
);

/**
 * Pairs of demands that can't both hold: about the same thing, by their words, with an odd number of opposites
 * (`ascending` and `descending`, `must` and `must not`) or with two different numbers between them.
 */
export function contradictions(reading: TicketReading): Span[] {
  const demands = demandsOf(reading);
  const found = new Set<Demand>();
  for (const [i, one] of demands.entries()) {
    for (const other of demands.slice(i + 1)) {
      if (!contradict(one, other)) continue;
      found.add(one);
      found.add(other);
    }
  }
  return [...found].sort((a, b) => a.start - b.start).map(({ start, end }) => ({ start, end }));
}

function contradict(one: Demand, other: Demand): boolean {
  const [few, many] = one.words.size <= other.words.size ? [one, other] : [other, one];
  let common = 0;
  for (const word of few.words) if (many.words.has(word)) common++;
  let flips = one.negated === other.negated ? 0 : 1;
  let pairs = 0;
  for (const [pair, side] of one.sides) {
    const against = other.sides.get(pair);
    if (against === undefined) continue;
    pairs++;
    if (against !== side) flips++;
  }
  const sameThing = other.words.has(one.first) && one.words.has(other.first);
  if (flips % 2 === 1) {
    // By a mere `not` only where the words are the same; by opposites where the thing is.
    return pairs > 0 || one.absolute || other.absolute
      ? sameThing && common * 3 >= few.words.size * 2
      : few.sides.size === many.sides.size && common === many.words.size && common >= 2;
  }
  const isNumber = one.number !== undefined && other.number !== undefined && one.number !== other.number;
  return isNumber && flips === 0 && sameThing && common >= 2 && common === few.words.size;
}

function demandsOf(reading: TicketReading): Demand[] {
  const { prose, language } = reading;
  if (!language) return [];
  const demand = language.pattern('expected');
  const demands: Demand[] = [];
  for (const { index, 0: sentence } of prose.matchAll(/[^.!?。！？;\n]+(?:\.(?=\S)[^.!?。！？;\n]*)*/g)) {
    if (demands.length >= mostDemands) break;
    if (sentence.length > 400 || sentence.search(demand) < 0) continue;
    const sides = new Map<number, 0 | 1>();
    const rest = sentence.toLowerCase().replace(phrases, (word) => {
      const side = sideOf.get(word);
      if (side) sides.set(...(side as [number, 0 | 1]));
      return ' ';
    });
    const tokens = rest.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
    let absolute = false;
    const plain = tokens.filter((token) => {
      const side = sideOf.get(token);
      if (side && isAlways(side[0])) absolute = true;
      else if (side) sides.set(...(side as [number, 0 | 1]));
      return side === undefined || negations.has(token);
    });
    const negated = plain.filter((token) => negations.has(token) || token.endsWith("n't")).length % 2 === 1;
    const words = contentWords(
      plain.join(' ').replace(demand, ' ').replace(language.pattern('hedging'), ' '),
      language,
    ).map(stem);
    const numbers = rest.match(/\d+(?:[.,]\d+)?/g) ?? [];
    if (words.length === 0) continue;
    const lead = sentence.length - sentence.trimStart().length;
    demands.push({
      start: index + lead,
      end: index + sentence.trimEnd().length,
      words: new Set(words),
      first: words[0] as string,
      negated,
      absolute,
      sides,
      number: numbers.length === 1 ? numbers[0] : undefined,
    });
  }
  return demands;
}

/** Whether a pair is `always` and `never`, of which the latter is a negation. */
function isAlways(pair: number): boolean {
  return opposites[pair]?.some((word) => negations.has(word)) ?? false;
}

/** A word without its ending, so that `sorted` and `sort` are the same. */
function stem(word: string): string {
  const lower = word.toLowerCase();
  return lower.length > 4 ? lower.replace(/(?:ings?|ed|es|s|en|er|e)$/, '') : lower;
}
