import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { Channel } from '../../../../src/channel/channel.js';
import type { ChatModel, ChatReply } from '../../../../src/models/chatModel.js';
import { OpenAiModel } from '../../../../src/models/openaiModel.js';
import { queuedModel } from '../../../../src/models/queuedModel.js';
import { LentModels, type ModelHandlers, remoteModel } from '../../../../src/models/remoteModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { ChatRater } from '../../../../src/raters/chat/chatRater.js';
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
async function acrossThreads(
  model: ChatModel,
  width: number,
  action: (remote: ChatModel, heard: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const models = new LentModels();
  const hear = () => {};
  new Channel(port1, { ...models.handlers, hear });
  const { ask } = new Channel<ModelHandlers & { hear: typeof hear }>(port2);
  await models
    .lend([queuedModel(model, width)], async ([lent]) => {
      assert.ok(lent);
      await action(remoteModel(lent, ask), () => ask('hear', undefined));
    })
    .finally(() => port1.close());
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
    await acrossThreads(held.model, 2, async (remote, heard) => {
      const models = [remote];
      const services = (spent: number) => ({ models, spending: new Spending({}, undefined, spent) });
      const ending = new AbortController();
      const wish = chatWish(data.path, models, { concurrency: 2 });
      const going = doRun(out, wish, { ending: ending.signal }, services);
      await held.reached(2);
      ending.abort();
      await heard();
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
    assert.equal(verdict.usage?.calls, 2);
    const unasked = await ticketVerdict(ticket, { rater, policy, ending: ending.signal });
    assert.equal(unasked.unrated?.cause, 'cancelled');
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
          const verdict = await ticketVerdict(ticket, { rater, policy, ending: ending.signal });
          assert.equal(verdict.unrated?.cause, turn.status === 500 ? 'server-failed' : 'rate-limited');
          assert.equal(server.requests.length, 1);
        });
      }
    }

    describe('in the terminal', () => {
      let held: (() => void)[];
      let asked: number;
      /** Resolves when three were asked. */
      let reached: Promise<void>;

      beforeEach(() => {
        held = [];
        asked = 0;
        reached = new Promise<void>((resolve) => {
          script = async () => {
            if (++asked === 3) resolve();
            if (asked <= 3) await new Promise<void>((letGo) => held.push(letGo));
            return { content: said };
          };
        });
      });

      function bouncer(...args: string[]) {
        const child = spawn(process.execPath, ['dist/cli.js', 'bench', ...args], {
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let stderr = '';
        let onText = () => {};
        child.stderr.on('data', (text) => {
          stderr += text;
          onText();
        });
        const says = (words: RegExp) =>
          new Promise<void>((resolve) => {
            onText = () => words.test(stderr) && resolve();
            onText();
          });
        return { child, exit: once(child, 'close'), says };
      }

      async function interrupted() {
        const how = ['--rater', 'chat', '--model', 'm', '--base-url', server.url, '--concurrency', '3'];
        const run = bouncer('run', '--data', data.path, '--door', 'input', '--out', out, ...how);
        await reached;
        run.child.kill('SIGINT');
        await run.says(/Stopping after the answers/);
        return run;
      }

      it('sends nothing more, and a resume asks the rest', async () => {
        const { exit } = await interrupted();
        for (const letGo of held) letGo();
        assert.deepEqual(await exit, [1, null]);
        assert.equal(asked, 3);
        assert.equal(answerLines(out).length, 3);
        assert.deepEqual(await bouncer('resume', out).exit, [0, null]);
        assert.equal(asked, 12);
        assert.equal(answerLines(out).length, 12);
      });

      it('cuts off what is under way when it is interrupted twice; until then nobody else writes', async () => {
        const { child, exit, says } = await interrupted();
        const other = bouncer('resume', out);
        await other.says(/Another process .* writes this run/);
        assert.deepEqual(await other.exit, [2, null]);
        child.kill('SIGINT');
        await says(/cut off\.\nContinue with: bouncer bench resume/);
        assert.deepEqual(await exit, [1, null]);
        assert.equal(answerLines(out).length, 0);
        assert.deepEqual(await bouncer('resume', out).exit, [0, null]);
        assert.equal(asked, 3 + 12);
        assert.equal(answerLines(out).length, 12);
      });
    });
  });
});
