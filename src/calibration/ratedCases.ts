import { plurals } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { applyCalibration, type Calibration } from './calibration.js';
import { priorTable } from './defaultCalibrations.js';
import { crossFitted, type LabelledCase } from './doorCalibration.js';
import { seed } from './fitting.js';
import { givenProbability } from './raterOutput.js';
import type { RatedCase } from './riskCoverage.js';

/**
 * Which probabilities a policy is chosen on. It must be those that decide later: `as-given` where no calibration is in
 * force, a calibration that was fitted on other cases, or `cross-fitted` for one that is fitted on these very cases,
 * whose probabilities then are those of calibrations that had not seen the instance.
 */
export type PolicyProbabilities = 'as-given' | 'cross-fitted' | Calibration;

/**
 * A rater's labelled cases, each with its bounce probability.
 *
 * @throws CouldNotRate when the rater gave no probability and no calibration makes one
 */
export function ratedCases(
  door: Door,
  cases: readonly LabelledCase[],
  rater: string,
  by: PolicyProbabilities,
): RatedCase[] {
  if (by === 'cross-fitted') {
    return crossFitted(door, cases, rater, { source: '', priorTable: priorTable(door), seed });
  }
  const rated = cases.flatMap(({ instance, bounce, outputs }) => {
    const output = outputs.get(rater);
    if (!output) return [];
    const probability = by === 'as-given' ? givenProbability(output) : applyCalibration(by, output);
    return probability === undefined ? [] : [{ instance, bounce, probability }];
  });
  if (rated.length > 0) return rated;
  throw new CouldNotRate(
    'malformed',
    `«${rater}» gave labels and no probabilities for these ${plurals[door]}, so there is nothing to set a threshold on.`,
    'Calibrate the rater first.',
  );
}
