import assert from 'node:assert/strict';
import { batchRounds } from '../../../../src/bench/batch/batchRounds.js';
import { type BatchOptions, BatchRun } from '../../../../src/bench/batch/batchRun.js';
import type { CouldNotRate } from '../../../../src/core/rating.js';
import type { ChatRequest } from '../../../../src/models/chatModel.js';
import type { Endpoint } from '../../../../src/models/openaiModel.js';

export const poll = { first: 0, longest: 1, patience: 5 };

export function endpointAt(baseUrl: string, changed: Partial<Endpoint> = {}): Endpoint {
  return { baseUrl, model: 'test-model', apiKey: 'test-key', timeoutSeconds: 20, retries: 2, ...changed };
}

export function requestFor(text: string): ChatRequest {
  return {
    messages: [{ role: 'user', text }],
    answer: { name: 'answer', schema: { type: 'object' } },
    maxOutputTokens: 100,
    sample: 0,
  };
}

export function tasks(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `input/task-${i}`);
}

/** What became of tasks: the answer's text, or the failure's words. */
export type Results = Map<string, string>;

/** Runs tasks that each take one request, from the state in a folder, and closes it: as a process would. */
export async function runTasks(
  options: Pick<BatchOptions, 'directory' | 'endpoint'> & Partial<BatchOptions>,
  keys: readonly string[],
  { results = new Map(), signal }: { results?: Results; signal?: AbortSignal } = {},
): Promise<Results> {
  const run = await BatchRun.open({ poll, ...options });
  try {
    await batchRounds<string, string>(
      run,
      keys.filter((key) => !results.has(key)),
      {
        key: (key) => key,
        rate: async (key, model) => {
          try {
            return (await model.complete(requestFor(key), undefined)).text;
          } catch (error) {
            return `${(error as CouldNotRate).unratedBecause}: ${(error as Error).message}`;
          }
        },
        done: (key, result) => {
          assert.ok(!results.has(key), `${key} is done twice`);
          results.set(key, result);
        },
      },
      signal,
    );
  } finally {
    await run.close();
  }
  return results;
}

/** The text that the test server was asked about. */
export function textOf({ messages }: { messages: readonly { content: string | null }[] }): string {
  return messages.at(-1)?.content ?? '';
}
