import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { parsePatch as parseByJsdiff } from 'diff';
import { measure } from '../src/bench/measures.js';
import type { Scored } from '../src/bench/scored.js';
import { quantile } from '../src/calibration/bootstrap.js';
import { randomStream } from '../src/calibration/random.js';
import { loadOpenAi } from '../src/chunks/load.js';
import { parsePatch } from '../src/core/parsePatch.js';
import { parseTicket } from '../src/core/parseTicket.js';
import { patchEvidence } from '../src/evidence/patch/patchEvidence.js';
import { Lookups } from '../src/raters/agentic/lookups.js';
import { ChatRater } from '../src/raters/chat/chatRater.js';
import { OpenAiModel } from '../src/raters/chat/openaiModel.js';
import { Spending } from '../src/raters/chat/spending.js';
import { judgePatch, judgeTicket } from '../src/raters/judge.js';
import { localRater } from '../src/raters/local/localRater.js';
import { openRepository } from '../src/repository/repository.js';
import { bigRepository } from '../test/host/bigRepository.js';
import { startChatServer } from '../test/host/chatServer.js';

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } });
const options = { rater: localRater, policy: { threshold: 0.5, minimumCoverage: 0.5, failOpen: false } };

void (isMainThread ? main() : answerSlowly());

async function main(): Promise<void> {
  await rateBigPatch();
  await askModel();
  await lookAround();
  measureMany();
  if (!existsSync(join(values.data, 'output.train.jsonl'))) {
    console.log(`\nRating: skipped, because there are no labelled data at ${values.data} (--data DIR).`);
  } else {
    const tickets = rows('input.train.jsonl');
    await runBenchmark(tickets);
    const patches = rows('output.train.jsonl');
    compareParsing(patches);
    await rate('ticket', tickets, 5, (row) =>
      judgeTicket({ text: row.problem_statement, source: row.instance_id }, options),
    );
    await rate('patch', patches, 20, (row) =>
      judgePatch(
        {
          text: row.patch,
          source: row.instance_id,
          ticket: { text: row.problem_statement, source: row.instance_id },
        },
        options,
      ),
    );
  }
}

/** A patch of a thousand files and twenty thousand lines, made here. */
async function rateBigPatch(): Promise<void> {
  const file = (i: number) =>
    `diff --git a/f${i}.py b/f${i}.py\n--- a/f${i}.py\n+++ b/f${i}.py\n@@ -1 +1,21 @@\n a\n${'+value = compute(1)\n'.repeat(20)}`;
  const text = Array.from({ length: 1_000 }, (_, i) => file(i)).join('');
  const start = performance.now();
  await judgePatch({ text, source: 'big' }, options);
  console.log(
    `\nRating a patch of 1,000 files and 20,000 changed lines, cold: ${(performance.now() - start).toFixed(0)} ms`,
  );
}

/** The whole chat path against a bare call of the `openai` library, at the same local server. */
async function askModel(): Promise<void> {
  const answer = JSON.stringify({
    explanation: 'It is wrong.',
    label: 'INCORRECT',
    confidence: 0.8,
    findings: [],
  });
  const server = await startChatServer(() => ({ content: answer }));
  const endpoint = { baseUrl: server.url, model: 'm', apiKey: 'k', timeoutSeconds: 60, retries: 0 };
  const services = { model: new OpenAiModel(endpoint), spending: new Spending({}, undefined) };
  const chat = {
    strategy: 'confidence',
    samples: 1,
    maxOutputTokens: 4_000,
    contextTokens: 32_000,
    prices: {},
  } as const;
  const rater = new ChatRater(services, chat);
  const text = readFileSync('examples/patches/bad.patch', 'utf8');
  const ticket = { text: readFileSync('examples/tickets/clear.md', 'utf8'), source: 'ticket' };
  const { OpenAI } = loadOpenAi();
  const bare = new OpenAI({ baseURL: server.url, apiKey: 'k', maxRetries: 0 });
  const [road, call]: [number[], number[]] = [[], []];
  for (let i = 0; i < 120; i++) {
    const start = performance.now();
    await judgePatch({ text, source: 'patch', ticket }, { ...options, rater });
    const middle = performance.now();
    const asked = server.requests.at(-1);
    await bare.chat.completions.create(
      asked as unknown as Parameters<typeof bare.chat.completions.create>[0],
    );
    if (i < 20) continue;
    road.push(middle - start);
    call.push(performance.now() - middle);
  }
  await server.close();
  const [whole, alone] = [road, call].map((times) =>
    quantile(
      times.sort((a, b) => a - b),
      0.5,
    ),
  ) as [number, number];
  console.log(
    `\nRating with a chat model: ${whole.toFixed(1)} ms, a bare call ${alone.toFixed(1)} ms; overhead ${(whole - alone).toFixed(1)} ms (goal: ≤ 10 ms at the median)`,
  );
}

/** How long the server of {@link runBenchmark} takes for an answer, in milliseconds, and how many it takes at once. */
const latency = 50;
const concurrency = 16;

/** In a thread of its own: an OpenAI-compatible server that takes its time. */
async function answerSlowly(): Promise<void> {
  const content = JSON.stringify({ explanation: 'It is clear.', label: 'WELL_SPECIFIED' });
  const server = await startChatServer(async () => {
    await delay(latency);
    return { content };
  });
  parentPort?.postMessage(server.url);
}

/**
 * Whole runs in the terminal, with their processes, over all tickets, against the time that the server alone takes;
 * beside them what the `openai` library alone takes in a loop, which reads no ticket and keeps no answer.
 */
async function runBenchmark(tickets: readonly Row[]): Promise<void> {
  const server = new Worker(__filename);
  const [url] = (await once(server, 'message')) as [string];
  const ideal = Math.ceil(tickets.length / concurrency) * latency;
  const [runs, loops]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    loops.push(await askInLoop(url, tickets));
    runs.push(await timeRun(url));
  }
  await server.terminate();
  const [run, loop] = [runs, loops].map((times) => {
    const [low, median, high] = times.sort((a, b) => a - b).map((time) => (time / ideal).toFixed(2));
    return `${median} × (${low} to ${high})`;
  });
  console.log(
    `\nA run of ${tickets.length} tickets at ${latency} ms an answer, ${concurrency} at a time, against the ideal ${ideal} ms: ${run} (goal: ≤ 1.1 ×); the openai library alone ${loop}; median of 3`,
  );
}

/** Milliseconds from the first ticket's beginning to the last answer on disk. */
async function timeRun(url: string): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'bouncer-bench-'));
  const args = ['bench', 'run', '--data', join(values.data, 'input.train.jsonl'), '--door', 'input'];
  const how = ['--rater', 'chat', '--model', 'm', '--base-url', url, '--strategy', 'plain'];
  const child = spawn(
    process.execPath,
    ['dist/cli.js', ...args, ...how, '--concurrency', String(concurrency), '--out', join(out, 'run')],
    { stdio: 'ignore' },
  );
  await once(child, 'exit');
  const times = readFileSync(join(out, 'run', 'answers.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { at: string; milliseconds: number });
  rmSync(out, { recursive: true, force: true });
  const begin = Math.min(...times.map(({ at, milliseconds }) => Date.parse(at) - milliseconds));
  return Math.max(...times.map(({ at }) => Date.parse(at))) - begin;
}

async function askInLoop(url: string, tickets: readonly Row[]): Promise<number> {
  const { OpenAI } = loadOpenAi();
  const client = new OpenAI({ baseURL: url, apiKey: 'k', maxRetries: 0 });
  const waiting = tickets.values();
  const work = async () => {
    for (const { problem_statement: content } of waiting)
      await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return performance.now() - start;
}

/** All figures with their intervals over many predictions. */
function measureMany(): void {
  const random = randomStream(44);
  const rows = Array.from({ length: 100_000 }, (_, i): Scored => {
    const probability = random();
    const quality = Math.floor(random() * 4);
    return {
      task: String(i),
      group: String(i >> 1),
      repository: '',
      agent: '',
      ticketLength: 1,
      patchLength: 0,
      gold: quality >= 2,
      quality,
      bounced: probability >= 0.5,
      bounceProbability: probability,
      label: Math.floor(probability * 4),
      labelProbabilities: [0.25, 0.25, 0.25, 0.25],
    };
  });
  const start = performance.now();
  const { figures } = measure('input', rows, { draws: 1_000 });
  const seconds = (performance.now() - start) / 1_000;
  console.log(
    `\n${figures.length} figures of 100,000 predictions with 1,000 draws each: ${seconds.toFixed(1)} s (goal: ≤ 10 s)`,
  );
}

/** Look-ups of the agentic rater in a repository of 20,000 files. */
async function lookAround(): Promise<void> {
  const root = bigRepository();
  const lookups = await Lookups.open(await openRepository(root), undefined);
  const times: number[] = [];
  for (let i = 0; i < 25; i++) {
    for (const [name, given] of [
      ['read_file', { path: `src/m${i}/f${i}.py` }],
      ['search', { pattern: `value_${i * 797}$` }],
      ['find_symbol', { name: `Part${i * 797}` }],
      ['list_files', { under: `src/m${i}` }],
    ] as const) {
      const start = performance.now();
      await lookups.look(name, JSON.stringify(given));
      times.push(performance.now() - start);
    }
  }
  rmSync(root, { recursive: true, force: true });
  times.sort((a, b) => a - b);
  const [median, high] = [0.5, 0.99].map((share) => quantile(times, share).toFixed(0));
  console.log(
    `Look-ups among 20,000 files: median ${median} ms, 99th percentile ${high} ms (goal: median ≤ 50 ms)`,
  );
}

interface Row {
  readonly instance_id: string;
  readonly problem_statement: string;
  readonly patch: string;
}

function rows(name: string): Row[] {
  return readFileSync(join(values.data, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

/** Times the whole road, from text to decision, once for each row. */
async function rate(
  noun: string,
  inputs: readonly Row[],
  goal: number,
  judge: (row: Row) => Promise<{ readonly failure?: unknown }>,
): Promise<void> {
  const times: number[] = [];
  let failed = 0;
  for (const row of inputs) {
    const start = performance.now();
    if ((await judge(row)).failure) failed++;
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [median, high] = [quantile(times, 0.5), quantile(times, 0.99)].map((time) => time.toFixed(2));
  console.log(
    `\nRating a ${noun}: median ${median} ms, 99th percentile ${high} ms (goal: median ≤ ${goal} ms); ${inputs.length} rated, ${failed} without a rating`,
  );
}

/** Parsing, and parsing with evidence, as multiples of jsdiff's `parsePatch` in the same run. */
function compareParsing(all: readonly Row[]): void {
  const inputs = all.filter(({ patch }) => isReadByJsdiff(patch));
  const tickets = inputs.map((row) => parseTicket(row.problem_statement, row.instance_id));
  const runs: readonly (readonly [name: string, run: (row: Row, i: number) => unknown])[] = [
    ['jsdiff parsePatch', (row) => parseByJsdiff(row.patch)],
    ['parsing', (row) => parsePatch(row.patch, '')],
    ['parsing and evidence', (row) => patchEvidence(parsePatch(row.patch, ''), undefined)],
    ['parsing and evidence with a ticket', (row, i) => patchEvidence(parsePatch(row.patch, ''), tickets[i])],
  ];
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  const rounds = 15;
  for (let round = 0; round < rounds; round++) {
    for (const [which, [, run]] of runs.entries()) {
      const start = performance.now();
      for (const [i, row] of inputs.entries()) run(row, i);
      best[which] = Math.min(best[which] as number, performance.now() - start);
    }
  }
  const base = best[0] as number;
  console.log(
    `\n${inputs.length} patches (jsdiff refuses ${all.length - inputs.length} more), best of ${rounds} rounds (goal: parsing and evidence ≤ 4 × jsdiff)`,
  );
  for (const [which, [name]] of runs.entries()) {
    const time = best[which] as number;
    console.log(
      `  ${name}: ${((1000 * time) / inputs.length).toFixed(1)} µs a patch, ${(time / base).toFixed(2)} ×`,
    );
  }
}

function isReadByJsdiff(patch: string): boolean {
  try {
    parseByJsdiff(patch);
    return true;
  } catch {
    return false;
  }
}
