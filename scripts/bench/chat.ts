import { readFileSync, rmSync } from 'node:fs';
import { loadOpenAi } from '../../src/chunks/load.js';
import { rate } from '../../src/engine/rate.js';
import { OpenAiModel } from '../../src/models/openaiModel.js';
import { Spending } from '../../src/models/spending.js';
import { Lookups } from '../../src/raters/agentic/lookups.js';
import { ChatRater } from '../../src/raters/chat/chatRater.js';
import { openRepository } from '../../src/repository/repository.js';
import { quantile } from '../../src/stats/bootstrap.js';
import { bigRepository } from '../../test/host/bigRepository.js';
import { startChatServer } from '../../test/host/chatServer.js';

/** The whole chat path against a bare call of the `openai` library, at the same local server. */
export async function askModel(): Promise<void> {
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
  const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
  const { OpenAI } = loadOpenAi();
  const bare = new OpenAI({ baseURL: server.url, apiKey: 'k', maxRetries: 0 });
  const [road, call]: [number[], number[]] = [[], []];
  for (let i = 0; i < 120; i++) {
    const start = performance.now();
    await rate({ door: 'output', text, source: 'patch', ticket }, { policy, rater });
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

/** Look-ups of the agentic rater in a repository of 20,000 files. */
export async function lookAround(): Promise<void> {
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
