import { loadOpenAi } from '../../chunks/load.js';
import { oneLine, squeezed } from '../../core/oneLine.js';
import { CouldNotRate, type UnratedCause } from '../../core/rating.js';
import { longestAnswer, tooLong } from './textFetch.js';

/** Milliseconds that a retry waits at most; a server that asks for more is not asked again. */
export const longestDelay = 30_000;
const firstDelay = 500;

/** Where a fault happened, for its message. */
export interface Where {
  readonly baseUrl: string;
  readonly model: string;
}

export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

/** The HTTP status of a server's refusal, if it was one. */
export function statusOf(error: unknown): number | undefined {
  const { APIError } = loadOpenAi();
  return error instanceof APIError ? error.status : undefined;
}

/** Whether the same request may go well a moment later. */
export function isRetried(error: unknown): boolean {
  const { APIError, APIConnectionError } = loadOpenAi();
  if (error instanceof APIConnectionError) {
    const codes = codesOf(error).join(' ');
    return (
      ![certificateProblem, /ECONNREFUSED|ENOTFOUND/, redirected, noWebServer].some((one) =>
        one.test(codes),
      ) && !codes.includes(tooLong)
    );
  }
  if (!(error instanceof APIError)) return isBroken(error);
  if (isQuota(error)) return false;
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

/** A body that ended early or is no JSON: the connection or a proxy broke it. */
function isBroken(error: unknown): boolean {
  if (error instanceof SyntaxError) return !isPage(error);
  return error instanceof TypeError && /terminated|fetch/.test(error.message);
}

/** A page of HTML that calls itself JSON, by what `JSON.parse` says of its first character. */
function isPage(error: unknown): boolean {
  return error instanceof SyntaxError && /^Unexpected token '?</.test(error.message);
}

function isQuota(error: unknown): boolean {
  const { code, type } = error as { code?: unknown; type?: unknown };
  return (
    code === 'insufficient_quota' || type === 'insufficient_quota' || code === 'billing_hard_limit_reached'
  );
}

const redirected = /redirect/;
const noWebServer = /HPE_INVALID_CONSTANT|EPROTO|WRONG_VERSION_NUMBER/;
const certificateProblem = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_|ERR_TLS/;

/** The codes of an error and of what caused it. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error && codes.length < 8; at = at.cause) {
    codes.push(String((at as NodeJS.ErrnoException).code ?? ''), at.message);
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf));
  }
  return codes;
}

/** What went wrong between Bouncer and a model's server, for people. */
export function explainFault(error: unknown, { baseUrl, model }: Where): Error {
  const { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } = loadOpenAi();
  const host = hostOf(baseUrl);
  const fault = (cause: UnratedCause, message: string, nextStep: string) =>
    new CouldNotRate(cause, message, nextStep, { cause: error });
  if (error instanceof CouldNotRate || error instanceof APIUserAbortError) return error;
  if (isPage(error)) return noCompletion((error as Error).message, { baseUrl, model });
  if (error instanceof APIConnectionTimeoutError) {
    return fault(
      'timed-out',
      `${host} did not answer in time.`,
      'Try again, or allow more time in the settings.',
    );
  }
  if (error instanceof APIConnectionError || isBroken(error)) return fault(...connection(error, host));
  if (!(error instanceof APIError)) return error instanceof Error ? error : new Error(String(error));
  const said = wordsOf(error.message);
  if (isQuota(error)) {
    return fault(
      'rate-limited',
      `The quota for ${host} is used up.`,
      'Check the plan and billing of the account that the key belongs to.',
    );
  }
  const { status = 0 } = error;
  if (status === 401) {
    return fault(
      'no-key',
      `${host} does not accept the API key.`,
      'Set a valid one: «Bouncer: Set API Key» in the editor, BOUNCER_API_KEY in the terminal.',
    );
  }
  if (status === 403) {
    return fault(
      'no-key',
      `${host} does not allow this (${said}).`,
      'Check what the key and the account may use.',
    );
  }
  if (status === 404) {
    return fault(
      'no-model',
      `${host} has no model «${model}» at this address (${said}).`,
      'Correct the model or the base URL.',
    );
  }
  const pause = longPause(error);
  if (pause !== undefined && (status === 429 || status === 503)) {
    const when = pauseText(pause);
    return fault(
      'rate-limited',
      `${host} asks to be left alone, and to be asked again ${when}.`,
      `Go on ${when}, or choose another model or account.`,
    );
  }
  if (status === 429) {
    return fault(
      'rate-limited',
      `${host} still refuses because of its rate limit.`,
      'Wait a minute and rate again, or rate fewer at once.',
    );
  }
  if (
    /context.{0,20}length|too (?:long|large|many tokens)|maximum context|context window/i.test(
      error.message,
    ) ||
    status === 413
  ) {
    return fault(
      'too-large',
      `The input is too large for «${model}» (${said}).`,
      'Lower the setting for context tokens, so that the patch is cut to fit.',
    );
  }
  if (status >= 500) {
    return fault(
      'server-failed',
      `${host} failed with status ${status}.`,
      'Try again later, or choose another rater.',
    );
  }
  return fault(
    'server-failed',
    `${host} refused the request (status ${status}: ${said}).`,
    'Check model and settings; the Bouncer output channel has the detail.',
  );
}

/** What is wrong where a server answered well, but with no chat completion. */
export function noCompletion(body: unknown, { baseUrl }: Where): CouldNotRate {
  const host = hostOf(baseUrl);
  const { error } = (body ?? {}) as { error?: { message?: unknown } | null };
  if (error) {
    // Some gateways hand on a model's failure with a good status.
    return new CouldNotRate(
      'server-failed',
      `${host} refused the request (${wordsOf(String(error.message ?? JSON.stringify(error)))}).`,
      'Try again later, or choose another model.',
    );
  }
  const said = wordsOf(typeof body === 'string' ? body : (JSON.stringify(body) ?? '')) || 'nothing';
  return new CouldNotRate(
    'unreachable',
    `${host} answered, but not as a chat model does (it sent: ${said}).`,
    'Check the base URL.',
  );
}

/** One that broke may be well at the next task; the others have something wrong with them. */
function connection(error: unknown, host: string): [cause: UnratedCause, message: string, nextStep: string] {
  const codes = codesOf(error).join(' ');
  const lasting = lastingTrouble(codes, host);
  if (lasting) return ['unreachable', ...lasting];
  return [
    'server-failed',
    `The connection to ${host} broke.`,
    'Check the network and the proxy, and rate again.',
  ];
}

function lastingTrouble(codes: string, host: string): [message: string, nextStep: string] | undefined {
  if (certificateProblem.test(codes)) {
    return [
      `The certificate of ${host} is not trusted.`,
      'Add its authority to the system (the editor reads it from there), or name it in NODE_EXTRA_CA_CERTS for the terminal.',
    ];
  }
  if (/ECONNREFUSED/.test(codes))
    return [`No server answers at ${host}.`, 'Start it, or correct the base URL.'];
  if (/ENOTFOUND|EAI_AGAIN/.test(codes)) {
    return [`The host ${host} was not found.`, 'Correct the base URL, or check the network and the proxy.'];
  }
  if (codes.includes(tooLong)) {
    const megabytes = longestAnswer / (1 << 20);
    return [
      `${host} sent more than ${megabytes} MB for one answer, which was not read to its end.`,
      'Check that the base URL is that of a chat model.',
    ];
  }
  if (redirected.test(codes)) {
    return [
      `${host} redirects to another address, which Bouncer does not follow.`,
      'Set the final address as the base URL.',
    ];
  }
  if (noWebServer.test(codes)) {
    return [`${host} does not speak this protocol.`, 'Check the base URL, also whether it is http or https.'];
  }
  return undefined;
}

/** «in about 1 hour». */
function pauseText(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  const [value, unit] =
    minutes < 1.5
      ? [Math.round(milliseconds / 1_000), 'second']
      : minutes < 59
        ? [Math.round(minutes), 'minute']
        : minutes < 36 * 60
          ? [Math.round(minutes / 60), 'hour']
          : [Math.round(minutes / 60 / 24), 'day'];
  return `in about ${value.toLocaleString('en')} ${unit}${value === 1 ? '' : 's'}`;
}

/** A server's own words, cut to a readable length. */
function wordsOf(message: string): string {
  const line = squeezed(oneLine(message));
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
