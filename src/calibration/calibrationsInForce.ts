import type { Limits } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { logOdds, shiftBaseRate, sigmoid } from '../stats/sigmoid.js';
import type { FittedCalibration, FittedStack } from './calibrationText.js';
import { defaultCalibration, defaultStack, recordedModel } from './defaultCalibrations.js';

/** Which calibrations may be applied: the user's own first, then those that come with Bouncer. Plain data. */
export interface CalibrationsInForce {
  readonly fitted: readonly FittedCalibration[];
  readonly stacks: readonly FittedStack[];
  /** Whether the shipped ones count where the user has none. */
  readonly defaults: boolean;
}

/** The calibration for a rater's answers at a door; undefined where none is known, and they stay as they are. */
export function calibrationFor(
  door: Door,
  raterName: string,
  { fitted, defaults }: Pick<CalibrationsInForce, 'fitted' | 'defaults'>,
): FittedCalibration | undefined {
  const own = fitted.filter(({ calibration }) => calibration.door === door);
  return (
    own.find(({ calibration }) => calibration.rater.name === raterName) ??
    own.find(({ calibration }) => isSameRater(calibration.rater.name, raterName)) ??
    (defaults ? defaultCalibration(door, raterName) : undefined)
  );
}

/** The stack of just these raters at a door; undefined where none is known. */
export function stackFor(
  door: Door,
  raterNames: readonly string[],
  { stacks, defaults }: Pick<CalibrationsInForce, 'stacks' | 'defaults'>,
): FittedStack | undefined {
  const own = stacks.find(
    ({ stack }) =>
      stack.door === door &&
      stack.members.length === raterNames.length &&
      stack.members.every(({ rater }) => raterNames.some((name) => isSameRater(rater, name))),
  );
  return own ?? (defaults ? defaultStack(door, raterNames) : undefined);
}

/** A fitted threshold moves with the probabilities that it was fitted to, when they presume another base rate. */
export function limitsAt(fitted: FittedCalibration | FittedStack, baseRate?: number): Limits {
  const { threshold } = fitted;
  const own = ('stack' in fitted ? fitted.stack : fitted.calibration).baseRate;
  const isCertain = baseRate === 0 || baseRate === 1;
  if (baseRate === undefined || baseRate === own || isCertain) return { abstain: threshold };
  return { abstain: sigmoid(shiftBaseRate(logOdds(threshold), own, baseRate)) };
}

/**
 * Whether a name in labelled data means a rater: its own name, or for a rater that asks a model once the model's, by
 * which data go mostly. An agentic rater's answers mean something else, so it goes by its own name only.
 */
export function isSameRater(nameInData: string, raterName: string): boolean {
  const model = (name: string) => name.replace(/^(?:chat|editor):/, '');
  if (model(nameInData) === model(raterName)) return true;
  const recorded = recordedModel(raterName);
  return recorded !== undefined && recordedModel(nameInData) === recorded;
}
