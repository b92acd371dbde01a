import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, Worker } from 'node:worker_threads';
import { loadOpenAi } from '../../src/chunks/load.js';
import { startChatServer } from '../../test/host/chatServer.js';

/** How long the server of {@link runBenchmark} takes for an answer, in milliseconds, and how many it takes at once. */
const latency = 50;
const concurrency = 16;

/** In a thread of its own: an OpenAI-compatible server that takes its time. */
export async function answerSlowly(): Promise<void> {
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
export async function runBenchmark(data: string, tickets: readonly Ticket[]): Promise<void> {
  const server = new Worker(__filename, { workerData: { part: 'server' } });
  const [url] = (await once(server, 'message')) as [string];
  const ideal = Math.ceil(tickets.length / concurrency) * latency;
  const [runs, loops]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    loops.push(await askInLoop(url, tickets));
    runs.push(await timeRun(url, data));
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
async function timeRun(url: string, data: string): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'bouncer-bench-'));
  const args = ['bench', 'run', '--data', data, '--door', 'input'];
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

async function askInLoop(url: string, tickets: readonly Ticket[]): Promise<number> {
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

interface Ticket {
  readonly problem_statement: string;
}
