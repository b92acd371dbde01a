import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CouldNotRate } from '../core/rating.js';
import type { Surface } from '../core/surface.js';
import { type Ask, Channel, type Handlers } from './channel.js';

/** What a thread is told when it starts: what to load, and where Bouncer speaks with a person. */
export interface ThreadStart {
  readonly jobs: 'rating' | 'bench';
  readonly surface: Surface;
}

interface ThreadOptions {
  readonly start: ThreadStart;
  /** What the thread may ask. */
  readonly handlers: Handlers;
  /** Hears of an error that ends the thread. */
  onError(error: Error): void;
  /** Called when it has ended: what becomes of all that it still had to do. */
  ended(): CouldNotRate;
}

/** A thread of `worker.ts` that starts with the first request; when it has ended, the next request starts a new one. */
export class Thread<Theirs extends Handlers> {
  private running: { readonly worker: Worker; readonly channel: Channel<Theirs> } | undefined;

  constructor(private readonly options: ThreadOptions) {}

  readonly ask: Ask<Theirs> = (name, argument, options) => this.started().ask(name, argument, options);

  async end(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    running?.channel.close(this.options.ended());
    await running?.worker.terminate();
  }

  private started(): Channel<Theirs> {
    if (this.running) return this.running.channel;
    const { start, handlers, onError } = this.options;
    const worker = new Worker(join(__dirname, 'worker.js'), { workerData: start });
    worker.on('error', onError);
    worker.on('exit', () => {
      if (this.running?.worker === worker) void this.end();
    });
    const channel = new Channel<Theirs>(worker, handlers);
    this.running = { worker, channel };
    return channel;
  }
}
