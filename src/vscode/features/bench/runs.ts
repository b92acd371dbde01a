import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { folderName, RunFolder, type RunSettings } from '../../../bench/run/runFolder.js';
import { isSettled } from '../../../bench/run/tally.js';

/** A run in the extension's storage. */
export interface StoredRun {
  readonly path: string;
  readonly settings: RunSettings;
  /** Tasks that have an answer which need not be asked for again. */
  readonly settled: number;
}

/** The folder of the runs below the extension's storage. */
export function runsFolder(storage: string): string {
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

/** Lets a person pick a run. Undefined when they don't, or there is none. */
export async function pickRun(runs: readonly StoredRun[], title: string): Promise<StoredRun | undefined> {
  const items = runs.map((run) => ({
    label: run.settings.rater.name,
    description: run.settings.data.name,
    detail: `${new Date(run.settings.createdAt).toLocaleString()} · ${run.settled.toLocaleString()} of ${run.settings.tasks.toLocaleString()} tasks`,
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.run;
}
