import type { Ask, Call } from '../channel/channel.js';
import { type ChatModel, type ChatReply, type ChatRequest, notAsked } from './chatModel.js';

/** A model that the other side of a channel asks: keys, consent and the proxy stay over there. */
export interface RemoteModel {
  readonly id: number;
  readonly name: string;
  readonly host: string;
}

/** What the side that has the models does for the side that rates. */
export type ModelHandlers = LentModels['handlers'];

/** The models that one side asks for the other, each as long as it is lent. */
export class LentModels {
  private readonly models = new Map<number, ChatModel>();
  private lastId = 0;

  readonly handlers = {
    complete: (
      { id, request }: { readonly id: number; readonly request: ChatRequest },
      { signal, ending }: Call,
    ): Promise<ChatReply> => {
      const model = this.models.get(id);
      if (!model) throw notAsked();
      return model.complete(request, signal, ending);
    },
  };

  /** Lends models for as long as an action takes. */
  async lend<Result>(
    models: readonly ChatModel[],
    action: (lent: readonly RemoteModel[]) => PromiseLike<Result>,
  ): Promise<Result> {
    const lent = models.map((model) => {
      const id = ++this.lastId;
      this.models.set(id, model);
      return { id, name: model.name, host: model.host };
    });
    try {
      return await action(lent);
    } finally {
      for (const { id } of lent) this.models.delete(id);
    }
  }
}

/** A model that the other side has, to be asked like one of this side. */
export function remoteModel({ id, name, host }: RemoteModel, ask: Ask<ModelHandlers>): ChatModel {
  return {
    name,
    host,
    complete: (request, signal, ending) => ask('complete', { id, request }, { signal, ending }),
  };
}
