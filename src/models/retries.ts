import { loadOpenAi } from '../chunks/load.js';
import {
  certificateProblem,
  codesOf,
  isBroken,
  isQuota,
  noWebServer,
  redirected,
  refusalOf,
} from './faults.js';
import { tooLong } from './textFetch.js';

/** Whether the same request may go well a moment later. One that ran into its time limit had its time. */
export function isRetried(error: unknown): boolean {
  const { APIConnectionError, APIConnectionTimeoutError, APIError } = loadOpenAi();
  if (error instanceof APIConnectionTimeoutError) return false;
  if (error instanceof APIConnectionError) {
    const codes = codesOf(error).join(' ');
    const lasting = [certificateProblem, /ECONNREFUSED|ENOTFOUND/, redirected, noWebServer, tooLong];
    return !lasting.some((one) => one.test(codes));
  }
  if (!(error instanceof APIError)) return isBroken(error);
  if (isQuota(error) || refusalOf(error)) return false;
  const status = error.status ?? 0;
  return status === 408 || status === 409 || status === 429 || status >= 500;
}
