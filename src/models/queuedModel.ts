import pLimit from 'p-limit';
import { type ChatModel, notAsked } from './chatModel.js';

/** A model that is asked for so many answers at the same time at most; further requests wait in line. */
export function queuedModel(model: ChatModel, width: number): ChatModel {
  const limit = pLimit(width);
  return {
    name: model.name,
    host: model.host,
    complete: (request, signal, ending) =>
      limit(() => {
        if (ending?.aborted) throw notAsked();
        return model.complete(request, signal, ending);
      }),
  };
}
