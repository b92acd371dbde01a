import { percent, plurals } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import type { RatedCase } from '../stats/riskCoverage.js';
import { poissonBinomialTest } from '../stats/tails.js';

/** Fewer outcomes than this say nothing either way. */
export const fewestOutcomes = 20;
/** The test looks at the latest outcomes only, so that an old drift which was mended is forgotten. */
const mostOutcomes = 500;
/** A false alarm in a hundred looks: the test is made again and again. */
const level = 0.01;

/**
 * Tests whether as many of the latest outcomes deserved a bounce as their probabilities promised: exactly, by the
 * Poisson-binomial distribution of their number.
 *
 * @param outcomes oldest first
 * @returns how many outcomes were looked at, deserved a bounce, and were promised to; the p-value, two-sided, null where
 *   there are too few to say; a sentence for people; whether fitting the calibration anew is worth offering
 */
export function drift(door: Door, outcomes: readonly Pick<RatedCase, 'probability' | 'bounce'>[]) {
  const latest = outcomes.slice(-mostOutcomes);
  const bounced = latest.filter(({ bounce }) => bounce).length;
  const promised = latest.reduce((sum, { probability }) => sum + probability, 0);
  const counted = { outcomes: latest.length, bounced, promised };
  if (latest.length < fewestOutcomes) {
    return {
      ...counted,
      state: 'too-few' as const,
      pValue: null,
      sentence: `${latest.length} ${latest.length === 1 ? 'outcome is' : 'outcomes are'} too few to say whether the calibration still holds; ${fewestOutcomes} are needed.`,
      offerRefit: false,
    };
  }
  const pValue = poissonBinomialTest(
    latest.map(({ probability }) => probability),
    bounced,
  );
  const numbers = `Of the last ${latest.length} ${plurals[door]} ${bounced} needed rework (${percent(bounced / latest.length)}); calibration promised ${Math.round(promised)} (${percent(promised / latest.length)})`;
  const drifted = pValue < level;
  return {
    ...counted,
    state: drifted ? ('drifted' as const) : ('as-promised' as const),
    pValue,
    sentence: drifted
      ? `${numbers}. Chance alone makes such a difference less than once in a hundred times: fit the calibration again.`
      : `${numbers}: no more of a difference than chance makes.`,
    offerRefit: drifted,
  };
}
