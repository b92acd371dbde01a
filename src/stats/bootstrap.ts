import { randomStream } from './random.js';

/** A figure with its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap (Efron 1979), clustered: whole groups are drawn with replacement, so that many patches for
 * one instance don't count as that many independent rows (Field and Welsh 2007). Draws on which the statistic is
 * not a number (one class is missing) are left out.
 *
 * @param statistic computes the figure from row indices, of which some occur several times
 */
export function clusteredBootstrap(
  groups: readonly string[],
  statistic: (rows: readonly number[]) => number,
  { draws = 1000, seed = 44 } = {},
): Estimate {
  const rowsOf = new Map<string, number[]>();
  for (const [row, group] of groups.entries()) {
    const rows = rowsOf.get(group);
    if (rows) rows.push(row);
    else rowsOf.set(group, [row]);
  }
  const clusters = [...rowsOf.values()];
  const random = randomStream(seed);
  const drawn: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const rows: number[] = [];
    for (let i = 0; i < clusters.length; i++) {
      for (const row of clusters[Math.floor(random() * clusters.length)] as number[]) rows.push(row);
    }
    const value = statistic(rows);
    if (!Number.isNaN(value)) drawn.push(value);
  }
  drawn.sort((a, b) => a - b);
  return {
    value: statistic(groups.map((_, row) => row)),
    low: quantile(drawn, 0.025),
    high: quantile(drawn, 0.975),
  };
}

/** Quantile of ascending values, interpolated linearly (type 7 of Hyndman and Fan 1996). */
export function quantile(ascending: readonly number[], share: number): number {
  const at = share * (ascending.length - 1);
  const below = ascending[Math.floor(at)] ?? Number.NaN;
  const above = ascending[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
