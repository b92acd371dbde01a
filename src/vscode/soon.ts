import { CouldNotRate } from '../core/rating.js';

/** Seconds that the editor gets for what takes it milliseconds. */
const patience = 30;

/**
 * Waits for something that another part of the editor promises, but not for ever.
 *
 * @param what what is done, as the beginning of a sentence: `Opening Clipboard.md`
 * @throws CouldNotRate `timed-out`
 */
export async function soon<Value>(
  promised: Thenable<Value>,
  what: string,
  nextStep = 'Run the command again; if that does not help, reload the window.',
  seconds = patience,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new CouldNotRate('timed-out', `${what} took longer than ${seconds} seconds.`, nextStep)),
      1_000 * seconds,
    );
  });
  try {
    return await Promise.race([promised, late]);
  } finally {
    clearTimeout(timer);
  }
}
