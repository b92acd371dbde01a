import assert from 'node:assert/strict';
import { join } from 'node:path';
import { executeRun } from '../../../../src/bench/run/execute.js';
import { newRun } from '../../../../src/bench/run/newRun.js';
import { RunFolder } from '../../../../src/bench/run/runFolder.js';
import { OpenAiModel } from '../../../../src/models/openaiModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { startChatServer, type Turn } from '../../../host/chatServer.js';
import { settings } from '../../raters/chat/chat.js';
import { localWish, withData } from './runs.js';

const good: Turn = { content: JSON.stringify({ explanation: 'It is clear.', label: 'WELL_SPECIFIED' }) };
const page: Turn = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' };

describe('A run at a server in trouble', () => {
  let data: ReturnType<typeof withData>;

  beforeEach(() => {
    data = withData(60);
  });
  afterEach(() => data.clean());

  /** Does a run one task after the other; with `again` goes on with it at a server that answers well. */
  async function at(script: (text: string) => Turn, { again = false, retries = 0 } = {}) {
    let isWell = false;
    const server = await startChatServer(({ messages }) =>
      isWell ? good : script(messages.map(({ content }) => content).join('\n')),
    );
    try {
      const services = () => ({
        models: [
          new OpenAiModel({ baseUrl: server.url, model: 'm', apiKey: '', timeoutSeconds: 20, retries }),
        ],
        spending: new Spending({}, undefined),
      });
      const wish = localWish(data.path, {
        choice: { kind: 'chat', chat: settings, panel: { combination: 'mean', margin: 0.2 } },
        models: ['m'],
        baseUrl: server.url,
      });
      const planned = await newRun(wish, services());
      const folder = await RunFolder.create(join(data.folder, 'run'), planned.settings);
      const sitting = async () => executeRun(folder, services, {});
      const end = await sitting();
      const asked = server.requests.length;
      isWell = true;
      return { end, asked, second: again ? await sitting() : undefined };
    } finally {
      await server.close();
    }
  }

  it('stops with the reason where something else than a model answers, and asks again when resumed', async () => {
    const { end, asked, second } = await at(() => page, { again: true, retries: 4 });
    assert.equal(end.complete, false);
    assert.match(end.stopped?.message ?? '', /answered, but not as a chat model does/);
    assert.ok(asked <= 4, `${asked} requests`);
    assert.equal(second?.complete, true);
    assert.equal(second.progress.failed, 0);
  });

  it('stops when twenty answers in a row can’t be used, which are paid and stay', async () => {
    const { end, second } = await at(() => ({ content: '' }), { again: true });
    assert.equal(end.stopped?.cause, 'bad-answer');
    assert.ok(end.progress.done >= 20 && end.progress.done < 25, String(end.progress.done));
    assert.equal(second?.complete, true);
    assert.equal(second.progress.failed, end.progress.done);
  });

  it('goes on after a connection that broke, and stops when that lasts', async () => {
    const { end, second } = await at((text) => (/Number 7 is lost/.test(text) ? { fault: 'reset' } : good), {
      again: true,
    });
    assert.equal(end.stopped, null);
    assert.equal(end.complete, false);
    assert.deepEqual([end.progress.done, end.progress.failed], [60, 1]);
    assert.equal(second?.complete, true);
  });

  it('stops when every connection breaks', async () => {
    const { end } = await at(() => ({ fault: 'reset' }));
    assert.match(end.stopped?.message ?? '', /connection to .* broke/);
    assert.ok(end.progress.done >= 20 && end.progress.done < 25, String(end.progress.done));
  });

  it('goes on where failures are not in a row, and says why the last one has no rating', async () => {
    const { end } = await at((text) =>
      /Number \d*[02468] is lost/.test(text) ? { content: 'No idea.' } : good,
    );
    assert.equal(end.complete, true);
    assert.equal(end.stopped, null);
    assert.equal(end.progress.failed, 30);
    assert.equal(end.lastFailure?.cause, 'bad-answer');
  });
});
