import type { Door } from '../../core/rating.js';
import type { Verdict } from '../../core/verdict.js';
import { createEngine, type Engine, type RateRequest } from '../../engine/engine.js';
import type { RaterServices } from '../../raters/rater.js';
import type { Task } from '../task.js';
import { cloneOf } from './clones.js';
import { otherRater } from './otherRater.js';
import type { RunSettings } from './runSettings.js';

/** What rates by a run's settings. @throws CouldNotRate unless the rater is the one that the run was begun with */
export function engineFor(settings: RunSettings, services: RaterServices): Engine {
  const { choice, thresholds, baseRates, minimumCoverage, rater } = settings;
  const rules = (door: Door) => ({ threshold: thresholds[door], baseRate: baseRates[door] });
  const doors = { input: rules('input'), output: rules('output') };
  const engine = createEngine({ rater: choice, doors, minimumCoverage }, services);
  if (engine.rater.name !== rater.name || engine.rater.version !== rater.version) {
    throw otherRater(settings, engine.rater);
  }
  return engine;
}

/** Rates a task beside its repository, where the run has a clone of that. Never rejects. */
export async function rateTask(
  engine: Engine,
  { repositories }: RunSettings,
  task: Task,
  signals: Pick<RateRequest, 'signal' | 'ending' | 'onFailure'> = {},
): Promise<Verdict> {
  const { door, id: source } = task;
  const repository = await cloneOf(repositories, task);
  const ticket = { text: task.ticket, source };
  const subject =
    door === 'input'
      ? { door, ...ticket }
      : { door, text: task.patch, source, ...(task.ticket !== '' && { ticket }) };
  return engine.rate(subject, { ...signals, repository });
}
