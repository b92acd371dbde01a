import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CouldNotRate, type Door } from '../core/rating.js';

/** A calibration that the user fitted, as its file's name tells. */
export interface SavedCalibration {
  readonly door: Door;
  readonly rater: string;
  readonly path: string;
}

/** The folder of the user's calibrations below the extension's storage. */
export function calibrationsFolder(storage: string): string {
  return join(storage, 'calibrations');
}

/** Longer names would make file names that not every disk takes. */
const longestName = 180;

/** The start of the file names of a rater's calibrations; any name is safe in it. @throws CouldNotRate */
export function calibrationName(door: Door, rater: string): string {
  const name = encodeURIComponent(rater.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('*', '%2A')
    .replaceAll('.', '%2E');
  if (name.length > longestName) {
    throw new CouldNotRate(
      'malformed',
      `The rater's name has ${rater.length} characters, too many to save its calibration.`,
      'Give it a shorter name in the labeled data.',
    );
  }
  return `${door}-${name}`;
}

const fileNames = /^(input|output)-([^.]+)\.json$/;

/** The user's calibrations in a directory, by door and rater; none where it is not there. */
export async function savedCalibrations(directory: string): Promise<SavedCalibration[]> {
  const names = await readdir(directory).catch(() => [] as string[]);
  return names.sort().flatMap((name) => {
    const [, door, encoded] = fileNames.exec(name) ?? [];
    const rater = encoded === undefined ? undefined : decoded(encoded);
    return rater === undefined ? [] : [{ door: door as Door, rater, path: join(directory, name) }];
  });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Takes a saved calibration out of force for good. */
export function deleteCalibration({ path }: SavedCalibration): Promise<void> {
  return rm(path, { force: true });
}
