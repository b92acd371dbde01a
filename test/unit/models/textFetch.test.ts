import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { textFetch } from '../../../src/models/textFetch.js';
import { startChatServer } from '../../host/chatServer.js';
import { rateTicket } from '../raters/chat/chat.js';

/** A server on loopback, and its address. */
async function serve(listener: RequestListener): Promise<[Server, string]> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1?a=ü`];
}

const post = { method: 'POST', headers: { 'content-type': 'text/plain', 'x-one': 'a' }, body: 'Grüße\n' };

describe('Fetching with a body of text', () => {
  it('sends and answers what the built-in fetch does', async () => {
    const seen: unknown[] = [];
    let status = 200;
    const [server, url] = await serve(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      const { 'content-type': type, 'content-length': length, 'x-one': one } = request.headers;
      seen.push([request.method, request.url, type, length, one, body]);
      response.writeHead(status, { 'set-cookie': ['a=1', 'b=2'], 'x-two': 'b, c' });
      response.end(status === 204 ? undefined : 'Ünï');
    });
    try {
      for (status of [200, 201, 204, 400, 404, 429, 500, 599]) {
        const answers = await Promise.all(
          [fetch, textFetch].map(async (ask) => {
            const answer = await ask(url, post);
            const { headers } = answer;
            return [
              answer.status,
              answer.ok,
              headers.get('x-two'),
              headers.getSetCookie(),
              await answer.text(),
            ];
          }),
        );
        assert.deepEqual(answers[1], answers[0]);
        assert.deepEqual(seen.at(-1), seen.at(-2));
      }
    } finally {
      server.close();
    }
  });

  it('passes other bodies on to the built-in fetch', async () => {
    const [server, url] = await serve(async (request, response) => {
      response.end(String((await request.toArray()).join('').includes('name="file"')));
    });
    const body = new FormData();
    body.append('file', new Blob(['text']), 'a.txt');
    assert.equal(await (await textFetch(url, { method: 'POST', body })).text(), 'true');
    assert.equal(await (await textFetch(url)).text(), 'false');
    server.close();
  });

  it('refuses a redirect, and a status that is none', async () => {
    let asked = 0;
    for (const status of [301, 302, 303, 304, 307, 308, 999]) {
      const [server, url] = await serve((_, response) => {
        asked++;
        response.writeHead(status, { location: '/elsewhere' }).end();
      });
      await assert.rejects(textFetch(url, post), status === 999 ? RangeError : /redirect/);
      server.close();
    }
    assert.equal(asked, 7);
  });

  it('fails when the answer breaks off, and ends when it is aborted in the middle of one', async () => {
    const [broken, brokenUrl] = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await assert.rejects(textFetch(brokenUrl, post), /aborted|ECONNRESET|socket hang up/);
    broken.close();
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const [endless, endlessUrl] = await serve((_, response) => {
      closed = once(response, 'close');
      response.write('half', () => controller.abort());
    });
    await assert.rejects(textFetch(endlessUrl, { ...post, signal: controller.signal }), {
      name: 'AbortError',
    });
    await closed;
    endless.close();
  });
});

describe('A model on a server', () => {
  it('leaves nothing on a signal that serves many requests', async () => {
    const content = JSON.stringify({ explanation: 'Clear.', label: 'WELL_SPECIFIED' });
    const server = await startChatServer(() => ({ content }));
    const { signal } = new AbortController();
    for (let i = 0; i < 3; i++) assert.equal((await rateTicket(server.url, {}, { signal })).unrated, null);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    await server.close();
  });
});
