import { type CalibrationsInForce, calibrationFor, stackFor } from '../calibration/calibrationsInForce.js';
import { type FittedCalibration, parseDoorCalibration } from '../calibration/calibrationText.js';
import { nouns } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import type { Arguments } from './arguments.js';
import { readInput } from './readInput.js';

/**
 * The calibrations that `--calibration` asks for: of a file, none for `off`, or those that come with Bouncer.
 *
 * @throws CouldNotRate when the file can't be read, or has nothing on the rater that is asked for at this door
 */
export async function calibrationsFor(
  { calibration: given, door, rater }: Pick<Arguments, 'calibration' | 'door' | 'rater'>,
  models: readonly string[],
): Promise<CalibrationsInForce> {
  if (given === undefined || given === 'off') return { fitted: [], stacks: [], defaults: given !== 'off' };
  const { stack } = await readCalibration(given);
  const stacks = stack ? [stack] : [];
  if (rater !== 'panel') {
    const [model] = models;
    const own = await calibrationIn(given, door, model === undefined ? rater : `${rater}:${model}`);
    return { fitted: [own], stacks, defaults: false };
  }
  const names = models.map((model) => `chat:${model}`);
  if (stackFor(door, names, { stacks, defaults: false })) return { fitted: [], stacks, defaults: false };
  const has = stack
    ? `one of ${stack.stack.members.map(({ rater }) => `"${rater}"`).join(', ')} (${nouns[stack.stack.door]})`
    : 'none';
  throw new CouldNotRate(
    'malformed',
    `${given} has no stack of just ${models.map((model) => `"${model}"`).join(', ')} for a ${nouns[door]}; it has ${has}.`,
    'Name the models of the stack, fit one with bouncer calibrate --fit, or leave --calibration out.',
  );
}

/** A rater's calibration in a file of `bouncer calibrate --out`. @throws CouldNotRate when it holds none */
export async function calibrationIn(file: string, door: Door, raterName: string): Promise<FittedCalibration> {
  const { raters: fitted } = await readCalibration(file);
  const own = calibrationFor(door, raterName, { fitted, defaults: false });
  if (own) return own;
  const has = fitted.map(({ calibration }) => `"${calibration.rater.name}" (${nouns[calibration.door]})`);
  throw new CouldNotRate(
    'malformed',
    `${file} has no calibration of "${raterName}" for a ${nouns[door]}; it has ${has.join(', ')}.`,
    'Fit one with bouncer calibrate, or leave --calibration out.',
  );
}

async function readCalibration(file: string) {
  return parseDoorCalibration((await readInput(file)).text);
}
