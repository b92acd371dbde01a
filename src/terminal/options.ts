import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Door } from '../core/rating.js';

/** Wrong usage; the message says what is wrong, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** As `parseArgs` of Node. @throws UsageError on an option that there is not, or one without its value */
export function readOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // What else Node says of an unknown option is a hint for arguments that start with a dash.
    const { code, message } = error as NodeJS.ErrnoException;
    const said = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? message.replace(/\. .*/s, '.') : message;
    throw new UsageError(said, { cause: error });
  }
}

/** @throws UsageError */
export function oneDoor(given: string | undefined): Door {
  if (given === 'input' || given === 'output') return given;
  throw new UsageError(
    given === undefined
      ? 'Name the door: --door input or --door output.'
      : `There is no door "${given}". The doors are input and output.`,
  );
}

/** A whole number from an option. @throws UsageError */
export function count(
  option: string,
  given: string | undefined,
  normal: number,
  least: number,
  most: number,
): number {
  if (given === undefined) return normal;
  const number = Number(given);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`--${option} takes a whole number from ${least} to ${most}, not "${given}".`);
  }
  return number;
}

/** US dollars from an option. @throws UsageError */
export function amount(option: string, given: string): number {
  const number = Number(given);
  if (given.trim() === '' || !(number >= 0)) {
    throw new UsageError(`--${option} takes an amount of US dollars, not "${given}".`);
  }
  return number;
}

/** A share between 0 and 1 from an option. @throws UsageError */
export function share(option: string, given: string): number {
  const number = Number(given);
  if (given.trim() === '' || !(number >= 0 && number <= 1)) {
    throw new UsageError(`--${option} takes a number from 0 to 1, not "${given}".`);
  }
  return number;
}
