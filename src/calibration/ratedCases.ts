import { plurals } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import type { RatedCase } from '../stats/riskCoverage.js';
import { answerRead, applyCalibration } from './calibration.js';
import type { Calibration } from './calibrationText.js';
import { priorTable } from './defaultCalibrations.js';
import { calibrateRater, type LabelledCase } from './doorCalibration.js';
import { givenProbability } from './raterOutput.js';

/**
 * Which probabilities a policy is chosen on. It must be those that decide later: `as-given` where no calibration is in
 * force, a calibration, or `fitted` for the one that `bouncer calibrate` makes of these very cases.
 */
export type PolicyProbabilities = 'as-given' | 'fitted' | Calibration;

/**
 * A rater's labelled cases, each with its bounce probability. A calibration may have seen the cases: what it learned of
 * them changes how high an answer's probability is, but not the order of the answers, so that what a threshold accepts
 * is everything up to one of the rater's own answers, and the share of wrong ones among that is a plain count
 * ({@link riskTarget} has what follows for a promise). Probabilities of calibrations that had not seen the case would
 * differ between folds for one and the same answer, and part cases that the calibration in force can't part.
 *
 * @throws CouldNotRate when the rater gave no probability and no calibration makes one
 */
export function ratedCases(
  door: Door,
  cases: readonly LabelledCase[],
  rater: string,
  by: PolicyProbabilities,
): RatedCase[] {
  const calibration =
    by === 'fitted' ? calibrateRater(door, cases, rater, { source: '', priorTable: priorTable(door) }) : by;
  const rated = cases.flatMap(({ instance, bounce, outputs }) => {
    const output = outputs.get(rater);
    if (!output) return [];
    if (calibration === 'as-given') {
      const probability = givenProbability(output);
      return probability === undefined ? [] : [{ instance, bounce, probability }];
    }
    const answer = answerRead(calibration, output);
    const probability = applyCalibration(calibration, output);
    return [{ instance, bounce, probability, answer }];
  });
  if (rated.length > 0) return rated;
  throw new CouldNotRate(
    'malformed',
    `"${rater}" gave labels and no probabilities for these ${plurals[door]}, so there is nothing to set a threshold on.`,
    'Calibrate the rater first.',
  );
}
