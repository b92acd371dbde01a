import { CouldNotRate } from './rating.js';

const reasons: Readonly<Record<string, readonly [reason: string, nextStep: string]>> = {
  ENOSPC: ['cannot be written because its disk is full', 'Free some space, then try again.'],
  EDQUOT: ['cannot be written because your disk quota is used up', 'Free some space, then try again.'],
  EACCES: ['cannot be written: permission denied', 'Change its permissions, or name another place.'],
  EPERM: ['cannot be written: permission denied', 'Change its permissions, or name another place.'],
  EROFS: ['is on a read-only disk', 'Name another place.'],
  EEXIST: ['cannot be created because a file has its name', 'Name another place.'],
  ENOTDIR: ['cannot be created because a file is in the place of a folder', 'Name another place.'],
  EISDIR: ['cannot be written because a folder has its name', 'Name another place.'],
  ENOENT: [
    'cannot be written because its folder does not exist',
    'Create that folder, or name another place.',
  ],
};

/** The failure to report where a file or folder cannot be written; one that is told already stays as it is. */
export function unwritable(path: string, error: unknown): CouldNotRate {
  if (error instanceof CouldNotRate) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const [reason, nextStep] = (Object.hasOwn(reasons, code) && reasons[code]) || [
    `cannot be written (${message})`,
    'Check the path.',
  ];
  return new CouldNotRate('unreadable', `${path} ${reason}.`, nextStep, { cause: error });
}
