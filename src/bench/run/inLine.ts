import type { LimitFunction } from 'p-limit';
import { type ChatModel, notAsked } from '../../models/chatModel.js';

/**
 * The models for one task. It stands in line before it first asks one, and leaves when its answer is on the disk: a run
 * that is killed asks for no more answers again than may be under way.
 */
export function inLine(
  models: readonly ChatModel[],
  line: LimitFunction,
): { readonly models: ChatModel[]; leave(): void } {
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  let turn: Promise<void> | undefined;
  const comeToTurn = () =>
    new Promise<void>((begin) => {
      void line(() => {
        begin();
        return left;
      });
    });
  const waiting = models.map(
    (model): ChatModel => ({
      name: model.name,
      host: model.host,
      async complete(request, signal, ending) {
        turn ??= comeToTurn();
        await turn;
        if (ending?.aborted) throw notAsked();
        return model.complete(request, signal, ending);
      },
    }),
  );
  return { models: waiting, leave };
}
