import type { Door } from '../core/rating.js';
import type { Estimate } from '../stats/bootstrap.js';
import { weightedBootstrap } from '../stats/weightedBootstrap.js';
import { columnsOf } from './columns.js';
import { type FigureId, figures } from './figures.js';
import type { MeasureOptions } from './measures.js';
import type { Scored } from './scored.js';
import { weightedFigures } from './weighted.js';

/** How a figure of run a differs from that of run b, on the tasks of both. */
export interface Difference extends Estimate {
  readonly id: FigureId;
  readonly a: number;
  readonly b: number;
  /** The 95% interval of the difference `value` = a − b lies on one side of 0. False without an interval. */
  readonly excludesZero: boolean;
}

export interface Comparison {
  readonly door: Door;
  /** Tasks in both runs; everything here is over these. */
  readonly tasks: number;
  readonly onlyInA: number;
  readonly onlyInB: number;
  /** Tasks by who decided them rightly. */
  readonly bothRight: number;
  readonly onlyARight: number;
  readonly onlyBRight: number;
  readonly bothWrong: number;
  /** Of McNemar's exact test on `onlyARight` against `onlyBRight`. It takes tasks as independent. */
  readonly pValue: number;
  /** In the order of `figures.ts`; one that has no value in either run is absent. */
  readonly figures: readonly Difference[];
}

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
  { draws = 1000, seed = 44, cost = 1 }: Omit<MeasureOptions, 'missing'> = {},
): Comparison {
  const pairs = matched(a, b);
  const count = (aRight: boolean, bRight: boolean) =>
    pairs.filter((pair) => isRight(pair.a) === aRight && isRight(pair.b) === bRight).length;
  const onlyARight = count(true, false);
  const onlyBRight = count(false, true);
  return {
    door,
    tasks: pairs.length,
    onlyInA: a.length - pairs.length,
    onlyInB: b.length - pairs.length,
    bothRight: count(true, true),
    onlyARight,
    onlyBRight,
    bothWrong: count(false, false),
    pValue: mcNemar(onlyARight, onlyBRight),
    figures: pairs.length === 0 ? [] : differences(door, pairs, { draws, seed, cost }),
  };
}

/**
 * McNemar's exact test, two-sided: how likely a split at least as uneven is, were both runs equally often the only
 * right one. Exact at any size, so no chi-squared approximation is needed (McNemar 1947; binomial with p = 1/2). 0..1.
 */
export function mcNemar(onlyARight: number, onlyBRight: number): number {
  const all = onlyARight + onlyBRight;
  const fewer = Math.min(onlyARight, onlyBRight);
  if (2 * fewer === all) return 1;
  let logTerm = -all * Math.LN2;
  for (let k = 1; k <= fewer; k++) logTerm += Math.log((all - k + 1) / k);
  let tail = 0;
  let ratio = 1;
  for (let k = fewer; k >= 0; k--) {
    tail += ratio;
    ratio *= k / (all - k + 1);
  }
  return Math.min(1, 2 * Math.exp(logTerm) * tail);
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

function differences(
  door: Door,
  pairs: readonly Pair[],
  { draws, seed, cost }: { readonly draws: number; readonly seed: number; readonly cost: number },
): Difference[] {
  // Both number their clusters by the order of the pairs, so one draw means the same tasks in both.
  const columnsOfA = columnsOf(
    door,
    pairs.map((pair) => pair.a),
  );
  const columnsOfB = columnsOf(
    door,
    pairs.map((pair) => pair.b),
  );
  const computeA = weightedFigures(door, columnsOfA, cost);
  const computeB = weightedFigures(door, columnsOfB, cost);
  const width = figures.length;
  const valuesOfA = new Float64Array(width);
  const valuesOfB = new Float64Array(width);
  const estimates = weightedBootstrap(
    columnsOfA.clusters,
    (counts, values) => {
      computeA(counts, valuesOfA);
      computeB(counts, valuesOfB);
      for (let i = 0; i < width; i++) {
        values[i] = (valuesOfA[i] as number) - (valuesOfB[i] as number);
        values[width + i] = valuesOfA[i] as number;
        values[2 * width + i] = valuesOfB[i] as number;
      }
    },
    3 * width,
    { draws, seed },
  );
  return figures.flatMap(({ id }, i) => {
    const difference = estimates[i] as Estimate;
    if (Number.isNaN(difference.value)) return [];
    return {
      id,
      ...difference,
      a: (estimates[width + i] as Estimate).value,
      b: (estimates[2 * width + i] as Estimate).value,
      excludesZero: difference.low > 0 || difference.high < 0,
    };
  });
}
