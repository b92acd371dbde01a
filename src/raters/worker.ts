import { parentPort } from 'node:worker_threads';
import type { Policy } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';
import { openRepository, type Repository } from '../repository/repository.js';
import { type Input, judgePatch, judgeTicket } from './judge.js';
import { localRater } from './local/localRater.js';

/** What the editor asks of the rating thread: rate, or forget about an earlier request. */
export type WorkerRequest =
  | {
      readonly id: number;
      readonly door: Door;
      readonly input: Input & { readonly ticket?: Input };
      readonly policy: Omit<Policy, 'threshold'> & { readonly threshold: number | null };
      readonly baseRate: number | null;
      readonly generatedFiles: readonly string[];
      /** Folder of the code base on this machine's disk, where there is one. */
      readonly directory?: string;
    }
  | { readonly cancel: number };

export interface WorkerAnswer {
  readonly id: number;
  readonly verdict: Verdict;
}

const running = new Map<number, AbortController>();

async function answer(request: Exclude<WorkerRequest, { cancel: number }>): Promise<WorkerAnswer> {
  const { id, door, input, policy, baseRate, generatedFiles, directory } = request;
  const controller = new AbortController();
  running.set(id, controller);
  const repository = await openIfThere(directory);
  const options = {
    rater: localRater,
    policy: { ...policy, threshold: policy.threshold ?? localRater.thresholds[door] },
    ...(baseRate !== null && { baseRate }),
    generatedFiles,
    ...(repository && { repository }),
    signal: controller.signal,
  };
  const verdict = await (door === 'input' ? judgeTicket(input, options) : judgePatch(input, options));
  running.delete(id);
  return { id, verdict };
}

/** A workspace folder can vanish while it is open; then the text alone is rated. */
async function openIfThere(directory: string | undefined): Promise<Repository | undefined> {
  if (directory === undefined) return undefined;
  return openRepository(directory).catch(() => undefined);
}

parentPort?.on('message', async (request: WorkerRequest) => {
  if ('cancel' in request) running.get(request.cancel)?.abort();
  else parentPort?.postMessage(await answer(request));
});
