import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, Worker } from 'node:worker_threads';
import { loadOpenAi } from '../../src/chunks/load.js';
import { quantile } from '../../src/stats/bootstrap.js';
import { startChatServer } from '../../test/host/chatServer.js';

/** How many answers are under way at the same time. */
const concurrency = 16;
/** Milliseconds that the server takes for an answer, what a run may take at most of the ideal, and how many are asked. */
const speeds = [
  { latency: 50, goal: 1.15, rounds: 3, most: Number.POSITIVE_INFINITY },
  { latency: 1_000, goal: 1.03, rounds: 1, most: 320 },
];

/** In a thread of its own: an OpenAI-compatible server whose models are named after the milliseconds that they take. */
export async function answerSlowly(): Promise<void> {
  const content = JSON.stringify({ explanation: 'It is clear.', label: 'WELL_SPECIFIED' });
  const server = await startChatServer(async ({ model }) => {
    await delay(Number(model));
    return { content };
  });
  parentPort?.postMessage(server.url);
}

/**
 * Whole runs in the terminal, with their process, against the time that the server alone takes; beside them what the
 * `openai` library alone takes in a loop, which reads no ticket and keeps no answer.
 */
export async function runBenchmark(data: string, all: readonly Ticket[]): Promise<void> {
  const server = new Worker(__filename, { workerData: { part: 'server' } });
  const [url] = (await once(server, 'message')) as [string];
  for (const { latency, goal, rounds, most } of speeds) {
    const tickets = all.slice(0, most);
    const ideal = Math.ceil(tickets.length / concurrency) * latency;
    const [runs, loops]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      loops.push(await askInLoop(url, latency, tickets));
      runs.push(await timeRun(url, latency, data, tickets.length));
    }
    const [run, loop] = [runs, loops].map((times) => {
      times.sort((a, b) => a - b);
      const [low, median, high] = [0, 0.5, 1].map((q) => (quantile(times, q) / ideal).toFixed(3));
      return `${median} × (${low} to ${high})`;
    });
    console.log(
      `\nA run of ${tickets.length} tickets at ${latency} ms an answer, ${concurrency} at a time, against the ideal ${ideal} ms: ${run} (goal: ≤ ${goal} ×); the openai library alone ${loop}; median of ${rounds}`,
    );
  }
  await server.terminate();
}

/** Milliseconds from the first ticket's beginning to the last answer on disk. */
async function timeRun(url: string, latency: number, data: string, count: number): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'bouncer-bench-'));
  const args = ['bench', 'run', '--data', data, '--door', 'input', '--first', String(count)];
  const how = ['--rater', 'chat', '--model', String(latency), '--base-url', url, '--strategy', 'plain'];
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

async function askInLoop(url: string, latency: number, tickets: readonly Ticket[]): Promise<number> {
  const { OpenAI } = loadOpenAi();
  const client = new OpenAI({ baseURL: url, apiKey: 'k', maxRetries: 0 });
  const waiting = tickets.values();
  const work = async () => {
    for (const { problem_statement: content } of waiting)
      await client.chat.completions.create({
        model: String(latency),
        messages: [{ role: 'user', content }],
      });
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return performance.now() - start;
}

interface Ticket {
  readonly problem_statement: string;
}
