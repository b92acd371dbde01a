import { loadOpenAi } from '../chunks/load.js';
import { oneLine, squeezed } from '../core/oneLine.js';
import { CouldNotRate, type UnratedCause } from '../core/rating.js';
import { nameOf } from '../core/surface.js';
import { longPause } from './delays.js';
import type { Endpoint } from './openaiModel.js';
import { longestAnswer, tooLong } from './textFetch.js';

/** Where a fault happened, for its message. */
type Where = Pick<Endpoint, 'baseUrl' | 'model'> & Partial<Endpoint>;

export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

/** The HTTP status of a server's refusal, if it was one. */
export function statusOf(error: unknown): number | undefined {
  const { APIError } = loadOpenAi();
  return error instanceof APIError ? error.status : undefined;
}

/** A body that ended early or is no JSON: the connection or a proxy broke it. */
export function isBroken(error: unknown): boolean {
  if (error instanceof SyntaxError) return !isPage(error);
  return error instanceof TypeError && /terminated|fetch/.test(error.message);
}

/** A page of HTML that calls itself JSON, by what `JSON.parse` says of its first character. */
function isPage(error: unknown): boolean {
  return error instanceof SyntaxError && /^Unexpected token '?</.test(error.message);
}

/** Whether the account is out of money, which no waiting mends. */
export function isQuota(error: unknown): boolean {
  const { code, type } = error as { code?: unknown; type?: unknown };
  const spent = ['insufficient_quota', 'billing_hard_limit_reached'];
  return statusOf(error) === 402 || spent.includes(String(code)) || spent.includes(String(type));
}

/** A server's words and the names that it gives, for what tells refusals apart. */
export function complaintOf(error: unknown): string {
  const { names = '' } = (error as { error?: { names?: string } }).error ?? {};
  return `${(error as Error).message} ${names}`.slice(0, 4_000);
}

const tooLarge =
  /context.{0,3}(?:length|size|window|limit)|context_length|maximum (?:context|prompt|model|sequence|input) length|too many (?:input |prompt )?tokens|\b(?:prompt|inputs?|messages?|request|tokens?)\b[^.]{0,60}\b(?:too (?:long|large)|longer than|exceed|must have less than|must be <)|range of input length/i;
const filtered =
  /content.?(?:filter|policy|management)|responsible.?ai|safety (?:system|filter|setting)|moderation|flagged|data_?inspection|prohibited_content|inappropriate content/i;

/** What is the matter with the text of a request, so that the same would be refused again in any form. */
export function refusalOf(error: unknown): 'too-large' | 'refused' | undefined {
  const status = statusOf(error) ?? 0;
  if (status === 413) return 'too-large';
  if (status < 400 || status === 401 || status === 404 || status === 429) return undefined;
  const complaint = complaintOf(error);
  if (tooLarge.test(complaint)) return 'too-large';
  return status < 500 && filtered.test(complaint) ? 'refused' : undefined;
}

export const redirected = /redirect/;
export const noWebServer = /HPE_INVALID_CONSTANT|EPROTO|WRONG_VERSION_NUMBER/;
export const certificateProblem = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_|ERR_TLS/;

/** The codes of an error and of what caused it. */
export function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error && codes.length < 8; at = at.cause) {
    codes.push(String((at as NodeJS.ErrnoException).code ?? ''), at.message);
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf));
  }
  return codes;
}

/** What went wrong between Bouncer and a model's server, for people. */
export function explainFault(error: unknown, where: Where): Error {
  const { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } = loadOpenAi();
  const host = hostOf(where.baseUrl);
  const fault = (...explained: Explained) => new CouldNotRate(...explained, { cause: error });
  if (error instanceof CouldNotRate || error instanceof APIUserAbortError) return error;
  if (isPage(error)) return noCompletion((error as Error).message, where);
  if (error instanceof APIConnectionTimeoutError) {
    const allowed = where.timeoutSeconds === undefined ? 'in time' : `within ${where.timeoutSeconds} seconds`;
    return fault(
      'timed-out',
      `${host} did not answer ${allowed}.`,
      `Try again, or allow more time (${nameOf('timeout')}).`,
    );
  }
  if (error instanceof APIConnectionError || isBroken(error)) return fault(...connection(error, host));
  if (error instanceof APIError) return fault(...refusal(error, error.status ?? 0, where));
  return error instanceof Error ? error : new Error(String(error));
}

type Explained = [cause: UnratedCause, message: string, nextStep: string];

function refusal(error: Error, status: number, where: Where): Explained {
  const { baseUrl, model } = where;
  const host = hostOf(baseUrl);
  const said = saidBy(error);
  if (isQuota(error))
    return [
      'rate-limited',
      `The quota for ${host} is used up${said.inBrackets}.`,
      'Check the plan and billing of the account that the key belongs to.',
    ];
  const refused = refusalOf(error);
  if (refused === 'too-large')
    return [
      'too-large',
      `The input is too large for "${model}"${said.inBrackets}.`,
      `Lower ${nameOf('contextTokens')} to what the model takes, so that the patch is cut to fit, or start the server with a larger context.`,
    ];
  if (refused)
    return [
      'refused',
      `A content filter at ${host} declined the request${said.inBrackets}.`,
      `Rate with another rater (${nameOf('rater')}), or relax the filter of the model's deployment.`,
    ];
  if (status === 401)
    return [
      'no-key',
      `${host} does not accept the API key${said.inBrackets}.`,
      `Set a valid one: ${nameOf('key')}.`,
    ];
  if (status === 403)
    return [
      'no-key',
      `${host} does not allow this${said.inBrackets}.`,
      'Check what the key and the account may use.',
    ];
  if (status === 404 || status === 405) return notThere(where, said);
  const pause = longPause(error);
  if (pause !== undefined && (status === 429 || status === 503)) {
    const when = pauseText(pause);
    return [
      'rate-limited',
      `${host} takes no more requests for now. It can be asked again ${when}.`,
      `Try again ${when}, or choose another model or account.`,
    ];
  }
  if (status === 429)
    return [
      'rate-limited',
      `${host} still refuses because of its rate limit${said.inBrackets}.`,
      'Wait a minute and rate again, or rate fewer at once.',
    ];
  if (status >= 500)
    return [
      'server-failed',
      `${host} failed with status ${status}${said.inBrackets}.`,
      'Try again later, or choose another rater.',
    ];
  return [
    'server-failed',
    `${host} refused the request (status ${status}${said.words && `: ${said.words}`}).`,
    `Check ${nameOf('model')} and ${nameOf('baseUrl')}.`,
  ];
}

/** Nothing at an address, or no such model there. */
function notThere({ baseUrl, model, azureApiVersion }: Where, said: Said): Explained {
  const host = hostOf(baseUrl);
  const hasVersion = /\/v\d/.test(URL.canParse(baseUrl) ? new URL(baseUrl).pathname : baseUrl);
  if (!hasVersion && azureApiVersion === undefined && !/model/i.test(said.words)) {
    return [
      'unreachable',
      `${host} has no chat completions at ${baseUrl}${said.inBrackets}.`,
      `Correct ${nameOf('baseUrl')}: most addresses end in /v1, such as ${baseUrl.replace(/\/+$/, '')}/v1.`,
    ];
  }
  return [
    'no-model',
    `${host} has no model "${model}" at this address${said.inBrackets}.`,
    `Correct ${nameOf('model')} or ${nameOf('baseUrl')}.`,
  ];
}

/** What is wrong where a server answered well, but with no chat completion. */
export function noCompletion(body: unknown, { baseUrl }: Where): CouldNotRate {
  const host = hostOf(baseUrl);
  const said = shortened(typeof body === 'string' ? body : (JSON.stringify(body) ?? '')) || 'nothing';
  return new CouldNotRate(
    'unreachable',
    `${host} answered, but not as a chat model does (it sent: ${said}).`,
    `Check the base URL (${nameOf('baseUrl')}): most addresses end in /v1.`,
  );
}

/** One that broke may be well at the next task; the others have something wrong with them. */
function connection(error: unknown, host: string): Explained {
  const codes = codesOf(error).join(' ');
  const address = nameOf('baseUrl');
  const megabytes = longestAnswer / (1 << 20);
  const lasting: readonly (readonly [RegExp, message: string, nextStep: string])[] = [
    [
      certificateProblem,
      `The certificate of ${host} is not trusted.`,
      `Add its certificate authority to ${nameOf('authorities')}.`,
    ],
    [/ECONNREFUSED/, `No server answers at ${host}.`, `Start it, or correct ${address}.`],
    [
      /ENOTFOUND|EAI_AGAIN/,
      `The host ${host} was not found.`,
      `Correct ${address}, or check the network and the proxy.`,
    ],
    [
      tooLong,
      `${host} sent more than ${megabytes} MB for one answer, which was not read to its end.`,
      `Check that ${address} is the address of a chat model.`,
    ],
    [
      redirected,
      `${host} redirects to another address, which Bouncer does not follow.`,
      `Set ${address} to the final address.`,
    ],
    [
      noWebServer,
      `${host} does not speak this protocol.`,
      `Check ${address}, also whether it is http or https.`,
    ],
  ];
  const known = lasting.find(([pattern]) => pattern.test(codes));
  if (known) return ['unreachable', known[1], known[2]];
  return [
    'server-failed',
    `The connection to ${host} broke.`,
    'Check the network and the proxy, and rate again.',
  ];
}

/** "in about 1 hour". */
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

type Said = ReturnType<typeof saidBy>;

/** A server's own words, cut to a readable length; also in brackets, to end a sentence with, where there are any. */
function saidBy(error: Error) {
  const { message } = (error as { error?: { message?: unknown } }).error ?? {};
  const words = shortened(typeof message === 'string' ? message : error.message).replace(/\.$/, '');
  return { words, inBrackets: words && ` (${words})` };
}

function shortened(message: string): string {
  const line = squeezed(oneLine(message.slice(0, 4_000)));
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
