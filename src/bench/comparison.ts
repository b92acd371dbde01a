import type { Door } from '../core/rating.js';
import { bootstrap, type Estimate } from '../stats/bootstrap.js';
import { mcNemar } from '../stats/tails.js';
import { type MeasureOptions, valuesOf } from './measures.js';
import { metrics } from './metrics/registry.js';
import { Rows, WeightedRows } from './metrics/weightedRows.js';
import type { Scored } from './scored.js';

type ComparisonOptions = Omit<MeasureOptions, 'missing'>;

export type Comparison = ReturnType<typeof comparePaired>;

/**
 * Compares two runs on the same tasks, matched by `task`. Every draw of the bootstrap is the same tasks for both, so
 * that what makes a task hard or easy for both falls out of the difference.
 *
 * @throws {Error} when the runs disagree on whether a task deserves a bounce
 */
export function comparePaired(
  door: Door,
  a: readonly Scored[],
  b: readonly Scored[],
  options: ComparisonOptions = {},
) {
  const pairs = matched(a, b);
  const count = (aRight: boolean, bRight: boolean) =>
    pairs.filter((pair) => isRight(pair.a) === aRight && isRight(pair.b) === bRight).length;
  const onlyARight = count(true, false);
  const onlyBRight = count(false, true);
  return {
    door,
    /** In both runs; all but the next two is over these. */
    tasks: pairs.length,
    onlyInA: a.length - pairs.length,
    onlyInB: b.length - pairs.length,
    /** Tasks by who decided them rightly. */
    bothRight: count(true, true),
    onlyARight,
    onlyBRight,
    bothWrong: count(false, false),
    /** It takes tasks as independent. */
    pValue: mcNemar(onlyARight, onlyBRight),
    figures: pairs.length === 0 ? [] : differences(door, pairs, options),
  };
}

interface Pair {
  readonly a: Scored;
  readonly b: Scored;
}

function matched(a: readonly Scored[], b: readonly Scored[]): Pair[] {
  const ofB = new Map(b.map((row) => [row.task, row]));
  return a.flatMap((row) => {
    const other = ofB.get(row.task);
    if (!other) return [];
    if (other.gold !== row.gold) {
      throw new Error(
        `The runs disagree on whether "${row.task}" deserves a bounce. Compare runs over the same data set.`,
      );
    }
    return [{ a: row, b: other.group === row.group ? other : { ...other, group: row.group } }];
  });
}

function isRight({ bounced, gold }: Scored): boolean {
  return bounced === gold;
}

/** How each figure of run a differs from that of run b; one that has no value in either run is absent. */
function differences(door: Door, pairs: readonly Pair[], { cost, ...options }: ComparisonOptions) {
  // Both number their clusters by the order of the pairs, so one draw means the same tasks in both.
  const [a, b] = (['a', 'b'] as const).map(
    (run) =>
      new Rows(
        door,
        pairs.map((pair) => pair[run]),
        cost,
      ),
  ) as [Rows, Rows];
  const values = (rows: Rows, counts?: Int32Array) => valuesOf(metrics, new WeightedRows(rows, counts));
  const estimates = bootstrap(
    a.clusters,
    (counts) => {
      const ofB = values(b, counts);
      return values(a, counts).map((value, i) => value - (ofB[i] as number));
    },
    options,
  );
  const [ofA, ofB] = [values(a), values(b)];
  return metrics.flatMap(({ id }, i) => {
    const difference = estimates[i] as Estimate;
    if (Number.isNaN(difference.value)) return [];
    return {
      id,
      ...difference,
      a: ofA[i] as number,
      b: ofB[i] as number,
      /** The 95% interval lies on one side of 0. False without an interval. */
      excludesZero: difference.low > 0 || difference.high < 0,
    };
  });
}
