import type { CouldNotRate } from '../core/rating.js';
import { errorOf, type Failure } from '../core/verdict.js';
import { type ChatModel, type ChatReply, type ChatRequest, notAsked } from '../models/chatModel.js';

/** A model that another thread asks: in the editor, keys, consent and the proxy stay over there. */
export interface RemoteModel {
  readonly name: string;
  readonly host: string;
}

/** What a thread asks of the one that has the models. */
export type ModelCall =
  | {
      readonly type: 'call';
      /** The job that the call belongs to. */
      readonly id: number;
      readonly call: number;
      /** Index into the job's models. */
      readonly model: number;
      readonly request: ChatRequest;
    }
  | { readonly type: 'abort'; readonly call: number }
  /** The call is not to be sent, or not again; it may go on where it is under way. */
  | { readonly type: 'rest'; readonly call: number };

/** What it is answered. */
export interface ModelAnswer {
  readonly type: 'reply';
  readonly call: number;
  readonly reply?: ChatReply;
  readonly failure?: Failure;
}

interface Waiting {
  resolve(reply: ChatReply): void;
  reject(error: CouldNotRate): void;
}

/** The side that rates, and has its models asked by another thread. */
export class RemoteModels {
  private readonly calls = new Map<number, Waiting>();
  private lastCall = 0;

  constructor(private readonly send: (message: ModelCall) => void) {}

  /** @param index into the models of the job `id` */
  model(id: number, index: number, { name, host }: RemoteModel): ChatModel {
    return {
      name,
      host,
      complete: (request, signal, ending) => this.ask({ id, model: index, request }, signal, ending),
    };
  }

  onAnswer({ call, reply, failure }: ModelAnswer): void {
    if (reply) this.calls.get(call)?.resolve(reply);
    else if (failure) this.calls.get(call)?.reject(errorOf(failure));
  }

  private ask(
    asked: Pick<Extract<ModelCall, { type: 'call' }>, 'id' | 'model' | 'request'>,
    signal: AbortSignal | undefined,
    ending: AbortSignal | undefined,
  ): Promise<ChatReply> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (ending?.aborted) throw notAsked();
      const call = ++this.lastCall;
      const onEnd = () => this.send({ type: 'rest', call });
      const onAbort = () => {
        ending?.removeEventListener('abort', onEnd);
        this.calls.delete(call);
        this.send({ type: 'abort', call });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      ending?.addEventListener('abort', onEnd, { once: true });
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          signal?.removeEventListener('abort', onAbort);
          ending?.removeEventListener('abort', onEnd);
          this.calls.delete(call);
          settle(value);
        };
      this.calls.set(call, { resolve: settled(resolve), reject: settled(reject) });
      this.send({ type: 'call', call, ...asked });
    });
  }
}
