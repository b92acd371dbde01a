import { join } from 'node:path';
import { readCalibrations } from '../calibration/calibrationFiles.js';
import type { CalibrationsInForce } from '../calibration/calibrationsInForce.js';
import { calibrationsFolder } from '../calibration/savedCalibrations.js';
import type { Call } from '../channel/channel.js';
import type { KnownOutcomes } from '../core/baseRate.js';
import { MalformedPatch } from '../core/patch.js';
import { CouldNotRate } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { type Failure, failureOf, type Verdict } from '../core/verdict.js';
import { AnswerCache } from '../models/answerCache.js';
import { type ModelHandlers, type RemoteModel, remoteModel } from '../models/remoteModel.js';
import { type Budget, Spending } from '../models/spending.js';
import type { Earlier, RaterServices } from '../raters/rater.js';
import { needs } from '../raters/registry.js';
import { openRepository } from '../repository/repository.js';
import { createEngine, type EngineConfig, type RateRequest } from './engine.js';

export interface RateWish {
  readonly subject: Subject;
  readonly config: EngineConfig;
  /** Folder of the code base on this machine's disk, where there is one. */
  readonly directory?: string;
  /** Git may be run there; false in Restricted Mode. */
  readonly runsGit: boolean;
  readonly models: readonly RemoteModel[];
  readonly budget: Budget;
  /** Whether what raters' answers turned out to mean is taken into account. */
  readonly calibration: 'default' | 'off';
  /** Folder for answers, daily sums, and the user's calibrations. */
  readonly storage: string;
  /** The same patch as it was rated before. */
  readonly earlier?: Earlier;
  /** What became of patches of the same agent, and in the same repository. */
  readonly outcomes?: KnownOutcomes;
}

/** Hears in detail why a rating failed: for a log, since the verdict leaves it out. */
type RatingCall = Call<Failure, ModelHandlers>;
export type RatingJobs = typeof ratingJobs;

/** What the editor's rating thread does. */
export const ratingJobs = {
  async rate(wish: RateWish, call: RatingCall): Promise<Verdict> {
    const { subject, config } = wish;
    const services = servicesFor(wish, call);
    const request = await requestFor(wish, call);
    try {
      const calibrations = await calibrationsFor(wish);
      return await createEngine(config, { ...services, calibrations }).rate(subject, request);
    } catch (error) {
      if (!(error instanceof CouldNotRate)) throw error;
      const failure = failureOf(error);
      call.progress(failure);
      return createEngine(config, services).unrated(subject, failure);
    }
  },

  /** What would be sent. @throws CouldNotRate */
  async prompt(wish: RateWish, call: RatingCall): Promise<string> {
    const request = await requestFor(wish, call);
    try {
      return await createEngine(wish.config, servicesFor(wish, call)).prompt(wish.subject, request);
    } catch (error) {
      if (!(error instanceof MalformedPatch)) throw error;
      throw new CouldNotRate('malformed', error.message, 'Correct it and try again.');
    }
  },
};

function servicesFor({ models, budget, storage }: RateWish, { ask }: RatingCall): RaterServices {
  return {
    models: models.map((model) => remoteModel(model, ask)),
    spending: spendingFor(budget, storage),
    cache: new AnswerCache(join(storage, 'answers')),
  };
}

const spendings = new Map<string, Spending>();

/** What is spent within a budget: one for all ratings, so that each minds what the others have under way. */
function spendingFor(budget: Budget, storage: string): Spending {
  const key = JSON.stringify([budget, storage]);
  const spending = spendings.get(key) ?? new Spending(budget, storage);
  spendings.set(key, spending);
  return spending;
}

async function requestFor(
  { directory, runsGit, earlier, outcomes }: RateWish,
  { signal, progress }: RatingCall,
): Promise<RateRequest> {
  // A workspace folder can vanish while it is open; then the text alone is rated.
  const open = directory === undefined ? undefined : openRepository(directory, runsGit);
  const repository = await open?.catch(() => undefined);
  return { repository, earlier, outcomes, checklist: true, signal, onFailure: progress };
}

/** @throws CouldNotRate when a calibration that the user saved can't be read */
async function calibrationsFor({
  calibration,
  config,
  subject,
  storage,
}: RateWish): Promise<CalibrationsInForce | undefined> {
  if (calibration === 'off') return { fitted: [], stacks: [], defaults: false };
  // Of a rater that asks no model only its own can be in force.
  const { kind } = config.rater;
  const only = needs(kind, 'model') ? undefined : kind;
  const fitted = await readCalibrations(calibrationsFolder(storage), subject.door, only);
  return { fitted, stacks: [], defaults: true };
}
