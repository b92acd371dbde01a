import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FitWish } from '../../../bench/calibrationJobs.js';
import type { Door } from '../../../core/rating.js';
import { pick, pickFile } from '../../ask.js';
import { nothing } from '../../guard.js';
import { finished, pickRun } from '../bench/runs.js';

/**
 * Lets a person pick labeled answers and the door that they are of. Undefined when they don't.
 *
 * @param command what the boxes' titles begin with
 * @throws CouldNotRate
 */
export async function pickSource(command: string, storage: string): Promise<FitWish | undefined> {
  const ledger = join(storage, 'ledger');
  const kind = await pick(
    `${command}: Labeled Answers`,
    [
      ['$(folder-opened) A Labeled File…', 'file', 'JSON lines, as for bouncer calibrate'],
      ['$(beaker) A BouncerBench Run…', 'run', 'its answers, with gold labels'],
      ['$(book) The Ledger', 'ledger', 'your decisions, and what became of the work'],
    ],
    { placeHolder: 'Where are the labeled answers of raters?' },
  );
  if (!kind) return undefined;
  if (kind === 'run') return pickFinishedRun(command, storage);
  if (kind === 'ledger' && !existsSync(ledger)) {
    throw nothing('There is no ledger yet.', 'Choose a labeled file or a run of BouncerBench.');
  }
  const jsonLines = { 'JSON lines': ['jsonl', 'ndjson', 'json'] };
  const path = kind === 'file' ? await pickFile(`${command}: File`, jsonLines) : ledger;
  const door = path === undefined ? undefined : await pickDoor(command);
  if (path === undefined || door === undefined) return undefined;
  return { door, source: { kind, path, name: kind === 'file' ? basename(path) : 'the ledger' } };
}

async function pickFinishedRun(command: string, storage: string): Promise<FitWish | undefined> {
  const run = await pickRun(await finished(storage), `${command}: Run`);
  if (!run) return undefined;
  const [first, ...more] = run.settings.doors;
  const door = more.length === 0 ? first : await pickDoor(command);
  return door && { door, source: { kind: 'run', path: run.path, name: `the run ${basename(run.path)}` } };
}

function pickDoor(command: string): Promise<Door | undefined> {
  return pick(`${command}: Door`, [
    ['Tickets', 'input', 'the input door'],
    ['Patches', 'output', 'the output door'],
  ]);
}
