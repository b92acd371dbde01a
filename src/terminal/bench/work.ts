import { setTimeout as delay } from 'node:timers/promises';
import { executeRun, type RunHooks } from '../../bench/run/execute.js';
import { type AnswerWriter, RunFolder } from '../../bench/run/runFolder.js';
import { warmUp } from '../../bench/run/warmUp.js';
import { CouldNotRate } from '../../core/rating.js';
import { type Failure, failureOf } from '../../core/verdict.js';
import type { FromRunProcess, ToRunProcess } from './runProcess.js';
import { ModelThread, runServices } from './services.js';

/** Milliseconds that a run waits for a process that still finishes what it had under way when it was cut off. */
const longestWait = 150_000;
const lookAgain = 100;

/** Does a run's work on behalf of the process that shows it; ends in order when that one goes away. */
export async function work(): Promise<void> {
  const ending = new AbortController();
  const aborting = new AbortController();
  const tell = (message: FromRunProcess) => {
    // The other side may be gone in this very moment, which must not end this one.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  let models: ModelThread | undefined;
  const given = new Promise<Extract<ToRunProcess, { type: 'run' }> | undefined>((resolve) => {
    process.on('message', (message: ToRunProcess) => {
      if (message.type === 'run') resolve(message);
      else if (message.type === 'warm-up') {
        models = new ModelThread();
        void warmUp();
      } else {
        ending.abort();
        if (message.type === 'abort') aborting.abort();
        else
          tell({
            type: 'note',
            text: 'Stopping after the answers under way; press Ctrl-C again to cut them off.',
          });
      }
    });
    process.on('disconnect', () => {
      ending.abort();
      resolve(undefined);
    });
  });
  try {
    const run = await given;
    if (!run) return;
    const folder = await RunFolder.open(run.folder);
    const services = runServices(folder.settings, run.server, models);
    const hooks: RunHooks = {
      ending: ending.signal,
      signal: aborting.signal,
      onProgress: (progress) => tell({ type: 'progress', progress }),
      onNote: (text) => tell({ type: 'note', text }),
    };
    tell({ type: 'end', end: await executeRun(folder, await onceFree(folder, hooks), services, hooks) });
  } catch (error) {
    tell({ type: 'failure', failure: error instanceof CouldNotRate ? failureOf(error) : broken(error) });
  } finally {
    if (process.connected) process.disconnect();
    await models?.close();
  }
}

/** What nobody foresaw, for the process that shows it. */
function broken(error: unknown): Failure {
  const { stack, message } = error as Error;
  return {
    cause: 'internal',
    message: `The run broke off (${message}).`,
    nextStep: 'Every answer so far is kept. Please report this, with the text above.',
    detail: stack,
  };
}

/** Opens a run's answers for writing, once a process that was cut off has written its last ones. */
async function onceFree(folder: RunFolder, hooks: RunHooks): Promise<AnswerWriter> {
  const until = performance.now() + longestWait;
  for (let tries = 0; ; tries++) {
    const writer = await folder.writeIfFree();
    if (!('pid' in writer)) return writer;
    if (performance.now() > until || hooks.ending?.aborted) return folder.write();
    if (tries === 0)
      hooks.onNote?.('Waiting for the process that is still writing the last answers of this run.');
    await delay(lookAgain);
  }
}
