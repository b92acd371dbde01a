import type { Estimate } from './bootstrap.js';

/** A share with its 95% score interval (Wilson 1927), which stays within 0..1 on few rows; null of no rows. */
export function wilson(count: number, of: number): Estimate | null {
  if (of === 0) return null;
  const z = 1.959963984540054;
  const value = count / of;
  const middle = (value + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  // Rounding must not put the share of none or of all outside.
  return {
    value,
    low: Math.max(0, Math.min(value, middle - half)),
    high: Math.min(1, Math.max(value, middle + half)),
  };
}
