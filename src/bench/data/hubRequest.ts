import { CouldNotRate } from '../../core/rating.js';

/** What all requests of one fetch share. */
export interface Patience {
  readonly signal?: AbortSignal | undefined;
  /** How long a server may be silent. */
  readonly idleMilliseconds: number;
}

export interface Answer {
  readonly response: Response;
  /** The hub's own entity tag and size of a large file, which it sends along with the redirect to its storage. */
  readonly linkedEtag: string | undefined;
  readonly linkedSize: number | undefined;
}

const mostRedirects = 5;

/**
 * Gets an address, over redirects to http and https only, and lets `use` read the answer. Answers of any status reach
 * it; it calls `arrived` for each piece of the body.
 *
 * @throws CouldNotRate when the server is out of reach, silent for too long, or the signal aborts.
 */
export async function get<Result>(
  address: string,
  headers: Readonly<Record<string, string>>,
  patience: Patience,
  use: (answer: Answer, arrived: () => void) => Promise<Result>,
): Promise<Result> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patience.idleMilliseconds);
  const signal = patience.signal ? AbortSignal.any([patience.signal, silence.signal]) : silence.signal;
  try {
    return await use(await redirected(address, headers, signal), () => timer.refresh());
  } catch (error) {
    throw failure(error, address, patience, silence.signal.aborted);
  } finally {
    clearTimeout(timer);
    // Whatever of the body was not read needs no connection.
    silence.abort();
  }
}

async function redirected(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  let url = new URL(address);
  let linkedEtag: string | undefined;
  let linkedSize: number | undefined;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    if (!/^https?:$/.test(url.protocol)) {
      throw malformedAnswer(`${address} redirects to ${url.protocol}, which is neither http nor https.`);
    }
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    linkedEtag = response.headers.get('x-linked-etag') ?? linkedEtag;
    linkedSize = numberIn(response.headers.get('x-linked-size')) ?? linkedSize;
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      return { response, linkedEtag, linkedSize };
    }
    await response.body?.cancel();
    if (!URL.canParse(location, url.href)) throw malformedAnswer(`${address} redirects to nowhere.`);
    url = new URL(location, url);
  }
  throw malformedAnswer(`${address} redirects more than ${mostRedirects} times.`);
}

/** The size or length in a header, if it is one. */
export function numberIn(header: string | null | undefined): number | undefined {
  return header && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

export function malformedAnswer(message: string, cause?: unknown): CouldNotRate {
  return new CouldNotRate('malformed', message, 'Check the address of the hub, or try again.', { cause });
}

function failure(error: unknown, address: string, { signal, idleMilliseconds }: Patience, isSilent: boolean) {
  const host = new URL(address).host;
  if (signal?.aborted) {
    return new CouldNotRate(
      'cancelled',
      `The download from ${host} was cancelled.`,
      'Start it again to go on where it ended.',
    );
  }
  if (isSilent) {
    const seconds = `${idleMilliseconds / 1000} s`;
    return new CouldNotRate('timed-out', `${host} sent nothing for ${seconds}.`, tryAgain, { cause: error });
  }
  // `fetch` fails with a TypeError whose cause says what happened.
  if (!(error instanceof TypeError)) return error;
  const { message } = error.cause instanceof Error ? error.cause : error;
  return new CouldNotRate('unreachable', `${host} can't be reached (${message}).`, tryAgain, {
    cause: error,
  });
}

const tryAgain = 'Check the network and the address of the hub, then try again; what has arrived is kept.';
