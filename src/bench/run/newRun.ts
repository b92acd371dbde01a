import { version } from '../../../package.json';
import { CouldNotRate, type Door } from '../../core/rating.js';
import { priceWithin } from '../../models/spending.js';
import type { RaterServices } from '../../raters/rater.js';
import { makeRater } from '../../raters/registry.js';
import { datasetHash } from '../data/datasetHash.js';
import type { NamedData } from '../data/namedData.js';
import { decisionRule } from './decisionRule.js';
import { type Estimate, estimate, promptHash } from './plan.js';
import { type RunSettings, runVersion } from './runSettings.js';

type Derived =
  | 'runVersion'
  | 'name'
  | 'createdAt'
  | 'bouncer'
  | 'node'
  | 'tasks'
  | 'rater'
  | 'promptHash'
  | 'origins';

/** What a person decides about a run; the rest of {@link RunSettings} follows from it. */
export interface RunWish extends Omit<RunSettings, Derived | 'data' | 'thresholds'> {
  readonly data: NamedData;
  /** Where absent, as for {@link decisionRule}. */
  readonly thresholds: Readonly<Partial<Record<Door, number>>>;
}

/**
 * The settings of a new run, and what it would take.
 *
 * @throws CouldNotRate when the data set can't be read or has no task at its doors, or the budget can't be kept
 */
export async function newRun(
  wish: RunWish,
  services: RaterServices,
): Promise<{ readonly settings: RunSettings; readonly estimate: Estimate }> {
  const { data, doors, choice, budget } = wish;
  if (budget !== null)
    for (const model of wish.models) priceWithin({ perRun: budget }, model, choice.chat.prices);
  const files = await Promise.all(
    data.files.map(async (file) => ({ ...file, sha256: await datasetHash(file.path) })),
  );
  const source = { name: data.name, files, revision: data.revision };
  const expected = await estimate({ ...wish, data: source });
  if (expected.tasks === 0) throw noTask(wish, expected);
  const ruleAt = (door: Door) => {
    const wished = { threshold: wish.thresholds[door], baseRate: wish.baseRates[door] };
    return decisionRule(door, wished, choice, expected.bounceShares[door]);
  };
  const [input, output] = [ruleAt('input'), ruleAt('output')];
  const createdAt = new Date().toISOString();
  const rater = makeRater(choice, services).identity;
  return {
    settings: {
      ...wish,
      runVersion,
      name: `${rater.name} · ${data.name} · ${createdAt.slice(0, 16).replace('T', ' ')}`,
      createdAt,
      bouncer: version,
      node: process.version,
      data: source,
      tasks: expected.tasks,
      rater,
      promptHash: wish.models.length === 0 ? null : promptHash(doors, choice),
      thresholds: { input: input.threshold, output: output.threshold },
      baseRates: { input: input.baseRate, output: output.baseRate },
      origins: { input: input.origin, output: output.origin },
    },
    estimate: expected,
  };
}

function noTask({ data, selection, shard }: RunWish, { firstProblem }: Estimate): CouldNotRate {
  // Whatever else is chosen takes some of what is there.
  const isEmpty = firstProblem === null && shard === null && selection.kind !== 'tasks';
  return isEmpty
    ? new CouldNotRate('empty', `${data.name} has no row: it is empty.`, 'Name a data set with rows.')
    : new CouldNotRate(
        'empty',
        `${data.name} has no task for this run.`,
        firstProblem ?? 'Choose another door, part or file.',
      );
}

/** @throws CouldNotRate when a file of the run's data set is gone or another one now */
export async function checkData({ data }: RunSettings): Promise<void> {
  for (const { path, sha256 } of data.files) {
    if ((await datasetHash(path)) !== sha256) {
      throw new CouldNotRate(
        'forbidden',
        `${path} is not the file that the run was started with.`,
        'Put that one back, or start a new run.',
      );
    }
  }
}
