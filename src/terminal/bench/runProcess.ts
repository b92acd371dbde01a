import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { RunEnd } from '../../bench/run/execute.js';
import type { Progress } from '../../bench/run/tally.js';
import type { Failure } from '../../core/verdict.js';
import type { RunServer } from './runServer.js';

/** What the process that does the work says to the one that shows it. */
export type FromRunProcess =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'end'; readonly end: RunEnd }
  | { readonly type: 'failure'; readonly failure: Failure };

/** What it is told: to make itself ready for models; the run to do; `end` asks nothing new, `abort` also breaks off what is under way. */
export type ToRunProcess =
  | { readonly type: 'run'; readonly folder: string; readonly server: RunServer | null }
  | { readonly type: 'warm-up' | 'end' | 'abort' };

/** A process that does one run. */
export interface RunProcess {
  /** Has it make itself ready to ask models. */
  warmUp(): void;
  /** Does the run in a folder, with models on a server where it has any. */
  run(
    folder: string,
    server: RunServer | null,
    show: (message: Exclude<FromRunProcess, { type: 'end' | 'failure' }>) => void,
  ): Promise<RunEnd | Failure>;
  /** Ends it when there is nothing to run. */
  close(): void;
}

/**
 * Starts the process that does a run, while the run is still planned. It is one of its own so that answers under way,
 * which are paid for, are still kept when this one is killed: the other sees its channel close, waits for them, writes
 * them and ends.
 */
export function startRunProcess(): RunProcess {
  const child = fork(__filename, ['bench', 'work'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  return {
    warmUp: () => tell(child, { type: 'warm-up' }),
    close: () => child.connected && child.disconnect(),
    async run(folder, server, show) {
      let ended: RunEnd | Failure | undefined;
      child.on('message', (message: FromRunProcess) => {
        if (message.type === 'end') ended = message.end;
        else if (message.type === 'failure') ended = message.failure;
        else show(message);
      });
      const stopListening = passOnInterrupts(child);
      tell(child, { type: 'run', folder, server });
      const [code, signal] = await exit;
      stopListening();
      return (
        ended ?? {
          cause: 'internal',
          message: `The process of the run ended with ${signal ?? `exit code ${code}`}.`,
          nextStep: `Continue with bouncer bench resume ${folder}.`,
        }
      );
    },
  };
}

function tell(child: ChildProcess, message: ToRunProcess): void {
  if (child.connected) child.send(message);
}

function passOnInterrupts(child: ChildProcess): () => void {
  let times = 0;
  const interrupt = () => {
    times++;
    tell(child, { type: times === 1 ? 'end' : 'abort' });
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}
