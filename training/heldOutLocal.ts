import type { Door } from '../src/core/rating.js';
import { read } from '../src/engine/rate.js';
import { LocalRater, localRater } from '../src/raters/local/localRater.js';
import type { PatchInput } from '../src/raters/rater.js';
import { trainDoor } from './doorTraining.js';
import { readRows } from './labelledRows.js';
import { doorSettings, readDoor, seed } from './localDoors.js';
import { atBaseRate, heldOutRows } from './nested.js';

/**
 * The bounce probability, 0..1, that the local rater gives each instance which models' answers were recorded for, at
 * its usual base rate, by models that had not seen the instance: a stack would trust the local rater too much if it
 * learned from what that was trained on.
 */
export function heldOutLocal(door: Door, directory: string): Promise<ReadonlyMap<string, number>> {
  return { input: heldOutTickets, output: heldOutPatches }[door](directory);
}

async function heldOutTickets(directory: string): Promise<ReadonlyMap<string, number>> {
  const rated = heldOutRows('input', readDoor('input', directory), doorSettings.input, seed);
  const { baseRate } = localRater.models.input;
  return new Map(
    rated.filter(({ copy }) => copy === '').map((row) => [row.instance, atBaseRate(row, baseRate)]),
  );
}

/** Nobody says who made BouncerBench's patches, so they are rated as those of an unknown agent are. */
async function heldOutPatches(directory: string): Promise<ReadonlyMap<string, number>> {
  const tasks = readRows(directory, 'bouncerbench_output_tasks.train.jsonl');
  const instances = new Set(tasks.map(({ instance_id }) => instance_id));
  const others = readDoor('output', directory).filter(({ instance }) => !instances.has(instance));
  const output = { ...trainDoor('output', others, doorSettings.output, seed), version: 'held out' };
  const rater = new LocalRater({ ...localRater.models, output });
  const rated = tasks.map(async (task) => {
    const { instance_id: source, problem_statement, patch = '' } = task;
    const ticket = { text: problem_statement, source };
    const input = (await read({ door: 'output', text: patch, source, ticket })) as PatchInput;
    const { bounceProbability } = await rater.ratePatch(input, { threshold: 0.5 });
    return [source, bounceProbability] as const;
  });
  return new Map(await Promise.all(rated));
}
