import type { Policy } from '../../core/policy.js';
import { CouldNotRate, type Door, type UnratedCause } from '../../core/rating.js';
import type { Failure, Verdict } from '../../core/verdict.js';
import { type JudgeOptions, judgePatch, judgeTicket } from '../../raters/judge.js';
import { makeRater, type RaterServices } from '../../raters/makeRater.js';
import type { Rater } from '../../raters/rater.js';
import type { RowProblem, Task } from '../task.js';
import { taskKey } from '../task.js';
import type { Answer } from './answer.js';
import { cloneOf } from './clones.js';
import type { RunFolder, RunSettings } from './runFolder.js';
import { chosenTasks } from './selection.js';
import { isProblem, tasksOf } from './source.js';

/** How far a run is; sums are over all that is on disk, earlier sittings included. */
export interface Progress {
  readonly tasks: number;
  readonly done: number;
  readonly failed: number;
  readonly bounced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null where some price is unknown. */
  readonly dollars: number | null;
  /** Seconds of this sitting so far. */
  readonly seconds: number;
  /** Answers a second, in this sitting; 0 before the first. */
  readonly rate: number;
}

export interface RunHooks {
  /** After each answer that is on disk. */
  onAnswer?(answer: Answer, progress: Progress): void;
  onProblem?(problem: RowProblem): void;
  /** Take no new task, and finish those under way. */
  readonly ending?: AbortSignal;
  /** Break off what is under way; nothing of it is kept. */
  readonly signal?: AbortSignal;
}

/** How a run ended. It can be resumed unless it is complete. */
export interface RunEnd {
  readonly progress: Progress;
  /** Every task has an answer that need not be asked for again. */
  readonly complete: boolean;
  /** What made it end early, where something did. */
  readonly stopped: Failure | null;
  /** Rows of the data set that could not be read. */
  readonly problems: readonly RowProblem[];
}

/** Failures that a later sitting may not have; the others are answers like any, and paid for. */
const passing: readonly UnratedCause[] = [
  'cancelled',
  'timed-out',
  'forbidden',
  'no-key',
  'no-model',
  'unreachable',
  'rate-limited',
  'over-budget',
  'server-failed',
  'internal',
];

/** Failures that the next task would have, too. */
const stopping: readonly UnratedCause[] = ['no-key', 'no-model', 'over-budget', 'forbidden', 'unreachable'];

/** So many failures of the passing kind, one right after the other, end a run. */
const mostInARow = 20;

/** Tasks that are prepared while as many as the server takes are under way, so that it never waits for this side. */
const ahead = 8;

/** Whether an answer is settled: asking again would bring the same or cost twice. */
export function isSettled({ failure }: Answer): boolean {
  return failure === null || !passing.includes(failure.cause);
}

/**
 * Goes on with a run until every task has an answer: asks for what is not on disk yet, so many at a time, and writes
 * each answer before it counts.
 *
 * @throws CouldNotRate when another process writes the run, or it was begun with another rater or other data
 */
export async function executeRun(
  folder: RunFolder,
  services: RaterServices,
  hooks: RunHooks,
): Promise<RunEnd> {
  const { settings } = folder;
  const rater = raterOf(settings, services);
  const writer = await folder.write();
  try {
    const answers = await folder.answers();
    const tally = new Tally(settings.tasks, answers.values());
    const problems: RowProblem[] = [];
    const isChosen = await chosenTasks(settings.selection, settings.shard, settings.doors.length > 1, () =>
      tasksOnly(tasksOf(settings.data, settings.doors)),
    );
    const open = openTasks(settings, isChosen, answers, (problem) => {
      problems.push(problem);
      hooks.onProblem?.(problem);
    });
    const judge = judgeOf(settings, rater, hooks.signal);
    let stopped: Failure | null = null;
    let inARow = 0;
    const work = async () => {
      while (!stopped && !hooks.ending?.aborted && !hooks.signal?.aborted) {
        const { value: task, done } = await open.next();
        if (done) return;
        const answer = await answerTo(task, judge);
        if (answer.failure?.cause === 'cancelled') return;
        await writer.append(answer);
        tally.add(answer);
        hooks.onAnswer?.(answer, tally.progress());
        inARow = isSettled(answer) ? 0 : inARow + 1;
        const { failure } = answer;
        if (failure && (stopping.includes(failure.cause) || inARow >= mostInARow)) stopped ??= failure;
      }
    };
    const width = settings.models.length === 0 ? 1 : settings.concurrency + ahead;
    await Promise.all(Array.from({ length: width }, work));
    return { progress: tally.progress(), complete: tally.isComplete(), stopped, problems };
  } finally {
    await writer.close();
  }
}

/** The rater of a run, which must be the one that it was begun with. */
function raterOf(settings: RunSettings, services: RaterServices): Rater {
  const rater = makeRater(settings.choice, services);
  const { name, version } = rater.identity;
  if (name !== settings.rater.name || version !== settings.rater.version) {
    throw new CouldNotRate(
      'forbidden',
      `The run was begun with ${settings.rater.name} ${settings.rater.version}, and this is ${name} ${version}.`,
      `Use Bouncer ${settings.bouncer}, or run it anew.`,
    );
  }
  return rater;
}

async function* tasksOnly(rows: AsyncIterable<Task | RowProblem>): AsyncGenerator<Task> {
  for await (const row of rows) if (!isProblem(row)) yield row;
}

/** The chosen tasks that have no settled answer. */
async function* openTasks(
  { data, doors }: RunSettings,
  isChosen: (task: Task) => boolean,
  answers: ReadonlyMap<string, Answer>,
  onProblem: (problem: RowProblem) => void,
): AsyncGenerator<Task, undefined> {
  for await (const row of tasksOf(data, doors)) {
    if (isProblem(row)) onProblem(row);
    else if (isChosen(row)) {
      const answer = answers.get(taskKey(row));
      if (!answer || !isSettled(answer)) yield row;
    }
  }
  return undefined;
}

function judgeOf(
  settings: RunSettings,
  rater: Rater,
  signal: AbortSignal | undefined,
): (task: Task) => Promise<Verdict> {
  const { minimumCoverage, thresholds, baseRate, repositories } = settings;
  const policyAt = (door: Door): Policy => ({
    threshold: thresholds[door],
    minimumCoverage,
    failOpen: false,
  });
  return async (task) => {
    const repository = await cloneOf(repositories, task);
    const options: JudgeOptions = {
      rater,
      policy: policyAt(task.door),
      ...(baseRate !== null && { baseRate }),
      ...(repository && { repository }),
      ...(signal && { signal }),
    };
    const ticket = { text: task.ticket, source: task.id };
    return task.door === 'input'
      ? judgeTicket(ticket, options)
      : judgePatch({ text: task.patch, source: task.id, ...(task.ticket !== '' && { ticket }) }, options);
  };
}

async function answerTo(task: Task, judge: (task: Task) => Promise<Verdict>): Promise<Answer> {
  const start = performance.now();
  const { decision, rating, failure } = await judge(task);
  return {
    door: task.door,
    task: task.id,
    instanceId: task.instanceId,
    repository: task.repository,
    agent: task.agent,
    gold: task.gold,
    ticketLength: task.ticket.length,
    patchLength: task.patch.length,
    decision,
    rating: rating
      ? {
          label: rating.label,
          labelProbabilities: rating.labelProbabilities ?? null,
          bounceProbability: rating.bounceProbability,
          probabilitySource: rating.probabilitySource,
          explanation: rating.explanation,
          findings: rating.findings,
          questions: rating.questions,
          usage: rating.usage ?? null,
          trace: rating.trace ?? [],
        }
      : null,
    failure: failure ?? null,
    milliseconds: Math.round(performance.now() - start),
    at: new Date().toISOString(),
  };
}

/** Adds up what a run's answers say. */
class Tally {
  private readonly answers = new Map<string, Answer>();
  private readonly start = performance.now();
  private done = 0;
  private failed = 0;
  private unsettled = 0;
  private bounced = 0;
  private inputTokens = 0;
  private outputTokens = 0;
  private dollars: number | null = 0;
  private now = 0;

  constructor(
    private readonly tasks: number,
    earlier: Iterable<Answer>,
  ) {
    for (const answer of earlier) this.add(answer);
    this.now = 0;
  }

  add(answer: Answer): void {
    const key = taskKey({ door: answer.door, id: answer.task });
    const before = this.answers.get(key);
    if (before) this.count(before, -1);
    this.answers.set(key, answer);
    this.count(answer, 1);
    this.now++;
    const { usage } = answer.rating ?? {};
    if (!usage) return;
    this.inputTokens += usage.inputTokens;
    this.outputTokens += usage.outputTokens;
    this.dollars = this.dollars === null || usage.dollars === undefined ? null : this.dollars + usage.dollars;
  }

  isComplete(): boolean {
    return this.done >= this.tasks && this.unsettled === 0;
  }

  progress(): Progress {
    const { tasks, done, failed, bounced, inputTokens, outputTokens, dollars } = this;
    const seconds = (performance.now() - this.start) / 1_000;
    return {
      tasks,
      done,
      failed,
      bounced,
      inputTokens,
      outputTokens,
      dollars,
      seconds,
      rate: this.now / seconds,
    };
  }

  private count(answer: Answer, by: number): void {
    this.done += by;
    if (answer.failure) this.failed += by;
    if (!isSettled(answer)) this.unsettled += by;
    if (answer.decision.outcome === 'abstain') this.bounced += by;
  }
}
