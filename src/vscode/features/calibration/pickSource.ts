import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { FitWish } from '../../../bench/calibrationJobs.js';
import { CouldNotRate, type Door } from '../../../core/rating.js';
import { pickRun, storedRuns } from '../bench/runs.js';

/**
 * Lets a person pick labelled answers and the door that they are of. Undefined when they don't.
 *
 * @param command what the boxes' titles begin with
 * @throws CouldNotRate
 */
export async function pickSource(command: string, storage: string): Promise<FitWish | undefined> {
  const ledger = join(storage, 'ledger');
  const kinds = [
    {
      label: '$(folder-opened) A Labeled File…',
      description: 'JSON lines, as for bouncer calibrate',
      from: 'file',
    },
    { label: '$(beaker) A BouncerBench Run…', description: 'its answers, with gold labels', from: 'run' },
    {
      label: '$(book) The Ledger',
      description: 'your decisions, and what became of the work',
      from: 'ledger',
    },
  ] as const;
  const picked = await vscode.window.showQuickPick(kinds, {
    title: `${command}: Labeled Answers`,
    placeHolder: 'Where are answers of raters, with the truth beside them?',
  });
  if (!picked) return undefined;
  if (picked.from === 'run') return pickFinishedRun(command, storage);
  if (picked.from === 'ledger' && !existsSync(ledger)) {
    throw new CouldNotRate(
      'empty',
      'There is no ledger yet.',
      'Choose a labeled file or a run of BouncerBench.',
    );
  }
  const path = picked.from === 'file' ? await pickFile(command) : ledger;
  const door = path === undefined ? undefined : await pickDoor(command);
  if (path === undefined || door === undefined) return undefined;
  const name = picked.from === 'file' ? basename(path) : 'the ledger';
  return { door, source: { kind: picked.from, path, name } };
}

async function pickFinishedRun(command: string, storage: string): Promise<FitWish | undefined> {
  const done = (await storedRuns(storage)).filter(({ settled, settings }) => settled >= settings.tasks);
  if (done.length === 0) {
    throw new CouldNotRate(
      'empty',
      'No run is finished yet.',
      'Start one with "Bouncer: Run BouncerBench…".',
    );
  }
  const run = await pickRun(done, `${command}: Run`);
  if (!run) return undefined;
  const [first, ...more] = run.settings.doors;
  const door = more.length === 0 ? first : await pickDoor(command);
  return door && { door, source: { kind: 'run', path: run.path, name: `the run ${basename(run.path)}` } };
}

async function pickFile(command: string): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: `${command}: File`,
      openLabel: 'Choose',
      filters: { 'JSON lines': ['jsonl', 'ndjson', 'json'] },
    })) ?? [];
  return uri?.fsPath;
}

async function pickDoor(command: string): Promise<Door | undefined> {
  const doors: readonly (vscode.QuickPickItem & { readonly door: Door })[] = [
    { label: 'Tickets', description: 'the input door', door: 'input' },
    { label: 'Patches', description: 'the output door', door: 'output' },
  ];
  return (await vscode.window.showQuickPick(doors, { title: `${command}: Door` }))?.door;
}
