import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CouldNotRate, type Door } from '../core/rating.js';
import { makeOwnFolder, replaceOwnFile, writeOwnFile } from '../journal/ownFiles.js';
import type { DoorCalibration, FittedCalibration } from './calibrationText.js';
import { parseDoorCalibration } from './calibrationText.js';
import { calibrationName, savedCalibrations } from './savedCalibrations.js';

/**
 * Reads the user's calibrations of a door.
 *
 * @param only the rater whose calibration is wanted; all if absent
 * @throws CouldNotRate for a file that holds none, naming it: that another calibration stepped in would go unnoticed
 */
export async function readCalibrations(
  directory: string,
  door: Door,
  only?: string,
): Promise<FittedCalibration[]> {
  const all = await savedCalibrations(directory);
  const saved = all.filter((one) => one.door === door && [one.rater, undefined].includes(only));
  const read = await Promise.all(
    saved.map(async ({ rater, path }) => {
      try {
        return parseDoorCalibration(await readFile(path, 'utf8')).raters;
      } catch (error) {
        throw new CouldNotRate(
          'malformed',
          `The saved calibration of "${rater}" can't be used. ${(error as Error).message}`,
          'Delete it with "Bouncer Lab: Show Calibrations…", or fit it again.',
          { cause: error },
        );
      }
    }),
  );
  return read.flat();
}

/** Versions that were replaced. */
const earlierFolder = 'earlier';

/**
 * Saves a rater's calibration in the form that `bouncer calibrate --out` writes, and gives its path. The one that it
 * replaces is kept under its version.
 *
 * @throws CouldNotRate when the rater's name can't name a file
 */
export async function saveCalibration(directory: string, fitted: FittedCalibration): Promise<string> {
  const { door, rater } = fitted.calibration;
  const name = calibrationName(door, rater.name);
  const path = join(directory, `${name}.json`);
  await makeOwnFolder(join(directory, earlierFolder));
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== undefined) {
    await writeOwnFile(join(directory, earlierFolder, `${name}.${versionIn(before)}.json`), before);
  }
  const content: DoorCalibration = { door, raters: [fitted], stack: null };
  await replaceOwnFile(path, `${JSON.stringify(content, null, 2)}\n`);
  return path;
}

function versionIn(text: string): string {
  try {
    return parseDoorCalibration(text).raters[0]?.calibration.version ?? 'unknown';
  } catch (error) {
    if (error instanceof CouldNotRate) return 'unknown';
    throw error;
  }
}
