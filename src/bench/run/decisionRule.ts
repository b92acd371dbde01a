import type { Door } from '../../core/rating.js';
import { benchmarkOf, limitsOf, type RaterChoice } from '../../raters/registry.js';
import type { RunSettings } from './runSettings.js';

/** What a run decides by at a door, and where that comes from. */
interface DecisionRule {
  readonly threshold: number;
  /** The share of bounces that probabilities presume, 0..1; null where the rater presumes its own. */
  readonly baseRate: number | null;
  readonly origin: NonNullable<RunSettings['origins']>[Door];
}

/** What the user set, where anything. */
interface Wished {
  readonly threshold?: number;
  readonly baseRate?: number | null;
}

/** A share of all or nothing would make every probability certain. */
const leastShare = 0.01;

/**
 * What the user set comes first. Else a rater that was trained for the benchmark decides by the threshold that earned
 * most on its training rows, and presumes the data's own share of bounces, or its training share where the data have no
 * labels. No label of a row is told to the rater.
 *
 * @param dataShare the share of the data's rows that deserves a bounce, 0..1; null where none is labelled
 */
export function decisionRule(
  door: Door,
  { threshold, baseRate = null }: Wished,
  choice: RaterChoice,
  dataShare: number | null,
): DecisionRule {
  const trained = benchmarkOf(choice.kind);
  const presumed = baseRate ?? (trained ? (kept(dataShare) ?? trained.baseRate(door)) : null);
  return {
    threshold: threshold ?? trained?.threshold(door) ?? limitsOf(choice, door).abstain,
    baseRate: presumed,
    origin: {
      threshold: threshold !== undefined ? 'setting' : trained ? 'training' : 'rater',
      baseRate: baseRate !== null ? 'setting' : !trained ? 'rater' : dataShare !== null ? 'data' : 'training',
    },
  };
}

function kept(share: number | null): number | null {
  return share && Math.min(1 - leastShare, Math.max(leastShare, share));
}
