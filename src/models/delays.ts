/** Milliseconds that a retry waits at most; a server that asks for more is not asked again. */
export const longestDelay = 30_000;
const firstDelay = 500;

/** Milliseconds to wait before a retry: what the server asks for, else doubling from half a second, with jitter. */
export function retryDelay(error: unknown, tried: number): number {
  const asked = askedDelay(error);
  if (asked !== undefined) return Math.min(asked, longestDelay);
  return Math.min(firstDelay * 2 ** tried, longestDelay) * (0.75 + Math.random() / 2);
}

/** Milliseconds that a server asks to be left alone for, where nobody is ready to wait so long; else undefined. */
export function longPause(error: unknown): number | undefined {
  const asked = askedDelay(error);
  return asked !== undefined && asked > longestDelay ? asked : undefined;
}

function askedDelay(error: unknown): number | undefined {
  const headers = (error as { headers?: Headers }).headers;
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const after = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(after);
  if (seconds >= 0) return seconds * 1_000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
