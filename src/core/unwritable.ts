import { CouldNotRate } from './rating.js';

const reasons: Readonly<Record<string, readonly [reason: string, nextStep: string]>> = {
  ENOSPC: ['cannot be written, because its disk is full', 'Free space on it, and go on.'],
  EDQUOT: ['cannot be written, because your share of its disk is used up', 'Free space on it, and go on.'],
  EACCES: ['may not be written by you', 'Change its permissions, or name another place.'],
  EPERM: ['may not be written by you', 'Change its permissions, or name another place.'],
  EROFS: ['is on a disk that can only be read', 'Name another place.'],
  EEXIST: ['cannot be made, because a file is in its place', 'Name another place.'],
  ENOTDIR: ['cannot be made, because a file is in the place of a folder of it', 'Name another place.'],
  EISDIR: ['cannot be written, because a folder is in its place', 'Name another place.'],
  ENOENT: [
    'cannot be written, because its folder does not exist',
    'Make that folder, or name another place.',
  ],
};

/** The failure to report where a file or folder cannot be written; one that is told already stays as it is. */
export function unwritable(path: string, error: unknown): CouldNotRate {
  if (error instanceof CouldNotRate) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const [reason, nextStep] = (Object.hasOwn(reasons, code) && reasons[code]) || [
    `cannot be written (${message})`,
    'Check the place.',
  ];
  return new CouldNotRate('unreadable', `${path} ${reason}.`, nextStep, { cause: error });
}
