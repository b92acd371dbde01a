import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type Call, Channel, type Handlers } from '../../../src/channel/channel.js';
import { CouldNotRate } from '../../../src/core/rating.js';
import { failureOf } from '../../../src/core/verdict.js';

/** A handler that stays under way until its request is broken off or told to end; both are noted. */
function untilTold() {
  const told: string[] = [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return {
    told,
    begun,
    async wait(_: undefined, { signal, ending }: Call) {
      begin();
      const how = await new Promise<string>((resolve) => {
        signal.addEventListener('abort', () => resolve('broken off'));
        ending.addEventListener('abort', () => resolve('ended'));
        if (ending.aborted) resolve('ended');
      });
      told.push(how);
      return how;
    },
  };
}

describe('A channel', () => {
  let close: () => void;

  afterEach(() => close());

  function pair<A extends Handlers, B extends Handlers>(a: A, b: B) {
    const { port1, port2 } = new MessageChannel();
    close = () => port1.close();
    return { toB: new Channel<B>(port1, a), toA: new Channel<A>(port2, b), port2 };
  }

  it('asks in both directions at once, and each request gets its own result', async () => {
    const double = async (value: number) => {
      for (let i = value % 3; i > 0; i--) await setImmediate();
      return 2 * value;
    };
    const { toA, toB } = pair({ double }, { double: async (value: number) => (await double(value)) + 1 });
    const values = Array.from({ length: 20 }, (_, i) => i);
    const [fromB, fromA] = await Promise.all([
      Promise.all(values.map((value) => toB.ask('double', value))),
      Promise.all(values.map((value) => toA.ask('double', value))),
    ]);
    assert.deepEqual(
      fromB,
      values.map((value) => 2 * value + 1),
    );
    assert.deepEqual(
      fromA,
      values.map((value) => 2 * value),
    );
  });

  it('lets a handler ask back while its own request is open', async () => {
    const mine = { key: (name: string) => `key of ${name}` };
    const theirs = {
      call: async (name: string, { ask }: Call<never, typeof mine>) => `${await ask('key', name)}!`,
    };
    const { toB } = pair(mine, theirs);
    assert.equal(await toB.ask('call', 'server'), 'key of server!');
  });

  it('tells the progress of each request to whoever made it, in order and before the result', async () => {
    const theirs = {
      async count(to: number, { progress }: Call<number>) {
        for (let i = 1; i <= to; i++) {
          progress(i);
          await setImmediate();
        }
        return 'done';
      },
    };
    const { toB } = pair({}, theirs);
    const told: (number | string)[][] = [[], []];
    const count = async (i: 0 | 1, to: number) =>
      told[i]?.push(await toB.ask('count', to, { onProgress: (value) => told[i]?.push(value) }));
    await Promise.all([count(0, 3), count(1, 2)]);
    assert.deepEqual(told, [
      [1, 2, 3, 'done'],
      [1, 2, 'done'],
    ]);
  });

  it('fails at once with the reason when it is broken off, and the other side hears of it', async () => {
    const { wait, told, begun } = untilTold();
    const { toB } = pair({}, { wait, echo: (text: string) => text });
    const controller = new AbortController();
    const asked = toB.ask('wait', undefined, { signal: controller.signal });
    await begun;
    controller.abort(new Error('No more.'));
    await assert.rejects(asked, /No more/);
    assert.deepEqual(told, []);
    assert.equal(await toB.ask('echo', 'still there'), 'still there');
    assert.deepEqual(told, ['broken off']);
    await assert.rejects(toB.ask('wait', undefined, { signal: controller.signal }), /No more/);
    assert.deepEqual(told, ['broken off']);
  });

  it('waits for the result where the other side is told to end, before or after it was asked', async () => {
    const { wait, begun } = untilTold();
    const { toB } = pair({}, { wait });
    const controller = new AbortController();
    const { signal: ending } = controller;
    const asked = toB.ask('wait', undefined, { ending });
    await begun;
    controller.abort();
    assert.equal(await asked, 'ended');
    assert.equal(await toB.ask('wait', undefined, { ending }), 'ended');
  });

  it('brings back a CouldNotRate as it is, and anything else with its stack for the log only', async () => {
    const usage = { calls: 1, cachedCalls: 0, inputTokens: 10, outputTokens: 1 };
    const foreseen = new CouldNotRate('refused', 'It said no.', 'Ask another.', {}, usage);
    const theirs = {
      refuse: (): string => {
        throw foreseen;
      },
      break: (): string => {
        throw new TypeError('secret of the house');
      },
      giveBack: () => () => 'a function is no plain data',
    };
    const { toB } = pair({}, theirs);
    const error = (asked: Promise<unknown>) =>
      asked.then(
        () => assert.fail('It did not fail.'),
        (reason: CouldNotRate) => failureOf(reason),
      );
    assert.deepEqual(await error(toB.ask('refuse', undefined)), failureOf(foreseen));
    const { cause, message, detail } = await error(toB.ask('break', undefined));
    assert.equal(cause, 'internal');
    assert.doesNotMatch(message, /secret/);
    assert.match(detail ?? '', /TypeError: secret of the house\n +at /);
    assert.equal((await error(toB.ask('giveBack', undefined))).cause, 'internal');
    assert.equal((await error(toB.ask('missing' as 'break', undefined))).cause, 'internal');
  });

  it('rejects an argument that is no plain data, and goes on', async () => {
    const { toB } = pair({}, { echo: (value: unknown) => value });
    await assert.rejects(
      toB.ask('echo', () => {}),
      /could not be cloned/,
    );
    assert.equal(await toB.ask('echo', 'well'), 'well');
  });

  it('fails all that is open when the other side closes, and breaks off what that had asked', async () => {
    const [a, b] = [untilTold(), untilTold()];
    const { toA, toB, port2 } = pair({ wait: a.wait }, { wait: b.wait });
    const asked = [toB.ask('wait', undefined), toB.ask('wait', undefined)].map((one) =>
      assert.rejects(one, /ended unexpectedly/),
    );
    const asking = assert.rejects(toA.ask('wait', undefined), /ended unexpectedly/);
    await Promise.all([a.begun, b.begun]);
    port2.close();
    await Promise.all([...asked, asking]);
    await assert.rejects(toB.ask('wait', undefined), /ended unexpectedly/);
    while (a.told.length < 1 || b.told.length < 2) await setImmediate();
    assert.deepEqual(a.told, ['broken off']);
  });

  it('fails all that is open when a thread dies', async () => {
    const worker = new Worker(
      'require("worker_threads").parentPort.once("message", () => { throw new Error("Boom."); })',
      { eval: true },
    );
    close = () => void worker.terminate();
    const died = once(worker, 'error');
    const { ask } = new Channel<{ anything: (_: undefined) => string }>(worker);
    await assert.rejects(ask('anything', undefined), /ended unexpectedly/);
    assert.match(String((await died)[0]), /Boom/);
  });
});
