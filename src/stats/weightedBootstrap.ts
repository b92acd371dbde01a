import { type Estimate, quantile } from './bootstrap.js';
import { randomStream } from './random.js';

/**
 * The clustered bootstrap of `bootstrap.ts` for many statistics at once: a draw is told as how often each
 * cluster was drawn. The same clusters, draws and seed give the same draws as there.
 *
 * @param statistic writes `width` values, NaN where one has no value on that draw
 * @param draws 0 for no intervals: `low` and `high` are then NaN
 */
export function weightedBootstrap(
  clusters: number,
  statistic: (counts: Int32Array, values: Float64Array) => void,
  width: number,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Estimate[] {
  const counts = new Int32Array(clusters).fill(1);
  const point = new Float64Array(width);
  statistic(counts, point);
  const random = randomStream(seed);
  const values = new Float64Array(width);
  const drawn = Array.from(point, () => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    counts.fill(0);
    for (let i = 0; i < clusters; i++) {
      const cluster = Math.floor(random() * clusters);
      counts[cluster] = (counts[cluster] as number) + 1;
    }
    statistic(counts, values);
    for (let i = 0; i < width; i++) (drawn[i] as Float64Array)[draw] = values[i] as number;
  }
  return Array.from(point, (value, i) => {
    const ascending = [...(drawn[i] as Float64Array).sort()].filter(
      (drawnValue) => !Number.isNaN(drawnValue),
    );
    return { value, low: quantile(ascending, 0.025), high: quantile(ascending, 0.975) };
  });
}
