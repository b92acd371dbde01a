import { setImmediate } from 'node:timers/promises';
import type { ChatModel } from '../../models/chatModel.js';
import type { BatchRun } from './batchRun.js';

/** How a runner rates its tasks in batches. */
export interface BatchWork<Task, Result> {
  /** The task's own name among all of the run, the same after a restart: door and id. */
  key(task: Task): string;
  /**
   * Rates a task with the model given: the same road as live, from evidence to decision, for example
   * `rate(ticket, { rater: new ChatRater({ model, spending: new Spending({}, undefined) }, settings), policy })`.
   * It is called once a round until all answers are there, so it must ask the same of the same task; its results are
   * thrown away until then. The rater has no budget of its own (`BatchOptions` has), and `batchPrices` in its settings.
   */
  rate(task: Task, model: ChatModel): Promise<Result>;
  /** A task has its result: the first and only one. It may be a failure, in the words of the live path. */
  done(task: Task, result: Result): Promise<void> | void;
}

/**
 * Rates tasks with a chat rater in rounds of batches. In each, every open task is rated; a request that no batch has
 * answered ends its rating and is noted. What was noted is submitted and waited for; then the next round begins, and
 * finds the answers. Most tasks take one batch, those near the threshold (more samples) or with a malformed answer
 * (a repair) one or two more. Agentic raters, which ask one question after another, are refused by the model.
 *
 * When the signal is aborted, batches go on at the server; calling this again with the same folder goes on with them.
 *
 * @throws CouldNotRate when the run can't go on; whatever was answered until then has been handed to `done`. An
 * AbortError when cancelled.
 */
export async function batchRounds<Task, Result>(
  run: BatchRun,
  tasks: readonly Task[],
  work: BatchWork<Task, Result>,
  signal?: AbortSignal,
): Promise<void> {
  let open = tasks;
  let stopped: unknown;
  /** What is under way can't be fetched now. */
  let outOfReach = false;
  /** Runs a step; its error stops the run, but only after what is under way is kept. */
  const unlessStopped = async (step: () => Promise<void>) => {
    if (stopped !== undefined) return;
    try {
      await step();
    } catch (error) {
      signal?.throwIfAborted();
      stopped = error;
    }
  };
  await run.resume(signal);
  for (;;) {
    const left: Task[] = [];
    for (const task of open) {
      signal?.throwIfAborted();
      // A rating from stored answers may never leave this turn of the event loop; a cancel must be heard.
      await setImmediate();
      const model = run.modelFor(work.key(task));
      const result = await work.rate(task, model).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      // A rating that was cancelled is no result.
      signal?.throwIfAborted();
      if (model.deferred) {
        left.push(task);
        await unlessStopped(async () => {
          for (const missing of model.missing) await run.add(missing, signal);
        });
      } else if ('error' in result) throw result.error;
      else await work.done(task, result.value);
    }
    open = left;
    await unlessStopped(() => run.submit(signal));
    if (!run.isUnderWay || outOfReach) break;
    try {
      await run.settle(signal);
    } catch (error) {
      signal?.throwIfAborted();
      stopped ??= error;
      outOfReach = run.isUnderWay;
    }
  }
  if (stopped !== undefined) throw stopped;
}
