import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CouldNotRate } from '../../../src/core/rating.js';
import { modelList, modelsRunningAt } from '../../../src/models/modelList.js';
import { json, startChatServer } from '../../host/chatServer.js';

const never = new AbortController().signal;
const list = (baseUrl: string) => modelList({ baseUrl, apiKey: '', timeoutSeconds: 5, retries: 0 }, never);

/** A server that answers each request with a status. */
async function answering<Value>(status: number, work: (url: string) => Promise<Value>): Promise<Value> {
  const server = createServer((_, response) => json(response, status, { error: { message: 'Scripted.' } }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  } finally {
    server.close();
  }
}

describe('The list of models', () => {
  it('has those that chat, in order', async () => {
    const server = await startChatServer(
      () => ({ status: 500 }),
      ['qwen3:8b', 'text-embedding-3-small', 'gpt-4.1', 'tts-1', 'gpt-4.1'],
    );
    assert.deepEqual(await list(server.url), ['gpt-4.1', 'qwen3:8b']);
    assert.equal(await modelsRunningAt(server.url), 2);
    await server.close();
    assert.equal(await modelsRunningAt(server.url), undefined);
    await assert.rejects(list(server.url), /No server answers at 127\.0\.0\.1/);
  });

  it('is empty where a server has none to ask for', async () => {
    assert.deepEqual(await answering(404, list), []);
    assert.deepEqual(await answering(405, list), []);
  });

  it('is refused for want of a key', async () => {
    await assert.rejects(
      answering(401, list),
      (error) => error instanceof CouldNotRate && error.unratedBecause === 'no-key',
    );
  });

  it('is not waited for where a server is silent', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    assert.equal(
      await modelsRunningAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`),
      undefined,
    );
    server.close();
    server.closeAllConnections();
  });
});
