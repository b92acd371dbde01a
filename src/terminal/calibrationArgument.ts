import { type CalibrationsInForce, calibrationFor, stackFor } from '../calibration/calibrationsInForce.js';
import type { FittedCalibration, FittedStack } from '../calibration/calibrationText.js';
import { parseDoorCalibration } from '../calibration/calibrationText.js';
import { nouns } from '../core/policy.js';
import { CouldNotRate, type Door } from '../core/rating.js';
import type { Arguments } from './arguments.js';
import { readInput } from './readInput.js';

/**
 * The calibrations that `--calibration` asks for: of a file, none for `off`, or those that come with Bouncer.
 *
 * @throws CouldNotRate when the file can't be read, or has nothing on the rater that is asked for at this door
 */
export async function calibrationsFor({
  calibration: given,
  door,
  rater,
  chat: { models },
}: Pick<Arguments, 'calibration' | 'door' | 'rater' | 'chat'>): Promise<CalibrationsInForce> {
  if (given === undefined || given === 'off') return { fitted: [], stacks: [], defaults: given !== 'off' };
  if (rater === 'panel') return { fitted: [], stacks: [await stackIn(given, door, models)], defaults: false };
  const name = `${rater}:${models[0] ?? ''}`;
  const { stack } = parseDoorCalibration((await readInput(given)).text);
  return { fitted: [await calibrationIn(given, door, name)], stacks: stack ? [stack] : [], defaults: false };
}

/** The stack of a panel's models in a file of `bouncer calibrate --out`. @throws CouldNotRate when it holds another or none */
async function stackIn(file: string, door: Door, models: readonly string[]): Promise<FittedStack> {
  const { stack } = parseDoorCalibration((await readInput(file)).text);
  const stacks = stack ? [stack] : [];
  const names = models.map((model) => `chat:${model}`);
  const own = stackFor(door, names, { stacks, defaults: false });
  if (own) return own;
  const has = stack
    ? `one of ${stack.stack.members.map(({ rater }) => `"${rater}"`).join(', ')} (${nouns[stack.stack.door]})`
    : 'none';
  throw new CouldNotRate(
    'malformed',
    `${file} has no stack of just ${models.map((model) => `"${model}"`).join(', ')} for a ${nouns[door]}; it has ${has}.`,
    'Name the models of the stack, fit one with bouncer calibrate --fit, or leave --calibration out.',
  );
}

/** A rater's calibration in a file of `bouncer calibrate --out`. @throws CouldNotRate when it holds none */
export async function calibrationIn(file: string, door: Door, raterName: string): Promise<FittedCalibration> {
  const { raters: fitted } = parseDoorCalibration((await readInput(file)).text);
  const own = calibrationFor(door, raterName, { fitted, defaults: false });
  if (own) return own;
  const has = fitted.map(({ calibration }) => `"${calibration.rater.name}" (${nouns[calibration.door]})`);
  throw new CouldNotRate(
    'malformed',
    `${file} has no calibration of "${raterName}" for a ${nouns[door]}; it has ${has.join(', ')}.`,
    'Fit one with bouncer calibrate, or leave --calibration out.',
  );
}
