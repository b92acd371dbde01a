import { CouldNotRate } from './rating.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'cannot be read: permission denied',
  EISDIR: 'is a folder',
};

/** The failure to report for an error of the file system; one that is told already stays as it is. */
export function unreadable(path: string, error: unknown): CouldNotRate {
  if (error instanceof CouldNotRate) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = reasons[code ?? ''] ?? `could not be read (${message})`;
  return new CouldNotRate('unreadable', `${path} ${reason}.`, 'Check the path.', { cause: error });
}
