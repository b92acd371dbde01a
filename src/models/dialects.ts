import { completionOfEvents } from './eventStream.js';
import { errorIn, isRecord, jsonIn, type ServerError, statusFor } from './serverError.js';

/**
 * A compatible server's response in the form that OpenAI's own would have: JSON whatever its type says, a stream as the
 * completion that it adds up to, and an error in one form, with the status that it stands for.
 */
export async function asOpenAi(response: Response): Promise<Response> {
  const { ok, status } = response;
  const text = (await response.text()).replace(/^\uFEFF/, '');
  const body = jsonIn(text) ?? completionOfEvents(text);
  if (body === undefined && ok) return new Response(text === '' ? null : text, response);
  const error = body === undefined ? errorIn(readable(text), ok) : errorIn(body, ok);
  if (!error) return json(body, status, response.headers);
  const generated = failedGeneration(body);
  if (generated !== undefined)
    return json({ choices: [{ message: { content: generated } }] }, 200, response.headers);
  return json({ error }, ok ? statusFor(error) : status, response.headers, error);
}

function json(body: unknown, status: number, from: Headers, error?: ServerError): Response {
  const headers = new Headers(from);
  headers.set('content-type', 'application/json');
  for (const name of ['content-length', 'content-encoding']) headers.delete(name);
  const pause =
    error && !headers.has('retry-after') && !headers.has('retry-after-ms')
      ? pauseIn(error.message)
      : undefined;
  if (pause !== undefined) headers.set('retry-after-ms', String(pause));
  return new Response(JSON.stringify(body), { status, headers });
}

/** Milliseconds that a server asks to wait in words alone: "Please try again in 7.66s". */
function pauseIn(message: string): number | undefined {
  const [, number, unit = 's'] =
    /\b(?:try again|retry) in (\d{1,6}(?:\.\d{1,9})?) ?(ms|s|m)/i.exec(message) ?? [];
  if (number === undefined) return undefined;
  return Math.ceil(Number(number) * ({ ms: 1, s: 1_000, m: 60_000 }[unit.toLowerCase()] ?? 1_000));
}

/** Groq turns down an answer that is no JSON to its taste, and hands it over all the same. */
function failedGeneration(body: unknown): string | undefined {
  const { error } = isRecord(body) ? body : {};
  const text = isRecord(error) ? error['failed_generation'] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** The words of a page of HTML, or a text as it is. */
function readable(text: string): string {
  return text.trimStart().startsWith('<') ? text.replaceAll(/<[^<>]*>/g, ' ') : text;
}
