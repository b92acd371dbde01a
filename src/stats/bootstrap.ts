import { randomStream } from './random.js';

/** A figure with its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** 0 for no intervals: `low` and `high` are then not a number. */
  readonly draws?: number;
  readonly seed?: number;
}

/**
 * Percentile bootstrap (Efron 1979) for many statistics at once, clustered: whole clusters are drawn with replacement,
 * so that many patches for one instance don't count as that many independent rows (Field and Welsh 2007). Draws on
 * which a statistic is not a number (one class is missing) are left out.
 *
 * @param statistics computes as many values each time from how often each cluster counts
 */
export function bootstrap(
  clusters: number,
  statistics: (counts: Int32Array) => ArrayLike<number>,
  { draws = 1000, seed = 44 }: BootstrapOptions = {},
): Estimate[] {
  const counts = new Int32Array(clusters).fill(1);
  const values = statistics(counts);
  const random = randomStream(seed);
  const drawn = Array.from({ length: draws }, () => {
    counts.fill(0);
    for (let i = 0; i < clusters; i++) {
      const cluster = Math.floor(random() * clusters);
      counts[cluster] = (counts[cluster] as number) + 1;
    }
    return statistics(counts);
  });
  return Array.from(values, (value, i) => {
    const numbers = drawn.map((one) => one[i] as number).filter((one) => !Number.isNaN(one));
    const ascending = Float64Array.from(numbers).sort();
    return { value, low: quantile(ascending, 0.025), high: quantile(ascending, 0.975) };
  });
}

/** Quantile of ascending values, interpolated linearly (type 7 of Hyndman and Fan 1996). */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = share * (ascending.length - 1);
  const below = ascending[Math.floor(at)] ?? Number.NaN;
  const above = ascending[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
