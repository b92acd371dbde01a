import {
  type CalibrationsInForce,
  calibrationFor,
  type FittedCalibration,
} from '../calibration/calibrationsInForce.js';
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
  return { fitted: [await calibrationIn(given, door, raterName)], defaults: false };
}

/** A rater's calibration in a file of `bouncer calibrate --out`. @throws CouldNotRate when it holds none */
export async function calibrationIn(file: string, door: Door, raterName: string): Promise<FittedCalibration> {
  const { raters: fitted } = parseDoorCalibration((await readInput(file)).text);
  const own = calibrationFor(door, raterName, { fitted, defaults: false });
  if (own) return own;
  const has = fitted.map(({ calibration }) => `«${calibration.rater.name}» (${nouns[calibration.door]})`);
  throw new CouldNotRate(
    'malformed',
    `${file} has no calibration of «${raterName}» for a ${nouns[door]}; it has ${has.join(', ')}.`,
    'Fit one with bouncer calibrate, or leave --calibration out.',
  );
}
