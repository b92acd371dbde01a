import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RunFolder } from '../../../bench/run/runFolder.js';
import { folderName, type RunSettings } from '../../../bench/run/runSettings.js';
import { isSettled } from '../../../bench/run/tally.js';
import { pick } from '../../ask.js';
import { nothing } from '../../guard.js';

export interface StoredRun {
  readonly path: string;
  readonly settings: RunSettings;
  /** Tasks that have an answer which need not be asked for again. */
  readonly settled: number;
}

function runsFolder(storage: string): string {
  return join(storage, 'runs');
}

export function pathOfRun(storage: string, settings: RunSettings): string {
  return join(runsFolder(storage), folderName(settings));
}

/** The runs that are stored, newest first; folders that hold none are passed over. */
export async function storedRuns(storage: string): Promise<StoredRun[]> {
  const names = await readdir(runsFolder(storage)).catch(() => []);
  const runs = await Promise.all(
    names.map(async (name): Promise<StoredRun[]> => {
      const folder = await RunFolder.open(join(runsFolder(storage), name)).catch(() => undefined);
      if (!folder) return [];
      const answers = [...(await folder.answers()).values()];
      return [{ path: folder.path, settings: folder.settings, settled: answers.filter(isSettled).length }];
    }),
  );
  return runs.flat().sort((a, b) => (a.settings.createdAt < b.settings.createdAt ? 1 : -1));
}

/** The runs that are complete. @throws CouldNotRate when there is none */
export async function finished(storage: string): Promise<StoredRun[]> {
  const done = (await storedRuns(storage)).filter(({ settled, settings }) => settled >= settings.tasks);
  if (done.length === 0) throw nothing('No run is finished yet.', startOne);
  return done;
}

export const startOne = 'Start one with "Bouncer Lab: Run BouncerBench…".';

export function pickRun(runs: readonly StoredRun[], title: string): Promise<StoredRun | undefined> {
  const choices = runs.map((run) => {
    const { rater, data, createdAt, tasks } = run.settings;
    const when = new Date(createdAt).toLocaleString();
    const detail = `${when} · ${run.settled.toLocaleString()} of ${tasks.toLocaleString()} tasks`;
    return [rater.name, run, data.name, detail] as const;
  });
  return pick(title, choices, { matchOnDescription: true, matchOnDetail: true });
}
