import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ChatModel, ChatReply } from '../../../../src/models/chatModel.js';
import { OpenAiModel } from '../../../../src/models/openaiModel.js';
import { queuedModel } from '../../../../src/models/queuedModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { ChatRater } from '../../../../src/raters/chat/chatRater.js';
import { ModelCalls } from '../../../../src/raters/modelCalls.js';
import { RemoteModels } from '../../../../src/raters/remoteModels.js';
import { type ChatServer, startChatServer, type Turn } from '../../../host/chatServer.js';
import { policy, settings } from '../../raters/chat/chat.js';
import { ticketVerdict } from '../../verdicts.js';
import { answerLines, chatWish, doRun, goOn, withData } from './runs.js';

const said = JSON.stringify({ explanation: 'So it is.', label: 'WELL_SPECIFIED' });
const reply: ChatReply = { text: said, calls: [], inputTokens: 1_000, outputTokens: 100, end: 'complete' };

/** A model whose calls stay under way until they are let go. */
function heldModel() {
  const held: (() => void)[] = [];
  let asked = 0;
  const model: ChatModel = {
    name: 'test-model',
    host: 'nowhere',
    complete: async () => {
      asked++;
      await new Promise<void>((resolve) => held.push(resolve));
      return reply;
    },
  };
  return {
    model,
    asked: () => asked,
    /** Resolves when so many were asked. */
    reached: async (count: number) => {
      while (asked < count) await setImmediate();
    },
    letGo: () => {
      for (const resolve of held.splice(0)) resolve();
    },
  };
}

/** A model as a benchmark asks it: from another thread, with its queue over there. */
function acrossThreads(model: ChatModel, width: number): ChatModel {
  const queued = queuedModel(model, width);
  const calls: ModelCalls = new ModelCalls(
    () => queued,
    (answer) => remote.onAnswer(answer),
  );
  const remote = new RemoteModels((call) => calls.onCall(call));
  return remote.model(0, 0, model);
}

describe('A run that is ended', () => {
  let data: ReturnType<typeof withData>;
  let out: string;

  beforeEach(() => {
    data = withData(12);
    out = join(data.folder, 'run');
  });
  afterEach(() => data.clean());

  it('sends nothing that waits in the queue, keeps what is under way, and asks the rest later', async () => {
    const held = heldModel();
    const models = [acrossThreads(held.model, 2)];
    const services = (spent: number) => ({ models, spending: new Spending({}, undefined, spent) });
    const ending = new AbortController();
    const wish = chatWish(data.path, models, { concurrency: 2 });
    const going = doRun(out, wish, { ending: ending.signal }, services);
    await held.reached(2);
    ending.abort();
    held.letGo();
    const { folder, end } = await going;
    assert.equal(held.asked(), 2);
    assert.deepEqual([end.complete, end.progress.done, end.progress.failed], [false, 2, 0]);
    assert.equal(answerLines(out).length, 2);

    const letting = setInterval(held.letGo, 1);
    const again = await goOn(folder, {}, services).finally(() => clearInterval(letting));
    assert.equal(again.complete, true);
    assert.equal(held.asked(), 12);
  });

  it('sends nothing that waits for its budget', async () => {
    const held = heldModel();
    // One call may cost up to some 3 cents.
    const services = (spent: number) => ({
      models: [held.model],
      spending: new Spending({ perRun: 0.05 }, undefined, spent),
    });
    const ending = new AbortController();
    const wish = chatWish(data.path, [held.model], { concurrency: 4 });
    const going = doRun(out, wish, { ending: ending.signal }, services);
    await held.reached(1);
    ending.abort();
    held.letGo();
    const { end } = await going;
    assert.equal(held.asked(), 1);
    assert.deepEqual([end.progress.done, end.progress.failed, end.stopped], [1, 0, null]);
  });

  it('brings to its end what it has paid for', async () => {
    const ending = new AbortController();
    let asked = 0;
    const model: ChatModel = {
      name: 'test-model',
      host: 'nowhere',
      complete: async () => {
        ending.abort();
        return asked++ === 0 ? { ...reply, text: 'nonsense' } : reply;
      },
    };
    const rater = new ChatRater({ model, spending: new Spending({}, undefined) }, settings);
    const ticket = { text: 'A title\n\nIt is lost.\n', source: 'a.md' };
    const verdict = await ticketVerdict(ticket, { rater, policy, ending: ending.signal });
    assert.equal(verdict.rating?.usage?.calls, 2);
    const unasked = await ticketVerdict(ticket, { rater, policy, ending: ending.signal });
    assert.equal(unasked.failure?.cause, 'cancelled');
    assert.equal(asked, 2);
  });

  describe('at a server', () => {
    let server: ChatServer;
    let script: () => Turn | Promise<Turn>;

    beforeEach(async () => {
      server = await startChatServer(() => script());
    });
    afterEach(() => server.close());

    for (const [how, turn] of [
      ['fails', { status: 500, headers: { 'retry-after-ms': '60000' } }],
      ['is too busy', { status: 429, headers: { 'retry-after-ms': '60000' } }],
    ] as const) {
      for (const when of ['while it is asked', 'while a retry waits'] as const) {
        it(`that ${how} does not try again: ended ${when}`, async () => {
          const ending = new AbortController();
          script = () => {
            if (when === 'while it is asked') ending.abort();
            else setTimeout(() => ending.abort(), 20);
            return turn;
          };
          const { url: baseUrl } = server;
          const endpoint = { baseUrl, model: 'test-model', apiKey: '', timeoutSeconds: 20, retries: 4 };
          const model = new OpenAiModel(endpoint);
          const rater = new ChatRater({ model, spending: new Spending({}, undefined) }, settings);
          const ticket = { text: 'A title\n\nIt is lost.\n', source: 'a.md' };
          const { failure } = await ticketVerdict(ticket, { rater, policy, ending: ending.signal });
          assert.equal(failure?.cause, turn.status === 500 ? 'server-failed' : 'rate-limited');
          assert.equal(server.requests.length, 1);
        });
      }
    }

    it('in the terminal sends nothing more, and a resume asks the rest', async () => {
      const held: (() => void)[] = [];
      let isHeld = true;
      let asked = 0;
      let wake: (() => void) | undefined;
      const reached = new Promise<void>((resolve) => {
        wake = resolve;
      });
      script = async () => {
        if (++asked === 3) wake?.();
        if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
        return { content: said };
      };
      const bouncer = (...args: string[]) =>
        spawn(process.execPath, ['dist/cli.js', 'bench', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
      const how = ['--rater', 'chat', '--model', 'm', '--base-url', server.url, '--concurrency', '3'];
      const child = bouncer('run', '--data', data.path, '--door', 'input', '--out', out, ...how);
      const exit = once(child, 'exit');
      await reached;
      child.kill('SIGINT');
      // The process that does the work says so once it is told.
      await new Promise<void>((resolve) => {
        child.stderr.on('data', (text) => /Stopping after the answers/.test(String(text)) && resolve());
      });
      isHeld = false;
      for (const resolve of held) resolve();
      assert.deepEqual(await exit, [1, null]);
      assert.equal(asked, 3);
      assert.equal(answerLines(out).length, 3);
      assert.deepEqual(await once(bouncer('resume', out), 'exit'), [0, null]);
      assert.equal(asked, 12);
      assert.equal(answerLines(out).length, 12);
    });
  });
});
