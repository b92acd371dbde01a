import type { Selection, Shard } from '../../bench/run/selection.js';
import type { Door } from '../../core/rating.js';
import { options } from '../../engine/config/generated.js';
import { count, files, flag, needed, oneOf, share, text, type Values } from '../options.js';
import { UsageError } from '../usageError.js';

const {
  failOpen: _,
  calibration: __,
  ledger: ___,
  generated: ____,
  next: _____,
  risk: ______,
  ...settings
} = options;

export const runOptions = {
  data: needed(
    files(
      "A data set, or input-bouncer, output-bouncer or lite from the Hugging Face Hub. For lite one file with both doors' columns, or --data twice: input, then output",
    ),
  ),
  door: needed(
    oneOf(
      'door',
      ['input', 'output', 'lite'],
      'Tickets (input), patches (output), or both of the same instances (lite).',
    ),
  ),
  out: text('dir', 'Folder of the run (default: bouncer-runs/TIME-DOOR-RATER).'),
  first: { ...count('Only the first tasks (of lite: instances).'), conflicts: ['sample'] },
  sample: count('A sample that keeps the shares of repositories and labels.'),
  seed: { ...count('Seed of the sample (default: 44).'), minimum: 0 },
  shard: text('i/n', 'Only part i of n; bouncer bench merge puts the parts together.'),
  batch: flag("Use the server's Batch API: about half the price, takes up to a day."),
  repos: text('dir', "Clones (owner/name) for raters that look into the code base at each task's commit."),
  estimate: flag('Print what the run would cost, and ask nothing.'),
  revision: {
    ...text('rev', 'Commit, branch or tag on the Hub; the run keeps the commit.'),
    default: 'main',
  },
  ...settings,
  threshold: share(
    'Bounce at this probability or more (default: the best on training rows for the local rater, 0.5 for others).',
  ),
  baseRate: share(
    "Share of bounces that the local rater's probabilities presume (default: that in the data, else that in the training rows).",
  ),
} as const;

/** What the user asked of `bouncer bench run`. */
export type RunArguments = Values<typeof runOptions>;

/** What is to be rated of the data. @throws UsageError */
export function partOf({ data, door, rater, batch, first, sample, seed, shard }: RunArguments) {
  const doors: readonly Door[] = door === 'lite' ? ['input', 'output'] : [door];
  if (data.length > doors.length) throw new UsageError('--data is given twice only for --door lite.');
  if (seed !== undefined && sample === undefined) throw new UsageError('--seed works only with --sample N.');
  if (batch && rater !== 'chat') throw new UsageError('--batch works only with --rater chat.');
  let selection: Selection = { kind: 'all' };
  if (first !== undefined) selection = { kind: 'first', count: first };
  if (sample !== undefined) selection = { kind: 'sample', count: sample, seed: seed ?? 44 };
  return { doors, selection, shard: shard === undefined ? null : shardOf(shard) };
}

function shardOf(given: string): Shard {
  const [index, shards] = (/^(\d+)\/(\d+)$/.exec(given) ?? []).slice(1).map(Number);
  if (index === undefined || shards === undefined || index < 1 || index > shards)
    throw new UsageError(`--shard takes a part such as 1/4, not "${given}".`);
  return { index, count: shards };
}
