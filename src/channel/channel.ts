import { CouldNotRate } from '../core/rating.js';
import { errorOf, type Failure, failureOf, internalFailure } from '../core/verdict.js';

/** What one side does for the other, by name. Arguments and results are plain data. */
export type Handlers = Readonly<Record<string, (argument: never, call: never) => unknown>>;

/** What a handler gets beside its argument. */
export interface Call<Progress = never, Theirs extends Handlers = Handlers> {
  /** The request is broken off: nobody waits for its result. */
  readonly signal: AbortSignal;
  /** Ask nothing new, and finish what is under way. */
  readonly ending: AbortSignal;
  progress(value: Progress): void;
  /** Asks the side that asks. */
  readonly ask: Ask<Theirs>;
}

export interface AskOptions<Progress> {
  /** Breaks the request off: it fails at once with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Tells the other side to ask nothing new; its result is still waited for. */
  readonly ending?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export type ProgressOf<Handler extends Handlers[string]> =
  Parameters<Handler>[1] extends Call<infer Progress, infer _> ? Progress : never;

/** Has the other side do something. @throws CouldNotRate, and what a signal was aborted with */
export type Ask<Theirs extends Handlers> = <Name extends keyof Theirs & string>(
  name: Name,
  argument: Parameters<Theirs[Name]>[0],
  options?: AskOptions<ProgressOf<Theirs[Name]>>,
) => Promise<Awaited<ReturnType<Theirs[Name]>>>;

/** One end of a pair of message ports, or a worker, or what a worker reaches its parent by. */
interface Port {
  postMessage(message: unknown): void;
  on(event: string, listener: (message: Message) => void): unknown;
}

/** The side that asks sends the first three kinds, the side that answers the others. */
type Message = { readonly id: number } & (
  | { readonly kind: 'ask'; readonly name: string; readonly argument: unknown }
  | { readonly kind: 'signal' | 'ending' }
  | { readonly kind: 'progress' | 'result'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly failure: Failure }
);

interface Asked {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  progress(value: unknown): void;
}

/** Requests in both directions over one port, with progress, cancellation and errors. */
export class Channel<Theirs extends Handlers> {
  private lastId = 0;
  private readonly asked = new Map<number, Asked>();
  private readonly answering = new Map<number, Readonly<Record<'signal' | 'ending', AbortController>>>();
  private closed: CouldNotRate | undefined;

  constructor(
    private readonly port: Port,
    private readonly handlers: Handlers = {},
  ) {
    port.on('message', (message) => this.receive(message));
    for (const end of ['close', 'exit']) port.on(end, () => this.close());
  }

  readonly ask: Ask<Theirs> = (name, argument, { signal, ending, onProgress } = {}) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.closed) throw this.closed;
      const id = ++this.lastId;
      this.post({ kind: 'ask', id, name, argument });
      const end = () => this.post({ kind: 'ending', id });
      const abort = () => {
        this.post({ kind: 'signal', id });
        this.asked.get(id)?.reject(signal?.reason);
      };
      const over =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          signal?.removeEventListener('abort', abort);
          ending?.removeEventListener('abort', end);
          this.asked.delete(id);
          settle(value);
        };
      this.asked.set(id, {
        resolve: over(resolve as (value: unknown) => void),
        reject: over(reject),
        progress: (value) => onProgress?.(value as never),
      });
      signal?.addEventListener('abort', abort);
      ending?.addEventListener('abort', end);
      if (ending?.aborted) end();
    });

  /** Breaks off what is open on either side; whoever asks from now on fails, too. */
  close(
    error = new CouldNotRate('internal', 'A thread of Bouncer ended unexpectedly.', 'Try it again.'),
  ): void {
    this.closed ??= error;
    for (const { signal } of this.answering.values()) signal.abort();
    for (const { reject } of [...this.asked.values()]) reject(this.closed);
  }

  private post(message: Message): void {
    this.port.postMessage(message);
  }

  private receive(message: Message): void {
    const { id } = message;
    if (message.kind === 'ask') void this.answer(id, message.name, message.argument);
    else if (message.kind === 'progress') this.asked.get(id)?.progress(message.value);
    else if (message.kind === 'result') this.asked.get(id)?.resolve(message.value);
    else if (message.kind === 'failure') this.asked.get(id)?.reject(errorOf(message.failure));
    else this.answering.get(id)?.[message.kind].abort();
  }

  private async answer(id: number, name: string, argument: unknown): Promise<void> {
    const controllers = { signal: new AbortController(), ending: new AbortController() };
    this.answering.set(id, controllers);
    try {
      const handler = this.handlers[name] as (argument: unknown, call: Call<unknown, Theirs>) => unknown;
      const value = await handler(argument, {
        signal: controllers.signal.signal,
        ending: controllers.ending.signal,
        progress: (told) => this.post({ kind: 'progress', id, value: told }),
        ask: this.ask,
      });
      this.post({ kind: 'result', id, value });
    } catch (error) {
      const foreseen = error instanceof CouldNotRate;
      const failure = foreseen ? failureOf(error) : internalFailure('Bouncer failed.', error);
      this.post({ kind: 'failure', id, failure });
    } finally {
      this.answering.delete(id);
    }
  }
}
