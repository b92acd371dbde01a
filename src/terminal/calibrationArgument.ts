import type { CalibrationsInForce } from '../calibration/calibrationsInForce.js';
import { calibrationFor } from '../calibration/calibrationsInForce.js';
import { parseDoorCalibration } from '../calibration/calibrationText.js';
import { nouns } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import { readInput } from './readInput.js';

/**
 * The calibrations that `--calibration` asks for: of a file, none for `off`, or those that come with Bouncer.
 *
 * @param raterName the rater that they are for
 * @throws CouldNotRate when the file can't be read, or has no calibration of this rater at this door
 */
export async function calibrationsFor(
  given: string | undefined,
  door: Door,
  raterName: string,
): Promise<CalibrationsInForce> {
  if (given === undefined || given === 'off') return { fitted: [], defaults: given !== 'off' };
  const { raters: fitted } = parseDoorCalibration((await readInput(given)).text);
  const calibrations = { fitted, defaults: false };
  if (calibrationFor(door, raterName, calibrations)) return calibrations;
  const has = fitted.map(({ calibration }) => `«${calibration.rater.name}» (${nouns[calibration.door]})`);
  throw new CouldNotRate(
    'malformed',
    `${given} has no calibration of «${raterName}» for a ${nouns[door]}; it has ${has.join(', ')}.`,
    'Fit one with bouncer calibrate, or leave --calibration out.',
  );
}
