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

/** A deterministic check. It always says something, also when it finds nothing, in linear time on any text. */
export interface Check<Reading, Answer = Said> extends About {
  /** It looks for what only a report of a problem has: where a request lacks it, that means nothing. */
  readonly ofReports?: true;
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

/** A measure, or something told that is no finding. */
export function measured(value: number, sentence: string): Said {
  return { value, sentence, places: nowhere, level: 'note' };
}

/** A measure that has a sentence for something and one for nothing. */
export function amount(value: number, found: string, missing: string): Said {
  return measured(value, value > 0 ? found : missing);
}
