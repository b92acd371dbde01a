import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchOptions } from '../../../../src/bench/batch/batchRun.js';
import { CouldNotRate, type UnratedCause } from '../../../../src/core/rating.js';
import { Spending } from '../../../../src/models/spending.js';
import {
  type BatchScript,
  type BatchServer,
  type Call,
  startBatchServer,
} from '../../../host/batchServer.js';
import { endpointAt, type Results, runTasks, tasks, textOf } from './batch.js';

const answerAll: BatchScript['answer'] = (asked) => ({ content: `About ${textOf(asked)}` });

describe('A batch run in trouble', () => {
  let server: BatchServer;
  let directory: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'bouncer-'));
    server = await startBatchServer({ answer: answerAll });
  });

  afterEach(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  const run = (
    count = 6,
    options: Partial<BatchOptions> = {},
    more: { results?: Results; signal?: AbortSignal } = {},
  ) => runTasks({ directory, endpoint: endpointAt(server.url), ...options }, tasks(count), more);

  const stops = (promise: Promise<unknown>, cause: UnratedCause, message: RegExp) =>
    assert.rejects(promise, (error: unknown) => {
      assert.ok(error instanceof CouldNotRate, String(error));
      assert.equal(error.unratedBecause, cause);
      assert.match(error.message, message);
      assert.notEqual(error.nextStep, '');
      return true;
    });

  const assertAnswered = (results: Results, count = 6) => {
    for (const task of tasks(count)) assert.equal(results.get(task), `About ${task}`);
    assert.equal(results.size, count);
    assert.equal(server.paid.size, count);
    for (const [id, times] of server.paid) assert.equal(times, 1, `${id} was paid ${times} times`);
  };

  /** A fault at the nth call of a kind. */
  const at = (call: Call, fault: ReturnType<NonNullable<BatchScript['fault']>>, ...counts: number[]) => {
    server.script = {
      answer: answerAll,
      fault: (called, count) =>
        called === call && (counts.length === 0 || counts.includes(count)) ? fault : undefined,
    };
  };

  it('answers each task once when all is well, and leaves neither requests on the disk nor at the server', async () => {
    const notes: string[] = [];
    const states: string[] = [];
    const results = await run(6, {
      onNote: (note) => notes.push(note),
      onProgress: ({ state, total, submitted, done, failed }) =>
        states.push(`${state} ${total} ${submitted} ${done} ${failed}`),
    });
    assertAnswered(results);
    assert.deepEqual(notes, []);
    assert.deepEqual(readdirSync(directory), ['batches.jsonl']);
    assert.equal(server.files.size, 1, 'only the output is left');
    assert.ok(states.includes('waiting 6 6 0 0'));
    assert.equal(states.at(-1), 'waiting 6 6 6 0');
  });

  it('splits at the limits of requests and of bytes', async () => {
    assertAnswered(await run(6, { limits: { requests: 4, bytes: 1e6 } }));
    assert.equal(server.batches.length, 2);
    rmSync(directory, { recursive: true });
    await run(6, { limits: { requests: 100, bytes: 500 } });
    assert.equal(server.batches.length, 8, 'a request that is larger than the limit goes alone');
  });

  for (const [what, call, fault, cause, message] of [
    ['upload with a wrong key', 'upload', { status: 401 }, 'no-key', /does not accept the API key/],
    ['upload of a large file', 'upload', { status: 413 }, 'too-large', /takes no batch file of this size/],
    ['upload where there are no files', 'upload', { status: 404 }, 'server-failed', /has no Batch API/],
    ['batch', 'create', { status: 400, error: { message: 'No.' } }, 'server-failed', /status 400: .*No/],
    [
      'batch over the quota',
      'create',
      { status: 429, error: { message: 'Quota.', code: 'insufficient_quota' } },
      'rate-limited',
      /quota .* used up/,
    ],
    ['batch for ever', 'create', { status: 503 }, 'server-failed', /failed with status 503/],
  ] as const) {
    it(`explains a refused ${what}, and goes on when it is mended`, async () => {
      at(call, fault);
      await stops(run(), cause, message);
      assert.equal(server.batches.length, 0);
      server.script = { answer: answerAll };
      assertAnswered(await run());
    });
  }

  for (const [what, call, fault, counts] of [
    ['an upload that fails at first', 'upload', { status: 503 }, [1, 2]],
    ['an upload whose answer is lost', 'upload', 'lost', [1]],
    ['a batch that is refused at first', 'create', { status: 500 }, [1]],
    ['a batch whose answer is lost', 'create', 'lost', [1]],
    [
      'a file that is not known everywhere yet',
      'create',
      { status: 400, error: { message: 'Cannot find file file-1.' } },
      [1, 2],
    ],
    ['a server that fails while it is polled', 'retrieve', { status: 500 }, [1, 2, 3]],
    ['a connection that breaks while it is polled', 'retrieve', 'lost', [2]],
    ['content that breaks off', 'content', 'cut', [1]],
    ['content that is not whole', 'content', 'short', [1]],
    ['content that fails', 'content', { status: 502 }, [1, 2]],
  ] as const) {
    it(`gets over ${what}`, async () => {
      at(call, fault, ...counts);
      assertAnswered(await run());
      for (const times of server.submitted.values()) assert.equal(times, 1);
    });
  }

  it('submits nothing twice where the answer to the submission got lost for good, even after a restart', async () => {
    // The connection breaks after the batch was made, and the server can't be asked for it either.
    server.script = {
      answer: answerAll,
      fault: (call) => (call === 'create' ? 'lost' : call === 'list' ? { status: 503 } : undefined),
    };
    await stops(run(), 'server-failed', /failed with status 503/);
    assert.equal(server.batches.length, 1);
    await stops(run(), 'server-failed', /failed with status 503/);
    server.script = { answer: answerAll };
    assertAnswered(await run());
    assert.equal(server.batches.length, 1);
  });

  it('says when it can not know whether a batch was submitted', async () => {
    server.script = {
      answer: answerAll,
      fault: (call) => (call === 'create' ? 'lost' : call === 'list' ? { status: 404 } : undefined),
    };
    await stops(run(), 'server-failed', /unknown whether the last one was submitted/);
    await stops(run(), 'server-failed', /unknown whether the last one was submitted/);
    assert.equal(server.batches.length, 1);
  });

  it('keeps what is answered when content can not be had, and fetches the rest later', async () => {
    at('content', 'cut');
    await stops(run(), 'server-failed', /connection .* broke/);
    server.script = { answer: answerAll };
    assertAnswered(await run());
    assert.equal(server.batches.length, 1);
  });

  it('hands over what other batches brought before it stops', async () => {
    const results: Results = new Map();
    at('create', { status: 401 }, 2);
    await stops(run(6, { limits: { requests: 4, bytes: 1e6 } }, { results }), 'no-key', /API key/);
    assert.equal(results.size, 4);
    assertAnswered(await run(6, {}, { results }));
  });

  it('asks again, and only, for what was refused for a time', async () => {
    server.script = {
      answer: (asked, id, batch) =>
        batch === 1 && /-[0-3]$/.test(textOf(asked))
          ? (([{ status: 429 }, { status: 500 }, 'expired', 'nothing'] as const)[
              Number(textOf(asked).at(-1))
            ] ?? 'nothing')
          : answerAll(asked, id, batch),
    };
    assertAnswered(await run());
    assert.equal(server.batches.length, 2);
    assert.equal(
      [...server.submitted.values()].reduce((a, b) => a + b),
      10,
    );
  });

  it('gives up after some rounds, in the words of the live path', async () => {
    server.script = {
      answer: (asked, id, batch) =>
        /-[0-2]$/.test(textOf(asked))
          ? (([{ status: 429 }, 'expired', 'nothing'] as const)[Number(textOf(asked).at(-1))] ?? 'nothing')
          : answerAll(asked, id, batch),
    };
    const results = await run(4, { rounds: 3, limits: { requests: 1, bytes: 1e6 } });
    assert.deepEqual([...server.submitted.values()], [3, 3, 3, 1]);
    assert.match(
      results.get('input/task-0') ?? '',
      /^rate-limited: .* still refuses because of its rate limit/,
    );
    assert.match(results.get('input/task-1') ?? '', /^timed-out: .* before its batch expired/);
    assert.match(results.get('input/task-2') ?? '', /^server-failed: .* no result/);
    assert.equal(results.get('input/task-3'), 'About input/task-3');
  });

  it('does not ask again where it never helps', async () => {
    const long = {
      message: "This model's maximum context length is 10 tokens.",
      code: 'context_length_exceeded',
    };
    server.script = {
      answer: (asked, id, batch) =>
        /-0$/.test(textOf(asked)) ? { status: 400, error: long } : answerAll(asked, id, batch),
    };
    const results = await run(2);
    assert.equal(server.batches.length, 1);
    assert.match(results.get('input/task-0') ?? '', /^too-large: The input is too large for "test-model"/);
    assert.match((await run(2)).get('input/task-0') ?? '', /^too-large/);
    assert.equal(server.batches.length, 1);
  });

  it('finds out from refused requests what the server takes, and asks once more without it', async () => {
    server.script = {
      answer: (asked, id, batch) =>
        asked.logprobs
          ? { status: 400, error: { message: 'logprobs are not supported.' } }
          : asked['seed'] !== undefined
            ? { status: 400, error: { message: 'Unknown field: seed.' } }
            : answerAll(asked, id, batch),
    };
    assertAnswered(await run(6, { rounds: 1 }));
    assert.equal(server.batches.length, 3);
  });

  it('explains a batch that failed as a whole by its lines, and goes on when it is mended', async () => {
    server.script = {
      answer: answerAll,
      refuse: () =>
        [1, 2, 3, 4].map((line) => ({ code: 'invalid_request', line, message: `Bad model in ${line}.` })),
    };
    await stops(run(), 'server-failed', /line 1: Bad model in 1\.; line 2: .*; line 3: .*; and 1 more/);
    server.script = { answer: answerAll };
    assertAnswered(await run());
  });

  it('waits for room in the queue as long as other batches make some', async () => {
    const full = [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.' }];
    server.script = {
      answer: answerAll,
      refuse: (batch) => ([2, 3, 5].includes(batch) ? full : undefined),
    };
    assertAnswered(await run(6, { limits: { requests: 2, bytes: 1e6 }, rounds: 1 }));

    rmSync(directory, { recursive: true });
    server.script = { answer: answerAll, refuse: () => full };
    await stops(run(), 'server-failed', /Enqueued token limit reached/);
  });

  it('keeps what a cancelled batch had answered, and submits the rest when started again', async () => {
    const results: Results = new Map();
    server.script = { answer: answerAll, end: (batch) => (batch === 1 ? 'cancelled' : undefined) };
    await stops(run(6, {}, { results }), 'cancelled', /batch_1 was cancelled at the server/);
    assert.equal(results.size, 3);
    assertAnswered(await run(6, {}, { results }));
  });

  it('leaves batches alone when it is cancelled', async () => {
    const abort = new AbortController();
    server.script = { answer: answerAll, looks: 1e9 };
    const onProgress = ({ state }: { state: string }) => state === 'waiting' && abort.abort();
    await assert.rejects(run(6, { onProgress }, { signal: abort.signal }), { name: 'AbortError' });
    assert.ok(!server.calls.includes('cancel'));
    server.script = { answer: answerAll };
    assertAnswered(await run());
    assert.equal(server.batches.length, 1);
  });

  it('survives strange results: unknown, double and malformed ones, and tells of them', async () => {
    const notes: string[] = [];
    at('content', (text) => {
      const [first = '', ...others] = text.trimEnd().split('\n');
      const other = JSON.stringify({ ...JSON.parse(first), custom_id: '__proto__' });
      const changed = first.replace('About', 'Another about');
      return [first, changed, other, '{"custom_id": 3}', '{"half', ...others, ''].join('\n');
    });
    assertAnswered(await run(6, { onNote: (note) => notes.push(note) }));
    assert.deepEqual(notes.map((note) => note.replace(/^Batch \S+ /, '')).sort(), [
      '1 line left out, because their request has a result already.',
      '1 line left out, because their request is not one of this batch.',
      '2 lines left out, because what they hold is not a result.',
    ]);
  });

  it('goes on from a log whose last line is half, and past one that is spoiled', async () => {
    await run(3);
    const path = join(directory, 'batches.jsonl');
    const kept = readFileSync(path, 'utf8');
    writeFileSync(path, kept.replace('{"event":"uploaded"', '{"event":"upl\0'));
    appendFileSync(path, '{"event":"answered","request":"0123');
    assertAnswered(await run(6));
    for (const line of readFileSync(path, 'utf8').trimEnd().split('\n').slice(-3)) JSON.parse(line);
  });

  it('counts an attempt once, though a crash came before its batch was written off', async () => {
    server.script = {
      answer: (asked, id, batch) => (batch === 1 ? { status: 429 } : answerAll(asked, id, batch)),
      fault: (call, count) => (call === 'upload' && count === 2 ? { status: 401 } : undefined),
    };
    await stops(run(6, { rounds: 2 }), 'no-key', /API key/);
    const path = join(directory, 'batches.jsonl');
    const kept = readFileSync(path, 'utf8');
    writeFileSync(path, kept.slice(0, kept.indexOf('{"event":"ended"')));
    assertAnswered(await run(6, { rounds: 2 }));
    assert.equal(server.batches.length, 2);
  });

  it('stops before it submits what could go over the budget, and counts what batches cost', async () => {
    const prices = { 'test-model': { input: 1, output: 4 } };
    const budget = { spending: new Spending({ perRun: 0.001 }, undefined), prices };
    await stops(run(6, budget), 'over-budget', /could cost up to/);
    assert.equal(server.calls.length, 0);

    // What is read twice is counted once.
    at('content', 'short', 1);
    const spending = new Spending({ perRun: 0.01 }, undefined);
    assertAnswered(await run(6, { spending, prices }));
    // Six answers of 50 tokens and prompts of 3 to 4: more than that is left of the cent, and what was reserved is free again.
    const free = await spending.reserve(0.01 - 6 * (50 * 4 + 4) * 1e-6);
    await free(0);
    await assert.rejects(spending.reserve(0.01 - 6 * 50 * 4 * 1e-6));
  });

  it('speaks to Azure as it wants it', async () => {
    const azure = server.url.replace('/v1', '');
    const results = await run(2, { endpoint: endpointAt(azure, { azureApiVersion: '2024-10-21' }) });
    assertAnswered(results, 2);
    assert.equal(server.batches[0]?.endpoint, '/chat/completions');
  });
});
