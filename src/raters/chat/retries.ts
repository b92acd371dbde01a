import { loadOpenAi } from '../../chunks/load.js';
import {
  certificateProblem,
  codesOf,
  isBroken,
  isQuota,
  noWebServer,
  redirected,
  refusalOf,
  statusOf,
} from './faults.js';
import { tooLong } from './textFetch.js';

/** Milliseconds that a retry waits at most; a server that asks for more is not asked again. */
export const longestDelay = 30_000;
const firstDelay = 500;

/** Whether the same request may go well a moment later. One that ran into its time limit had its time. */
export function isRetried(error: unknown): boolean {
  const { APIConnectionError, APIConnectionTimeoutError, APIError } = loadOpenAi();
  if (error instanceof APIConnectionTimeoutError) return false;
  if (error instanceof APIConnectionError) {
    const codes = codesOf(error).join(' ');
    return (
      ![certificateProblem, /ECONNREFUSED|ENOTFOUND/, redirected, noWebServer].some((one) =>
        one.test(codes),
      ) && !codes.includes(tooLong)
    );
  }
  if (!(error instanceof APIError)) return isBroken(error);
  if (isQuota(error) || refusalOf(error)) return false;
  const status = error.status ?? 0;
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Whether the server refuses because it was called too often. */
export function isRateLimit(error: unknown): boolean {
  return statusOf(error) === 429;
}

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
