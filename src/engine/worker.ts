import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { readCalibrations } from '../calibration/calibrationFiles.js';
import type { CalibrationsInForce } from '../calibration/calibrationsInForce.js';
import { calibrationsFolder } from '../calibration/savedCalibrations.js';
import { MalformedPatch } from '../core/patch.js';
import { CouldNotRate } from '../core/rating.js';
import { speakIn } from '../core/surface.js';
import { type Failure, failureOf } from '../core/verdict.js';
import { AnswerCache } from '../raters/chat/answerCache.js';
import { type Budget, Spending } from '../raters/chat/spending.js';
import type { RaterServices } from '../raters/rater.js';
import { needs } from '../raters/registry.js';
import { RemoteModels } from '../raters/remoteModels.js';
import { openRepository, type Repository } from '../repository/repository.js';
import { createEngine } from './engine.js';
import type { FromWorker, RateWish, ToWorker } from './workerProtocol.js';

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

async function answer(id: number, wish: RateWish): Promise<FromWorker> {
  const { subject, config, models, budget, storage, earlier } = wish;
  const controller = new AbortController();
  running.set(id, controller);
  const repository = await openIfThere(wish);
  const services: RaterServices = {
    models: models.map((model, i) => remote.model(id, i, model)),
    spending: spendingFor(budget, storage),
    cache: new AnswerCache(join(storage, 'answers')),
  };
  const request = {
    repository,
    earlier,
    signal: controller.signal,
  };
  try {
    if (wish.preview) {
      const text = await createEngine(config, services).prompt(subject, request);
      return { type: 'preview', id, text };
    }
    const calibrations = await calibrationsFor(wish);
    const engine = createEngine(config, { ...services, calibrations });
    return { type: 'verdict', id, verdict: await engine.rate(subject, request) };
  } catch (error) {
    const failure = failureFrom(error);
    if (wish.preview) return { type: 'preview', id, text: '', failure };
    return { type: 'verdict', id, verdict: createEngine(config, services).unrated(subject, failure) };
  } finally {
    running.delete(id);
  }
}

/** @throws CouldNotRate when a calibration that the user saved can't be read */
async function calibrationsFor({
  calibration,
  config,
  subject,
  storage,
}: RateWish): Promise<CalibrationsInForce | undefined> {
  if (!needs(config.rater.kind, 'model')) return undefined;
  if (calibration === 'off') return { fitted: [], stacks: [], defaults: false };
  const fitted = await readCalibrations(calibrationsFolder(storage), subject.door);
  return { fitted, stacks: [], defaults: true };
}

function failureFrom(error: unknown): Failure {
  if (error instanceof CouldNotRate) return failureOf(error);
  if (!(error instanceof MalformedPatch)) throw error;
  return { cause: 'malformed', message: error.message, nextStep: 'Correct it and try again.' };
}

/** A workspace folder can vanish while it is open; then the text alone is rated. */
async function openIfThere({ directory, runsGit }: RateWish): Promise<Repository | undefined> {
  if (directory === undefined) return undefined;
  return openRepository(directory, runsGit).catch(() => undefined);
}

parentPort?.on('message', async (message: ToWorker) => {
  if (message.type === 'cancel') running.get(message.id)?.abort();
  else if (message.type === 'rate') send(await answer(message.id, message));
  else remote.onAnswer(message);
});
