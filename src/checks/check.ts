import { type Fact, nowhere } from '../core/evidence.js';

/** What a check says of a ticket or patch: its fact but for the id, under which the registry knows the check. */
export type Said = Omit<Fact, 'id'>;

/** What people are told of a check. One with `help` can become a finding; any other is a measure, which only a rater weighs. */
export interface About {
  /** What it looks for or measures: a phrase that begins a sentence. */
  readonly title: string;
  /** What counts, and how loud the check is then. */
  readonly help?: string;
  readonly why?: string;
  /** In Markdown. */
  readonly example?: string;
}

/**
 * A question to a ticket's author, and the value that the fact has once it is answered. The words are fixed: nothing
 * of the ticket is repeated in a question.
 */
export interface Gap {
  readonly text: string;
  /** The values of facts after an answer; a count is raised to it and never lowered, unless it is 0. */
  readonly answered: Readonly<Record<string, number>>;
  /** What stands over the answer in a rewritten ticket. */
  readonly heading: string;
  /** Which tickets want that heading: all, those that report what goes wrong, or only those that were asked. */
  readonly wanted: 'always' | 'in-reports' | 'when-asked';
}

/** A deterministic check. It always says something, also when it finds nothing, in linear time on any text. */
export interface Check<Reading, Answer = Said> extends About {
  /** It looks for what only a report of a problem has: where a request lacks it, that means nothing. */
  readonly ofReports?: true;
  /** What to ask a ticket's author where the fact is missing or stands in the way. */
  readonly question?: Gap;
  run(reading: Reading): Answer;
}

/** Checks by their ids. */
export type Checks<Reading, Answer = Said> = Readonly<Record<string, Check<Reading, Answer>>>;

/** What is computed once for a reading, for all checks that share it. */
export function shared<Reading extends object, T>(compute: (reading: Reading) => T): (reading: Reading) => T {
  const known = new WeakMap<Reading, T>();
  return (reading) => {
    if (!known.has(reading)) known.set(reading, compute(reading));
    return known.get(reading) as T;
  };
}

/** A list of words between blanks. */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Values by the words that stand for them, each list of words between blanks. */
export function byWord<T>(rows: readonly (readonly [list: string, value: T])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([list, value]) => list.split(' ').map((word) => [word, value] as const)));
}

/** How often each key comes. */
export function tally<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Takes one of a key out of a tally, if one is left. */
export function take<Key>(counts: Map<Key, number>, key: Key): boolean {
  const left = counts.get(key) ?? 0;
  counts.set(key, left - 1);
  return left > 0;
}

/** A measure, or something told that is no finding. */
export function measured(value: number, sentence: string): Said {
  return { value, sentence, places: nowhere, level: 'note' };
}

/** A measure that has a sentence for something and one for nothing. */
export function amount(value: number, found: string, missing: string): Said {
  return measured(value, value > 0 ? found : missing);
}
