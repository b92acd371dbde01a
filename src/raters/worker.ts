import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { readCalibrations } from '../calibration/calibrationFiles.js';
import type { CalibrationsInForce } from '../calibration/calibrationsInForce.js';
import { calibrationsFolder } from '../calibration/savedCalibrations.js';
import { decideUnrated } from '../core/policy.js';
import { CouldNotRate } from '../core/rating.js';
import { speakIn } from '../core/surface.js';
import { failureOf, type Verdict } from '../core/verdict.js';
import { openRepository, type Repository } from '../repository/repository.js';
import { AnswerCache } from './chat/answerCache.js';
import { type Budget, Spending } from './chat/spending.js';
import { type JudgeOptions, judgePatch, judgeTicket } from './judge.js';
import { defaultThreshold, makeRater, promptFor, type RaterServices, thresholdOf } from './makeRater.js';
import { RemoteModels } from './remoteModels.js';
import type { FromWorker, RateRequest, ToWorker } from './workerProtocol.js';

speakIn('editor');

const running = new Map<number, AbortController>();

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

const remote = new RemoteModels(send);

const spendings = new Map<string, Spending>();

/** What is spent within a budget: one for all ratings, so that each minds what the others have under way. */
function spendingFor(budget: Budget, storage: string): Spending {
  const key = JSON.stringify([budget, storage]);
  const spending = spendings.get(key) ?? new Spending(budget, storage);
  spendings.set(key, spending);
  return spending;
}

async function answer(request: RateRequest): Promise<FromWorker> {
  const { id, door, input, policy, baseRate, generatedFiles, choice, models, budget, storage } = request;
  const controller = new AbortController();
  running.set(id, controller);
  const repository = await openIfThere(request);
  const services: RaterServices = {
    models: models.map((model, i) => remote.model(id, i, model)),
    spending: spendingFor(budget, storage),
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
    const calibrations = await calibrationsFor(request);
    const calibrated = { ...services, ...(calibrations && { calibrations }) };
    const options: JudgeOptions = {
      ...common,
      rater: makeRater(choice, calibrated),
      policy: { ...policy, threshold: policy.threshold ?? thresholdOf(choice, door, calibrated) },
    };
    const verdict = await (door === 'input' ? judgeTicket(input, options) : judgePatch(input, options));
    return { type: 'verdict', id, verdict };
  } catch (error) {
    if (!(error instanceof CouldNotRate)) throw error;
    return { type: 'verdict', id, verdict: unrated(request, error) };
  } finally {
    running.delete(id);
  }
}

/** @throws CouldNotRate when a calibration that the user saved can't be read */
async function calibrationsFor({
  calibration,
  choice,
  door,
  storage,
}: RateRequest): Promise<CalibrationsInForce | undefined> {
  if (choice.kind === 'local') return undefined;
  if (calibration === 'off') return { fitted: [], stacks: [], defaults: false };
  const fitted = await readCalibrations(calibrationsFolder(storage), door);
  return { fitted, stacks: [], defaults: true };
}

function unrated({ door, input, choice, policy }: RateRequest, error: CouldNotRate): Verdict {
  const threshold = policy.threshold ?? defaultThreshold(choice.kind, door);
  return {
    door,
    source: input.source,
    rater: { name: choice.kind, version: '' },
    threshold,
    decision: decideUnrated(error, door, { ...policy, threshold }),
    anchors: [],
    failure: failureOf(error),
  };
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
async function openIfThere({ directory, runsGit }: RateRequest): Promise<Repository | undefined> {
  if (directory === undefined) return undefined;
  return openRepository(directory, runsGit).catch(() => undefined);
}

parentPort?.on('message', async (message: ToWorker) => {
  if (message.type === 'cancel') running.get(message.id)?.abort();
  else if (message.type === 'rate') send(await answer(message));
  else remote.onAnswer(message);
});
