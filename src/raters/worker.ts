import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { CouldNotRate } from '../core/rating.js';
import { failureOf } from '../core/verdict.js';
import { openRepository, type Repository } from '../repository/repository.js';
import { AnswerCache } from './chat/answerCache.js';
import { Spending } from './chat/spending.js';
import { type JudgeOptions, judgePatch, judgeTicket } from './judge.js';
import { defaultThreshold, makeRater, promptFor, type RaterServices } from './makeRater.js';
import { RemoteModels } from './remoteModels.js';
import type { FromWorker, RateRequest, ToWorker } from './workerProtocol.js';

const running = new Map<number, AbortController>();

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

const remote = new RemoteModels(send);

async function answer(request: RateRequest): Promise<FromWorker> {
  const { id, door, input, policy, baseRate, generatedFiles, directory, choice, models, budget, storage } =
    request;
  const controller = new AbortController();
  running.set(id, controller);
  const repository = await openIfThere(directory);
  const services: RaterServices = {
    models: models.map((model, i) => remote.model(id, i, model)),
    spending: new Spending(budget, storage),
    cache: new AnswerCache(join(storage, 'answers')),
  };
  const common = {
    ...(baseRate !== null && { baseRate }),
    generatedFiles,
    ...(repository && { repository }),
    ...(request.earlier && { earlier: request.earlier }),
    signal: controller.signal,
  };
  try {
    if (request.preview) return { type: 'preview', id, ...(await preview(request, common, services)) };
    const options: JudgeOptions = {
      ...common,
      rater: makeRater(choice, services),
      policy: { ...policy, threshold: policy.threshold ?? defaultThreshold(choice.kind, door) },
    };
    const verdict = await (door === 'input' ? judgeTicket(input, options) : judgePatch(input, options));
    return { type: 'verdict', id, verdict };
  } finally {
    running.delete(id);
  }
}

async function preview(
  { door, input, choice }: RateRequest,
  options: Omit<JudgeOptions, 'rater' | 'policy'>,
  services: RaterServices,
) {
  try {
    return { text: await promptFor(door, input, options, choice, services) };
  } catch (error) {
    if (error instanceof CouldNotRate) return { text: '', failure: failureOf(error) };
    const failure = {
      cause: 'malformed' as const,
      message: (error as Error).message,
      nextStep: 'Correct it and try again.',
    };
    return { text: '', failure };
  }
}

/** A workspace folder can vanish while it is open; then the text alone is rated. */
async function openIfThere(directory: string | undefined): Promise<Repository | undefined> {
  if (directory === undefined) return undefined;
  return openRepository(directory).catch(() => undefined);
}

parentPort?.on('message', async (message: ToWorker) => {
  if (message.type === 'cancel') running.get(message.id)?.abort();
  else if (message.type === 'rate') send(await answer(message));
  else remote.onAnswer(message);
});
