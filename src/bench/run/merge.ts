import { CouldNotRate } from '../../core/rating.js';
import type { Answer } from './answer.js';
import { RunFolder } from './runFolder.js';
import type { RunSettings } from './runSettings.js';

/**
 * Puts the shards of a run together into a new run.
 *
 * @throws CouldNotRate when they are not all the shards of one run, or one of them lacks answers
 */
export async function mergeRuns(paths: readonly string[], out: string): Promise<RunFolder> {
  const shards = await Promise.all(paths.map((path) => RunFolder.open(path)));
  const [first] = shards;
  if (!first) throw refused('There is nothing to merge.', 'Name the folders of the shards.');
  for (const { path, settings } of shards) {
    const differs = firstDifference(settings, first.settings);
    if (differs) {
      throw refused(
        `${path} is not a shard of the same run as ${first.path}: ${differs} differs.`,
        'Merge only the shards of one run.',
      );
    }
  }
  checkParts(shards);
  const answers = await Promise.all(shards.map((shard) => shard.answers()));
  for (const [i, { path, settings }] of shards.entries()) {
    const there = answers[i]?.size ?? 0;
    if (there < settings.tasks) {
      throw refused(
        `${path} has answers to ${there} of its ${settings.tasks} tasks.`,
        `Finish it first: bouncer bench resume ${path}.`,
      );
    }
  }
  const union = unionOf(shards, answers);
  const merged = await RunFolder.create(out, { ...first.settings, shard: null, tasks: union.size });
  // Each shard has read all of the data set.
  await merged.keepProblems(await first.problems());
  const writer = await merged.write();
  try {
    await Promise.all([...union.values()].map((answer) => writer.append(answer)));
  } finally {
    await writer.close();
  }
  return merged;
}

/** All answers; a task that two shards answered belongs to neither. */
function unionOf(
  shards: readonly RunFolder[],
  answers: readonly ReadonlyMap<string, Answer>[],
): Map<string, Answer> {
  const union = new Map<string, Answer>();
  for (const [i, { path }] of shards.entries()) {
    for (const [key, answer] of answers[i] ?? []) {
      if (union.has(key)) {
        throw refused(
          `${key} is in ${path} and in another shard.`,
          'Each task belongs to one shard: run the shards again.',
        );
      }
      union.set(key, answer);
    }
  }
  return union;
}

/** What must be the same for two runs to be shards of one. */
const common = [
  'doors',
  'selection',
  'rater',
  'promptHash',
  'thresholds',
  'minimumCoverage',
  'baseRates',
] as const satisfies readonly (keyof RunSettings)[];

function firstDifference(a: RunSettings, b: RunSettings): string | undefined {
  const same = (x: unknown, y: unknown) => JSON.stringify(x) === JSON.stringify(y);
  const hashes = ({ data }: RunSettings) => data.files.map(({ sha256 }) => sha256);
  if (!same(hashes(a), hashes(b))) return 'the data set';
  return common.find((key) => !same(a[key], b[key]));
}

function checkParts(shards: readonly RunFolder[]): void {
  const count = shards[0]?.settings.shard?.count;
  const indexes = shards.map(({ settings }) => settings.shard?.index);
  if (count === undefined || indexes.includes(undefined)) {
    throw refused('These runs are not shards.', 'Make shards with --shard I/N.');
  }
  for (let index = 1; index <= count; index++) {
    const times = indexes.filter((one) => one === index).length;
    if (times === 0)
      throw refused(`Shard ${index} of ${count} is missing.`, 'Name the folders of all shards.');
    if (times > 1)
      throw refused(`Shard ${index} of ${count} is named ${times} times.`, 'Name each shard once.');
  }
  if (shards.some(({ settings }) => settings.shard?.count !== count)) {
    throw refused('The shards are parts of different sizes.', 'Merge only the shards of one run.');
  }
}

function refused(message: string, nextStep: string): CouldNotRate {
  return new CouldNotRate('malformed', message, nextStep);
}
