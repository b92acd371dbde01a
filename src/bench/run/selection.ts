import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Task, taskKey } from '../task.js';

/** Which of a data set's tasks a run takes. `sample` keeps the shares of repositories and gold labels. */
export const Selection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('first'), count: z.number() }),
  z.object({ kind: z.literal('sample'), count: z.number(), seed: z.number() }),
  z.object({ kind: z.literal('tasks'), keys: z.readonly(z.array(z.string())) }),
]);
export type Selection = Readonly<z.infer<typeof Selection>>;

/** One of several parts of a run that are done apart, `index` from 1 to `count`. */
export const Shard = z.object({ index: z.number(), count: z.number() });
export type Shard = Readonly<z.infer<typeof Shard>>;

/**
 * Decides which tasks a run takes. With two doors (Lite) an instance is taken whole. A sample and a shard depend on
 * nothing but the seed and the names, so that they are the same on every machine and in any order of rows.
 *
 * @param tasks reads the data set from its start; only a sample needs that
 */
export async function chosenTasks(
  selection: Selection,
  shard: Shard | null,
  isWhole: boolean,
  tasks: () => AsyncIterable<Task>,
): Promise<(task: Task) => boolean> {
  const unitOf = (task: Task) => (isWhole ? task.instanceId : taskKey(task));
  const isSelected = await selected(selection, unitOf, tasks);
  return (task) => isSelected(task) && (!shard || draw(unitOf(task), 0) % shard.count === shard.index - 1);
}

async function selected(
  selection: Selection,
  unitOf: (task: Task) => string,
  tasks: () => AsyncIterable<Task>,
): Promise<(task: Task) => boolean> {
  if (selection.kind === 'all') return () => true;
  if (selection.kind === 'tasks') {
    const keys = new Set(selection.keys);
    return (task) => keys.has(taskKey(task));
  }
  if (selection.kind === 'first') {
    const first = new Set<string>();
    return (task) => {
      const unit = unitOf(task);
      if (first.size < selection.count) first.add(unit);
      return first.has(unit);
    };
  }
  const chosen = await sampled(selection.count, selection.seed, unitOf, tasks());
  return (task) => chosen.has(unitOf(task));
}

/**
 * A stratified sample: each stratum (repository and gold labels) gives its share, rounded by largest remainder, and
 * within it the units with the smallest hashes are taken.
 */
async function sampled(
  count: number,
  seed: number,
  unitOf: (task: Task) => string,
  tasks: AsyncIterable<Task>,
): Promise<Set<string>> {
  const stratumOf = new Map<string, string>();
  for await (const task of tasks) {
    const unit = unitOf(task);
    stratumOf.set(unit, `${stratumOf.get(unit) ?? task.repository}|${task.gold?.bounce}`);
  }
  const strata = new Map<string, string[]>();
  for (const [unit, stratum] of stratumOf) {
    const units = strata.get(stratum);
    if (units) units.push(unit);
    else strata.set(stratum, [unit]);
  }
  const share = Math.min(1, count / stratumOf.size);
  const quotas = [...strata.values()].map((units) => ({ units, quota: units.length * share }));
  let left = Math.min(count, stratumOf.size) - quotas.reduce((sum, { quota }) => sum + Math.floor(quota), 0);
  const byRemainder = [...quotas].sort((a, b) => (b.quota % 1) - (a.quota % 1));
  const chosen = new Set<string>();
  for (const { units, quota } of byRemainder) {
    const wanted = Math.floor(quota) + (left-- > 0 ? 1 : 0);
    const drawn = units.map((unit) => ({ unit, at: draw(unit, seed) })).sort((a, b) => a.at - b.at);
    for (const { unit } of drawn.slice(0, wanted)) chosen.add(unit);
  }
  return chosen;
}

/** A number in 0..2⁴⁸ that a name and a seed give, evenly spread. */
function draw(name: string, seed: number): number {
  return createHash('sha256').update(`${seed}:${name}`).digest().readUIntBE(0, 6);
}
