import { doorScore } from '../src/calibration/decisionWorth.js';
import type { Door } from '../src/core/rating.js';
import { mean } from '../src/stats/moments.js';
import { logOdds } from '../src/stats/sigmoid.js';

/** A case with the probability that a model gave it which had not seen its instance. */
export interface RatedRow {
  readonly bounce: boolean;
  readonly probability: number;
}

/** What a limit does: abstain from it on. */
export interface LimitEffect {
  /** Share of all rows on which it abstains, 0..1. */
  readonly bounced: number;
  /** Share of those that deserve it; not a number where there are none. */
  readonly wrongAmongBounced: number;
  /** Share of the right rows on which it abstains. */
  readonly rightBounced: number;
  /** Share of the accepted rows that are right. */
  readonly rightAmongAccepted: number;
}

export function effectOf(rows: readonly RatedRow[], limit: number): LimitEffect {
  const bounced = rows.filter(({ probability }) => probability >= limit);
  const wrong = rows.filter(({ bounce }) => bounce).length;
  const wrongBounced = bounced.filter(({ bounce }) => bounce).length;
  const right = rows.length - wrong;
  const rightBounced = bounced.length - wrongBounced;
  return {
    bounced: bounced.length / rows.length,
    wrongAmongBounced: wrongBounced / bounced.length,
    rightBounced: rightBounced / right,
    rightAmongAccepted: (right - rightBounced) / (rows.length - bounced.length),
  };
}

/** The lowest limit, in whole percent, that abstains on at most such a share of the right rows. */
export function limitFor(rows: readonly RatedRow[], mostRight: number): number {
  for (let percent = 1; percent < 100; percent++) {
    if (effectOf(rows, percent / 100).rightBounced <= mostRight) return percent / 100;
  }
  return 1;
}

/** A case with the log odds that a model, which had not seen its instance, adds to those of the base rate. */
export interface ScoredRow {
  readonly bounce: boolean;
  readonly quality: number | null;
  readonly odds: number;
}

const baseRates = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The threshold in whole percent that earns most of the door's score, the mean over base rates at each of which the
 * rows count by it and the probabilities presume it; the middle one where several do. It is one for all base rates:
 * where probabilities are true, the best threshold is the same at each. On the other halves of rows that were halved by
 * instance a hundred times, it earned more than a threshold of its own for each base rate did: 0.510 instead of 0.506
 * for patches, 0.274 instead of 0.271 for tickets.
 */
export function benchmarkThreshold(door: Door, rows: readonly ScoredRow[]): number {
  const sides = [true, false].map((bounce) => rows.filter((row) => row.bounce === bounce));
  const scoreAt = (threshold: number, baseRate: number) => {
    const least = logOdds(threshold) - logOdds(baseRate);
    const [bad = 0, good = 0] = sides.map(
      (side) =>
        doorScore(
          door,
          side.map(({ bounce, quality, odds }) => ({ bounce, quality, bounced: odds >= least })),
        ) ?? 0,
    );
    return baseRate * bad + (1 - baseRate) * good;
  };
  let best = Number.NEGATIVE_INFINITY;
  let winners: number[] = [];
  for (let percent = 1; percent < 100; percent++) {
    const value = mean(baseRates.map((baseRate) => scoreAt(percent / 100, baseRate)));
    if (value > best) winners = [];
    if (value >= best) winners.push(percent / 100);
    best = Math.max(best, value);
  }
  return winners[Math.floor(winners.length / 2)] as number;
}
