import * as z from 'zod/mini';
import { doors } from '../../core/rating.js';
import type { RaterChoice } from '../../raters/registry.js';
import { Selection, Shard } from './selection.js';

/** Version of {@link RunSettings}; raised when a field changes its meaning or goes away. */
export const runVersion = 1;

const door = z.enum(doors);
const choice = z.object({ kind: z.string(), chat: z.looseObject({}), panel: z.looseObject({}) });

const origin = z.object({
  threshold: z.enum(['setting', 'training', 'rater']),
  baseRate: z.enum(['setting', 'data', 'training', 'rater']),
});

/** A file of the data set and its hash: a run goes on only with the very same data. */
const dataFile = z.object({
  path: z.string(),
  /** Which half of Lite it is; null for a file that has all of the run's doors. */
  door: z.nullable(door),
  sha256: z.string(),
});

/** All that it takes to repeat a run, as its `run.json` keeps it. Keys are never in it. */
export const RunSettings = z.object({
  runVersion: z.literal(runVersion),
  name: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  bouncer: z.string(),
  node: z.string(),
  data: z.object({
    name: z.string(),
    files: z.readonly(z.array(dataFile)),
    /** The commit of a data set from the Hub; null for files. */
    revision: z.nullable(z.string()),
  }),
  doors: z.readonly(z.array(door)),
  selection: Selection,
  shard: z.nullable(Shard),
  /** Tasks of this run, or of this shard of it. */
  tasks: z.number(),
  rater: z.object({ name: z.string(), version: z.string() }),
  choice: z.custom<RaterChoice>((value) => choice.safeParse(value).success),
  /** The models that are asked, cheapest first; none for the local rater. */
  models: z.readonly(z.array(z.string())),
  /** The server's address; null for the local rater and the editor's own models. */
  baseUrl: z.nullable(z.string()),
  azureApiVersion: z.nullable(z.string()),
  timeoutSeconds: z.number(),
  /** SHA-256 of the prompt with nothing in it: another one makes other answers. Null for the local rater. */
  promptHash: z.nullable(z.string()),
  /** Thresholds by door, 0..1. */
  thresholds: z.object({ input: z.number(), output: z.number() }),
  minimumCoverage: z.number(),
  /** The share of inputs that deserve a bounce which probabilities presume, 0..1; null for the rater's own. */
  baseRates: z.object({ input: z.nullable(z.number()), output: z.nullable(z.number()) }),
  /** Where thresholds and base rates come from; absent in older runs. */
  origins: z.optional(z.object({ input: origin, output: origin })),
  /** Tasks that are rated at the same time. */
  concurrency: z.number(),
  /** US dollars that the run may cost; null for no limit. */
  budget: z.nullable(z.number()),
  /** Asked through the server's Batch API. */
  batch: z.boolean(),
  /** Folder of clones (`owner/name` or `owner__name`) for raters that look into the code base; null for none. */
  repositories: z.nullable(z.string()),
});
export type RunSettings = Readonly<z.infer<typeof RunSettings>>;

/** A name for a run's folder: when, which doors, which rater. */
export function folderName({ createdAt, doors, rater }: RunSettings): string {
  const at = doors.length > 1 ? 'lite' : doors[0];
  const time = createdAt.slice(0, 19).replace(/[T:]/g, '-');
  return `${time}-${at}-${rater.name.replace(/[^\w.-]+/g, '-')}`;
}
