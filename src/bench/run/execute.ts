import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';
import { CouldNotRate, type UnratedCause } from '../../core/rating.js';
import { failureOf, type Unrated, type Verdict } from '../../core/verdict.js';
import type { Endpoint } from '../../models/openaiModel.js';
import { Spending } from '../../models/spending.js';
import type { RaterServices } from '../../raters/rater.js';
import type { RowProblem } from '../../rows/row.js';
import { batchPrices } from '../batch/batchPrices.js';
import { batchRounds } from '../batch/batchRounds.js';
import { type BatchProgress, BatchRun } from '../batch/batchRun.js';
import { type Task, taskKey } from '../task.js';
import { type Answer, answerOf } from './answer.js';
import { inLine } from './inLine.js';
import { engineFor, rateTask } from './rateTask.js';
import type { RunFolder } from './runFolder.js';
import type { RunSettings } from './runSettings.js';
import { chosenTasks } from './selection.js';
import { tasksOf } from './source.js';
import { isSettled, type Progress, Tally } from './tally.js';
import { warmUp } from './warmUp.js';

export interface RunHooks {
  /** What earlier sittings have left. */
  onEarlier?(answers: Iterable<Answer>): void;
  /** After each answer that is on disk. */
  onAnswer?(answer: Answer): void;
  onProgress?(progress: Progress): void;
  /** Something that the person should know and that stopped nothing, in a sentence. */
  onNote?(text: string): void;
  /** Ask nothing new, and finish what is under way. */
  readonly ending?: AbortSignal;
  /** Break off what is under way; nothing of it is kept. */
  readonly signal?: AbortSignal;
}

/** What a run reaches its models by. */
export interface RunServices extends RaterServices {
  /** The server, for a run in batches. */
  readonly endpoint?: Endpoint;
}

/** How a sitting of a run ended. The run can be resumed unless it is complete. */
export interface RunEnd {
  readonly progress: Progress;
  /** Every task has an answer that need not be asked for again. */
  readonly complete: boolean;
  /** What made it end early, where something did. */
  readonly stopped: Unrated | null;
  /** Why the last task of this sitting that has no rating has none; null where all have one. */
  readonly lastFailure: Unrated | null;
  /** Rows of the data set that could not be read. */
  readonly problems: readonly RowProblem[];
}

/** Failures that the next task would have, too. */
const stopping: readonly UnratedCause[] = ['no-key', 'no-model', 'over-budget', 'forbidden', 'unreachable'];

/** Failures that the task's own text is to blame for; they say nothing of the next task. */
const ofTheText: readonly UnratedCause[] = ['empty', 'not-text', 'malformed'];

/** Other failures in a row that end a sitting. */
const mostInARow = 20;

/**
 * Continues a run until every task has an answer: asks for what is not on disk yet, and writes each answer before
 * it counts.
 *
 * @param services makes what the rater works with, told how many US dollars the run has cost already
 * @throws CouldNotRate when the run was begun with another rater, its data set can't be read, or another process
 *   writes it
 */
export async function executeRun(
  folder: RunFolder,
  services: (spent: number) => RunServices,
  hooks: RunHooks,
): Promise<RunEnd> {
  const writer = await folder.write();
  try {
    const { settings } = folder;
    const answers = await folder.answers((damaged) => hooks.onNote?.(damaged));
    hooks.onEarlier?.(answers.values());
    const tally = new Tally(settings.tasks, answers.values());
    const problems: RowProblem[] = [];
    const open = openTasks(settings, answers, (problem) => problems.push(problem));
    let lastFailure: Unrated | null = null;
    const keep = async (answer: Answer) => {
      await writer.append(answer);
      tally.add(answer);
      lastFailure = answer.verdict.unrated ?? lastFailure;
      hooks.onAnswer?.(answer);
      hooks.onProgress?.(tally.progress());
    };
    hooks.onProgress?.(tally.progress());
    const parts = services(tally.spent);
    const rate = settings.batch ? rateInBatches : rateLive;
    const stopped = await rate(folder, open, parts, keep, hooks);
    await folder.keepProblems(problems.map(({ message }) => message));
    return { progress: tally.progress(), complete: tally.isComplete, stopped, lastFailure, problems };
  } finally {
    await writer.close();
  }
}

/** The chosen tasks that have no settled answer. */
async function* openTasks(
  { data, doors, selection, shard }: RunSettings,
  answers: ReadonlyMap<string, Answer>,
  onProblem: (problem: RowProblem) => void,
): AsyncGenerator<Task, undefined> {
  const isChosen = await chosenTasks(selection, shard, doors.length > 1, () => tasksOf(data, doors));
  for await (const task of tasksOf(data, doors, onProblem)) {
    const answer = answers.get(taskKey(task));
    if (isChosen(task) && !(answer && isSettled(answer))) yield task;
  }
  return undefined;
}

type Rate = (
  folder: RunFolder,
  open: AsyncGenerator<Task, undefined>,
  services: RunServices,
  keep: (answer: Answer) => Promise<void>,
  hooks: RunHooks,
) => Promise<Unrated | null>;

/** Asks for as many answers at the same time as the settings say. */
const rateLive: Rate = async ({ settings }, open, services, keep, { ending, signal }) => {
  engineFor(settings, services);
  // Ends the sitting: for the person, and for what the next task would fail by, too.
  const resting = new AbortController();
  ending?.addEventListener('abort', () => resting.abort(), { once: true });
  if (ending?.aborted) resting.abort();
  // Each request under way listens.
  setMaxListeners(0, resting.signal, ...(signal ? [signal] : []));
  if (settings.models.length > 0) await warmUp();
  let stopped: Unrated | null = null;
  let inARow = 0;
  const line = pLimit(settings.concurrency);
  const turn = pLimit(1);
  const work = async () => {
    while (!resting.signal.aborted && !signal?.aborted) {
      const { value: task, done } = await open.next();
      if (done) return;
      // Answers and their next requests come before one more task is prepared.
      await turn(() => setImmediate());
      const start = performance.now();
      const signals = { ending: resting.signal, signal };
      const { models, leave } = inLine(services.models, line);
      const engine = engineFor(settings, { ...services, models });
      const answer = answerOf(task, await rateTask(engine, settings, task, signals), start);
      const failure = answer.verdict.unrated;
      if (failure?.cause === 'cancelled') return leave();
      await keep(answer).finally(leave);
      if (!failure) inARow = 0;
      else if (!ofTheText.includes(failure.cause)) inARow++;
      if (failure && (stopping.includes(failure.cause) || inARow >= mostInARow)) {
        stopped ??= failure;
        resting.abort();
      }
    }
  };
  // While the server works on as many as it takes, as many are prepared, so that it never waits for this side.
  const width = settings.models.length === 0 ? 1 : 2 * settings.concurrency;
  await Promise.all(Array.from({ length: width }, work));
  return stopped;
};

/** Hands all requests to the server at once, and comes back for the answers. */
const rateInBatches: Rate = async ({ path, settings }, open, services, keep, hooks) => {
  const { choice } = settings;
  const { endpoint, spending } = services;
  if (!endpoint) throw new Error('A run in batches has a server.');
  engineFor(settings, services);
  const tasks: Task[] = [];
  for await (const task of open) tasks.push(task);
  const prices = batchPrices(choice.chat.prices);
  const priced = { ...settings, choice: { ...choice, chat: { ...choice.chat, prices } } };
  const run = await BatchRun.open({
    endpoint,
    directory: path,
    spending,
    prices,
    onProgress: (progress) => hooks.onNote?.(batchText(progress)),
    onNote: (note) => hooks.onNote?.(note),
  });
  const signal = AbortSignal.any([hooks.ending, hooks.signal].filter((one) => one !== undefined));
  const start = performance.now();
  try {
    await batchRounds<Task, Verdict>(
      run,
      tasks,
      {
        key: taskKey,
        rate: (task, model) => {
          const parts = { models: [model], spending: new Spending({}, undefined) };
          return rateTask(engineFor(priced, parts), settings, task);
        },
        done: (task, verdict) => keep(answerOf(task, verdict, start)),
      },
      signal,
    );
    return null;
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof CouldNotRate) return failureOf(error);
    throw error;
  } finally {
    await run.close();
  }
};

function batchText({ state, total, submitted, done, failed }: BatchProgress): string {
  const number = (value: number) => value.toLocaleString('en');
  const refused = failed > 0 ? `, ${number(failed)} failed` : '';
  return `Batch (${state}): ${number(submitted)} of ${number(total)} requests submitted, ${number(done)} answered${refused}.`;
}
