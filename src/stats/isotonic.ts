import { round } from './round.js';

/** A rising curve: scores (ascending) and what each means, 0..1; straight between them and flat outside. */
export type IsotonicKnots = readonly (readonly [score: number, probability: number])[];

/**
 * The non-decreasing values that are nearest to `values` by weighted squares: pool adjacent violators (Ayer et al.
 * 1955; Best and Chakravarti 1990).
 */
export function poolAdjacentViolators(values: readonly number[], weights: readonly number[]): number[] {
  const pools: { value: number; weight: number; count: number }[] = [];
  for (const [i, value] of values.entries()) {
    let pool = { value, weight: weights[i] as number, count: 1 };
    for (let last = pools.at(-1); last && last.value > pool.value; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      pool = {
        value: (last.value * last.weight + pool.value * pool.weight) / weight,
        weight,
        count: last.count + pool.count,
      };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ value, count }) => new Array<number>(count).fill(value));
}

/** Rows of a knot at least, and rows' worth of the prior in each. */
const rowsOfKnot = 20;
const priorRows = 10;

/**
 * Isotonic regression of truth on score. Rows are gathered into runs of at least 20 that never part a tie, and
 * each run's share of bounces is mixed with ten rows' worth of `prior`, so that no run is certain by luck.
 */
export function fitIsotonic(
  scores: readonly number[],
  bounces: readonly boolean[],
  prior: (score: number) => number,
): IsotonicKnots {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const runs: { score: number; share: number; weight: number }[] = [];
  for (let start = 0; start < order.length; ) {
    let end = Math.min(order.length, start + rowsOfKnot);
    if (order.length - end < rowsOfKnot) end = order.length;
    while (end < order.length && scores[order[end] as number] === scores[order[end - 1] as number]) end++;
    const rows = order.slice(start, end);
    const score = rows.reduce((sum, row) => sum + (scores[row] as number), 0) / rows.length;
    const bad = rows.filter((row) => bounces[row]).length;
    const weight = rows.length + priorRows;
    runs.push({ score, share: (bad + priorRows * prior(score)) / weight, weight });
    start = end;
  }
  const rising = poolAdjacentViolators(
    runs.map(({ share }) => share),
    runs.map(({ weight }) => weight),
  );
  return runs.map(({ score }, i) => [round(score), round(rising[i] as number)]);
}

export function isotonicProbability(knots: IsotonicKnots, score: number): number {
  const above = knots.findIndex(([at]) => at >= score);
  const [lastScore, lastProbability] = knots.at(-1) as readonly [number, number];
  if (above < 0 || score === lastScore) return lastProbability;
  const [right, high] = knots[above] as readonly [number, number];
  const [left, low] = knots[above - 1] ?? [right, high];
  return right === left ? high : low + ((high - low) * (score - left)) / (right - left);
}
