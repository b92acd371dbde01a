/** Wrong usage; the message says what is wrong, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The command that prints what is right. */
  help: string | undefined;
}
