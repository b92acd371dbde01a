import { type Random, randomStream } from './random.js';

/** The whole run, or the slice of it that `npm test` takes. */
export const whole = process.env['BOUNCER_LONG'] === 'whole';

/** Everything random follows from it; a failing run prints it, and `BOUNCER_SEED` repeats the run. */
export const seed = Number(process.env['BOUNCER_SEED'] ?? 13);

/** A stream of its own for a part of the run, so that parts can be run alone. */
export function randomFor(part: string): Random {
  let hash = seed;
  for (const unit of Buffer.from(part)) hash = (Math.imul(hash, 31) + unit) | 0;
  return randomStream(hash);
}

/** How much of something to do. */
export function amount({ inSlice, inAll }: { inSlice: number; inAll: number }): number {
  return whole ? inAll : inSlice;
}
