import { CouldNotRate } from '../core/rating.js';
import { failureOf, internalFailure } from '../core/verdict.js';
import type { ChatModel } from '../models/chatModel.js';
import type { ModelAnswer, ModelCall } from './remoteModels.js';

/** The side that asks models for another thread: the editor's has the keys and the proxy. */
export class ModelCalls {
  private readonly open = new Map<number, Record<'abort' | 'rest', AbortController>>();

  /** @param modelOf the model of a job; undefined when the job is over */
  constructor(
    private readonly modelOf: (id: number, index: number) => ChatModel | undefined,
    private readonly answer: (message: ModelAnswer) => void,
  ) {}

  onCall(message: ModelCall): void {
    if (message.type === 'call') void this.ask(message);
    else this.open.get(message.call)?.[message.type].abort();
  }

  abortAll(): void {
    for (const { abort } of this.open.values()) abort.abort();
  }

  private async ask({ id, call, model, request }: Extract<ModelCall, { type: 'call' }>): Promise<void> {
    const abort = new AbortController();
    const rest = new AbortController();
    this.open.set(call, { abort, rest });
    try {
      const chosen = this.modelOf(id, model);
      if (!chosen) return;
      const reply = await chosen.complete(request, abort.signal, rest.signal);
      this.answer({ type: 'reply', call, reply });
    } catch (error) {
      if (!abort.signal.aborted)
        this.answer({
          type: 'reply',
          call,
          failure:
            error instanceof CouldNotRate
              ? failureOf(error)
              : internalFailure('Bouncer failed while it asked the model.', error),
        });
    } finally {
      this.open.delete(call);
    }
  }
}
