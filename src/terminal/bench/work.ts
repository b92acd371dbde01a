import { setTimeout as delay } from 'node:timers/promises';
import { executeRun, type RunEnd, type RunHooks } from '../../bench/run/execute.js';
import { RunFolder } from '../../bench/run/runFolder.js';
import { CouldNotRate } from '../../core/rating.js';
import { failureOf } from '../../core/verdict.js';
import type { FromRunProcess, ToRunProcess } from './runProcess.js';
import { runServices } from './services.js';

/** Milliseconds that a run waits for a process that still finishes what it had under way when it was cut off. */
const longestWait = 150_000;
const lookAgain = 100;

/** Does a run's work on behalf of the process that shows it; ends in order when that one goes away. */
export async function work(path: string): Promise<void> {
  const ending = new AbortController();
  const aborting = new AbortController();
  const tell = (message: FromRunProcess) => {
    // The other side may be gone in this very moment, which must not end this one.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  process.on('message', (message: ToRunProcess) => {
    ending.abort();
    if (message === 'abort') aborting.abort();
  });
  process.on('disconnect', () => ending.abort());
  try {
    const folder = await RunFolder.open(path);
    const hooks: RunHooks = {
      ending: ending.signal,
      signal: aborting.signal,
      onProgress: (progress) => tell({ type: 'progress', progress }),
      onNote: (text) => tell({ type: 'note', text }),
    };
    tell({ type: 'end', end: await onceFree(folder, hooks) });
  } catch (error) {
    if (!(error instanceof CouldNotRate)) throw error;
    tell({ type: 'failure', failure: failureOf(error) });
  } finally {
    if (process.connected) process.disconnect();
  }
}

/** Waits for a process that was cut off and still writes its last answers. */
async function onceFree(folder: RunFolder, hooks: RunHooks): Promise<RunEnd> {
  const until = performance.now() + longestWait;
  for (let tries = 0; ; tries++) {
    const writer = await folder.write().catch((error: unknown) => {
      if (performance.now() > until || hooks.ending?.aborted) throw error;
      return undefined;
    });
    if (writer) return executeRun(folder, writer, (spent) => runServices(folder.settings, spent), hooks);
    if (tries === 0)
      hooks.onNote?.('Waiting for the process that still writes the last answers of this run.');
    await delay(lookAgain);
  }
}
