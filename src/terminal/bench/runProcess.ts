import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { RunEnd } from '../../bench/run/execute.js';
import type { Progress } from '../../bench/run/tally.js';
import type { Failure } from '../../core/verdict.js';

/** What the process that does the work says to the one that shows it. */
export type FromRunProcess =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'end'; readonly end: RunEnd }
  | { readonly type: 'failure'; readonly failure: Failure };

/** What it is told: `end` takes no new task, `abort` also breaks off those under way. */
export type ToRunProcess = 'end' | 'abort';

/**
 * Does a run in a process of its own, so that answers under way, which are paid for, are still kept when this one is
 * killed: the other sees its channel close, waits for them, writes them and ends.
 *
 * @param folder the run's folder
 */
export async function inRunProcess(
  folder: string,
  show: (message: Exclude<FromRunProcess, { type: 'end' | 'failure' }>) => void,
): Promise<RunEnd | Failure> {
  const child = fork(__filename, ['bench', 'work', folder], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let ended: RunEnd | Failure | undefined;
  child.on('message', (message: FromRunProcess) => {
    if (message.type === 'end') ended = message.end;
    else if (message.type === 'failure') ended = message.failure;
    else show(message);
  });
  const stopListening = passOnInterrupts(child, (text) => show({ type: 'note', text }));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  stopListening();
  return (
    ended ?? {
      cause: 'internal',
      message: `The process of the run ended with ${signal ?? `exit code ${code}`}.`,
      nextStep: `Go on with bouncer bench resume ${folder}.`,
    }
  );
}

function passOnInterrupts(child: ChildProcess, say: (text: string) => void): () => void {
  let times = 0;
  const interrupt = () => {
    times++;
    if (child.connected) child.send((times === 1 ? 'end' : 'abort') satisfies ToRunProcess);
    if (times === 1) say('Ending after the answers under way; Ctrl-C once more breaks them off.');
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}
