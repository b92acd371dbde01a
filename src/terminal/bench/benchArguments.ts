import type { Selection, Shard } from '../../bench/run/selection.js';
import type { Door } from '../../core/rating.js';
import { options } from '../../engine/config/generated.js';
import type { RaterKind } from '../../raters/makeRater.js';
import type { Values } from '../options.js';
import { type ChatArguments, chatArguments, checkRater, shares } from '../raterArguments.js';
import { UsageError } from '../usageError.js';

/** What the user asked of `bouncer bench run`. */
export interface RunArguments {
  readonly data: readonly string[];
  readonly revision: string;
  readonly mirror: string | undefined;
  readonly doors: readonly Door[];
  readonly out: string | undefined;
  readonly selection: Selection;
  readonly shard: Shard | null;
  readonly batch: boolean;
  readonly repositories: string | null;
  readonly onlyEstimate: boolean;
  readonly rater: RaterKind;
  readonly chat: ChatArguments;
  readonly threshold: number | undefined;
  readonly baseRate: number | undefined;
  readonly minimumCoverage: number;
}

const { failOpen: _, calibration: __, ledger: ___, ...settings } = options;

export const runOptions = {
  data: {
    type: 'array',
    value: 'file|name',
    help: "A data set, or input-bouncer, output-bouncer or lite from the Hugging Face Hub. For lite one file with both doors' columns, or --data twice: input, then output.",
    isNeeded: true,
  },
  door: {
    type: 'string',
    value: 'door',
    enum: ['input', 'output', 'lite'],
    help: 'Tickets (input), patches (output) or both on the same instances (lite).',
    isNeeded: true,
  },
  out: { type: 'string', value: 'dir', help: 'Folder of the run (default: bouncer-runs/TIME-DOOR-RATER).' },
  first: {
    type: 'integer',
    value: 'n',
    minimum: 1,
    help: 'Only the first tasks (of lite: instances).',
    conflicts: ['sample'],
  },
  sample: {
    type: 'integer',
    value: 'n',
    minimum: 1,
    help: 'A sample that keeps the shares of repositories and labels.',
  },
  seed: { type: 'integer', value: 's', help: 'Seed of the sample (default: 44).' },
  shard: {
    type: 'string',
    value: 'i/n',
    help: 'Only part i of n; bouncer bench merge puts the parts together.',
  },
  batch: {
    type: 'boolean',
    help: "Use the server's Batch API: about half the price, takes up to a day.",
  },
  repos: {
    type: 'string',
    value: 'dir',
    help: "Clones (owner/name) for raters that look into the code base at each task's commit.",
  },
  estimate: { type: 'boolean', help: 'Print what the run would cost, and ask nothing.' },
  revision: {
    type: 'string',
    value: 'rev',
    default: 'main',
    help: 'Commit, branch or tag on the Hub; the run keeps the commit.',
  },
  ...settings,
} as const;

/** @throws UsageError */
export function runArguments(values: Values<typeof runOptions>): RunArguments {
  const { data, door, first, sample, seed = 44, repos, rater, batch } = values;
  const doors: readonly Door[] = door === 'lite' ? ['input', 'output'] : [door];
  if (data.length > doors.length) throw new UsageError('--data is given twice only for --door lite.');
  if (values.seed !== undefined && sample === undefined)
    throw new UsageError('--seed works only with --sample N.');
  checkRater(values, 'repos', repos);
  if (batch && rater !== 'chat') throw new UsageError('--batch works only with --rater chat.');
  return {
    data,
    revision: values.revision,
    mirror: values.mirror,
    doors,
    out: values.out,
    selection:
      first !== undefined
        ? { kind: 'first', count: first }
        : sample !== undefined
          ? { kind: 'sample', count: sample, seed }
          : { kind: 'all' },
    shard: values.shard === undefined ? null : shardOf(values.shard),
    batch,
    repositories: repos ?? null,
    onlyEstimate: values.estimate,
    rater,
    chat: chatArguments(values),
    ...shares(values),
  };
}

function shardOf(given: string): Shard {
  const [index, shards] = (/^(\d+)\/(\d+)$/.exec(given) ?? []).slice(1).map(Number);
  if (index === undefined || shards === undefined || index < 1 || index > shards)
    throw new UsageError(`--shard takes a part such as 1/4, not "${given}".`);
  return { index, count: shards };
}
