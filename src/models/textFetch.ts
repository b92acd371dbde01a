import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';

/** Bytes that an answer has at most; what is longer comes from no chat model. */
export const longestAnswer = 32 << 20;
const tooLongCode = 'ERR_ANSWER_TOO_LONG';
/** What the error for a longer one says. */
export const tooLong = new RegExp(tooLongCode);

/**
 * `fetch` for bodies of text, through Node's own HTTP client with its open connections: it takes half of the CPU time
 * that the built-in one takes, which a run with many requests under way would wait for (`npm run bench` measures it).
 * The whole answer is read before it resolves. A redirect is refused, because it would send the text to a host that
 * the user did not name. Other bodies go through the built-in one.
 */
export const textFetch: typeof fetch = async (input, init = {}) => {
  const { body, method = 'GET', signal } = init;
  if (typeof body !== 'string') return fetch(input, { ...init, redirect: 'error' });
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = Object.fromEntries(new Headers(init.headers));
  const send = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, signal: signal ?? undefined }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > longestAnswer) response.destroy(new Error(tooLongCode));
      });
      response.on('error', reject);
      response.on('end', () => {
        responseOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks)).then(resolve, reject);
      });
    });
    request.on('error', reject);
    request.end(body);
  });
};

/** @throws TypeError for a redirect, or a status that is none */
async function responseOf(
  status: number,
  fields: NodeJS.Dict<string | string[]>,
  packed: Buffer,
): Promise<Response> {
  if (status >= 300 && status < 400) throw new TypeError('unexpected redirect');
  const body = await unpacked(packed, String(fields['content-encoding'] ?? ''));
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  return new Response(body.length > 0 ? body : null, { status, headers });
}

/** A body as it was before it was packed, which some servers do unasked. */
async function unpacked(body: Buffer, encoding: string): Promise<Buffer> {
  const limit = { maxOutputLength: longestAnswer };
  try {
    if (/^(?:x-)?gzip$|^deflate$/i.test(encoding)) return await promisify(unzip)(body, limit);
    return encoding === 'br' ? await promisify(brotliDecompress)(body, limit) : body;
  } catch (error) {
    throw new TypeError(
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLongCode : 'terminated',
    );
  }
}
