export { randomStream } from '../../src/stats/random.js';

/** Numbers in [0, 1). */
export type Random = () => number;

/** A whole number from 0 to below `end`. */
export function below(end: number, random: Random): number {
  return Math.floor(random() * end);
}

export function pick<T>(items: readonly T[], random: Random): T {
  return items[below(items.length, random)] as T;
}

export function chance(share: number, random: Random): boolean {
  return random() < share;
}
