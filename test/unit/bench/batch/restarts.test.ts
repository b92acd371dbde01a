import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CouldNotRate } from '../../../../src/core/rating.js';
import {
  type BatchScript,
  type BatchServer,
  type Call,
  startBatchServer,
} from '../../../host/batchServer.js';
import { endpointAt, type Results, runTasks, tasks, textOf } from './batch.js';

const answerAll: BatchScript['answer'] = (asked) => ({ content: `About ${textOf(asked)}` });

/** Names the process that is killed, with the server and the folder that it works on. */
const childVariable = 'BOUNCER_TEST_BATCH_CHILD';
const killedTasks = 300;
const killedLimits = { requests: 120, bytes: 1e6 };

function describeRestarts(): void {
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

  function assertNonePaidTwice(): void {
    const twice = [...server.paid].filter(([, times]) => times > 1);
    assert.deepEqual(twice, []);
  }

  it('answers 5,000 requests once each, through refusals, an expiry, lost answers and restarts', async () => {
    const keys = tasks(5_000);
    const number = (text: string) => Number(text.split('-')[1]);
    const first = new Set<string>();
    server.script = {
      looks: 8,
      answer: (asked, id, batch) => {
        const n = number(textOf(asked));
        if (n % 100 === 7) return { status: 400, error: { message: 'maximum context length' } };
        // The second batch expires half done; everywhere some are refused the first time.
        if (batch === 2 && n % 2 === 0) return 'expired';
        if (n % 10 === 3 && !first.has(id)) {
          first.add(id);
          return n % 20 === 3 ? { status: 429 } : 'nothing';
        }
        return answerAll(asked, id, batch);
      },
      fault: (call, count) => {
        if (call === 'retrieve' && count % 5 === 0) return { status: 500 };
        if (call === 'content' && count === 2) return 'cut';
        if (call === 'create' && count === 3) return 'lost';
        return undefined;
      },
    };
    const results: Results = new Map();
    const options = {
      directory,
      endpoint: endpointAt(server.url),
      limits: { requests: 1_500, bytes: 200e6 },
      rounds: 4,
    };
    // Broken off while it submits, while it waits, and while it fetches; each time a new run goes on from the folder.
    for (const breakAt of ['submitting', 'waiting', 'fetching']) {
      const abort = new AbortController();
      let seen = 0;
      const onProgress = ({ state }: { state: string }) => {
        if (state === breakAt && ++seen === 3) abort.abort();
      };
      await assert.rejects(
        runTasks({ ...options, onProgress }, keys, { results, signal: abort.signal }),
        { name: 'AbortError' },
        breakAt,
      );
    }
    await runTasks(options, keys, { results });
    assert.equal(results.size, 5_000);
    for (const [key, result] of results) {
      if (number(key) % 100 === 7) assert.match(result, /^too-large: /);
      else assert.equal(result, `About ${key}`);
    }
    assert.equal(server.paid.size, 4_950);
    assertNonePaidTwice();
  });

  it('answers each once, whichever calls it broke off at', async () => {
    const breaks = fc.record({
      call: fc.constantFrom<Call>('upload', 'create', 'retrieve', 'content', 'list'),
      count: fc.integer({ min: 1, max: 5 }),
      effect: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(breaks, { minLength: 1, maxLength: 4 }), async (points) => {
        const own = await startBatchServer({ answer: answerAll });
        const folder = mkdtempSync(join(tmpdir(), 'bouncer-'));
        try {
          const options = {
            directory: folder,
            endpoint: endpointAt(own.url),
            limits: { requests: 4, bytes: 1e6 },
          };
          const results: Results = new Map();
          for (const { call, count, effect } of points) {
            const abort = new AbortController();
            own.script = {
              answer: answerAll,
              fault: (called, times) => {
                if (called !== call || times < count) return undefined;
                abort.abort();
                return effect ? 'lost' : { status: 500 };
              },
            };
            await runTasks(options, tasks(10), { results, signal: abort.signal }).catch((error: unknown) => {
              if (!abort.signal.aborted) throw error;
            });
          }
          own.script = { answer: answerAll };
          await runTasks(options, tasks(10), { results });
          assert.equal(results.size, 10);
          assert.equal(own.paid.size, 10);
          for (const times of own.submitted.values()) assert.equal(times, 1);
        } finally {
          await own.close();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('answers each once when its process is killed again and again', async () => {
    let child: ChildProcess | undefined;
    let kills = 0;
    const killAt: Partial<Record<Call, readonly number[]>> = {
      upload: [1, 3],
      create: [1, 2, 4],
      retrieve: [2, 7],
      content: [1, 3],
    };
    server.script = {
      answer: answerAll,
      fault: (call, count) => {
        if (!killAt[call]?.includes(count)) return undefined;
        kills++;
        child?.kill('SIGKILL');
        return call === 'content' ? 'cut' : undefined;
      },
    };
    for (let starts = 0; ; starts++) {
      assert.ok(starts < 20, 'it never ended by itself');
      child = spawn(process.execPath, [__filename], {
        env: { ...process.env, [childVariable]: JSON.stringify({ url: server.url, directory }) },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
        child?.once('exit', (...how) => resolve(how)),
      );
      if (code === 0) break;
      assert.equal(signal, 'SIGKILL', `it ended with ${code}`);
    }
    assert.ok(kills >= 7, `${kills} kills`);
    assert.deepEqual([...doneIn(directory).keys()].sort(), tasks(killedTasks).sort());
    assert.equal(server.paid.size, killedTasks);
    assertNonePaidTwice();
  });
}

/** The results that a killed process had written. */
function doneIn(directory: string): Results {
  const path = join(directory, 'done.txt');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return new Map(lines.filter((line) => line.endsWith('.')).map((line) => [line.slice(0, -1), 'done']));
}

/** Writes each result to a file at once, as a benchmark run does. */
class WrittenResults extends Map<string, string> {
  constructor(
    private readonly directory: string,
    earlier: Results,
  ) {
    super(earlier);
  }

  override set(key: string, result: string): this {
    if (this.directory !== undefined) appendFileSync(join(this.directory, 'done.txt'), `${key}.\n`);
    return super.set(key, result);
  }
}

async function runAsChild(what: string): Promise<void> {
  const { url, directory } = JSON.parse(what) as { url: string; directory: string };
  try {
    await runTasks({ directory, endpoint: endpointAt(url), limits: killedLimits }, tasks(killedTasks), {
      results: new WrittenResults(directory, doneIn(directory)),
    });
  } catch (error) {
    console.error(error instanceof CouldNotRate ? error.message : error);
    process.exitCode = 1;
  }
}

// The test's own file is the program that it kills, since it is built already.
const child = process.env[childVariable];
if (child === undefined) describe('A batch run that is broken off', describeRestarts);
else void runAsChild(child);
