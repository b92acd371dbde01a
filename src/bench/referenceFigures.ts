import type { Door } from '../core/rating.js';
import { measure } from './measures.js';
import type { MetricId } from './metrics/registry.js';
import { scoreIds } from './metrics/scores.js';
import type { Scored } from './scored.js';

const common = [
  'prec_accept',
  'rec_accept',
  'f_accept',
  'prec_bounce',
  'rec_bounce',
  'f_bounce',
  'f_macro',
] as const satisfies readonly MetricId[];

/**
 * The figures as BouncerBench's reference implementation prints them: over the rows with a quality only (`n` of
 * them), rounded to 6 digits, in its order and under its names. Only `n` where no row has a quality.
 */
export function referenceFigures(door: Door, rows: readonly Scored[]): Record<string, number> {
  const graded = rows.filter(({ quality }) => quality !== null);
  const values = new Map(measure(door, graded, { draws: 0 }).figures.map(({ id, value }) => [id, value]));
  const figures: Record<string, number> = { n: graded.length };
  for (const id of [...common, scoreIds[door]]) {
    const value = values.get(id);
    if (value !== undefined) figures[id] = rounded(value);
  }
  return figures;
}

/**
 * To 6 digits as Python's `round` does: the nearest, and the even one of two that are exactly as near, where
 * `toFixed` takes the larger. Never −0.
 */
export function rounded(value: number): number {
  // A binary fraction lies exactly between two multiples of 10^-6 only if it is an odd multiple of 2^-7.
  const multiple = Math.abs(value) * 128;
  const isTie = Number.isInteger(multiple) && multiple % 2 === 1;
  if (!isTie) return Number(value.toFixed(6)) + 0;
  const below = Math.floor(Math.abs(value) * 1e6);
  return (Math.sign(value) * (below % 2 === 0 ? below : below + 1)) / 1e6;
}
