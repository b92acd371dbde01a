import { loadOpenAi } from '../chunks/load.js';
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
