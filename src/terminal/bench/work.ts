import { setTimeout as delay } from 'node:timers/promises';
import { executeRun } from '../../bench/run/execute.js';
import { RunFolder } from '../../bench/run/runFolder.js';
import { CouldNotRate } from '../../core/rating.js';
import { failureOf } from '../../core/verdict.js';
import { serviceFor } from './services.js';
import type { FromRunProcess, ToRunProcess } from './runProcess.js';

/** Milliseconds that a run waits for a process that is still finishing what it had under way when it was cut off. */
const longestWait = 150_000;
const lookAgain = 100;

/** Does a run's work on behalf of the process that shows it; ends in order when that one goes away. */
export async function work(path: string): Promise<number> {
  const ending = new AbortController();
  const aborting = new AbortController();
  const tell = (message: FromRunProcess) => {
    if (process.connected) process.send?.(message);
  };
  process.on('message', (message: ToRunProcess) => {
    ending.abort();
    if (message === 'abort') aborting.abort();
  });
  process.on('disconnect', () => ending.abort());
  try {
    const folder = await RunFolder.open(path);
    const services = serviceFor(folder.settings);
    const hooks = {
      ending: ending.signal,
      signal: aborting.signal,
      onAnswer: (_: unknown, progress: Parameters<typeof tellProgress>[0]) => tellProgress(progress),
    };
    const tellProgress = (progress: Extract<FromRunProcess, { type: 'progress' }>['progress']) =>
      tell({ type: 'progress', progress });
    const end = await whenFree(() => executeRun(folder, services, hooks), ending.signal, (text) =>
      tell({ type: 'note', text }),
    );
    tell({ type: 'end', end });
  } catch (error) {
    if (!(error instanceof CouldNotRate)) throw error;
    tell({ type: 'failure', failure: failureOf(error) });
  }
  if (process.connected) process.disconnect();
  return 0;
}
