import * as vscode from 'vscode';
import type { JobProgress } from '../../../bench/benchJobs.js';
import type { NamedData } from '../../../bench/data/namedData.js';
import { goldWord } from '../../../bench/report/words.js';
import type { Answer } from '../../../bench/run/answer.js';
import { taskKey } from '../../../bench/task.js';
import { grouped } from '../../../core/grouped.js';
import { CouldNotRate, type Door } from '../../../core/rating.js';
import { labelAndRisk } from '../../../core/ratingWords.js';
import type { Kit } from '../../kit.js';
import { answerText } from './answerText.js';
import { agreesToCost, type BenchCommands, plainly, queued } from './benchCommands.js';
import type { BenchThread } from './benchThread.js';
import { pathOfRun } from './runs.js';
import { askForData, wishOf } from './wish.js';

/** Most items with which the Test Explorer stays fast. */
const mostItems = 20_000;

/** `passed`: decided rightly; `skipped`: nobody knows what is right; `errored`: not rated. */
type TaskResult = 'passed' | 'failed' | 'errored' | 'skipped';

interface Shown {
  readonly data: NamedData;
  readonly doors: readonly Door[];
}

/**
 * The tasks of a data set in the Test Explorer, grouped by repository. A task passes when the rater decides rightly;
 * each run there is a run of the benchmark like any other, and stored as one.
 */
export class TaskTests implements vscode.Disposable {
  private controller: vscode.TestController | undefined;
  private shown: Shown | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly thread: BenchThread,
    private readonly commands: BenchCommands,
  ) {}

  dispose(): void {
    this.controller?.dispose();
  }

  async show(): Promise<void> {
    const asked = await askForData();
    if (!asked) return;
    await this.list(await this.commands.find(asked.given, asked.doors), asked.doors);
    await vscode.commands.executeCommand('workbench.view.testing.focus');
  }

  /** The repositories on show, each with its tasks. */
  get items(): readonly vscode.TestItem[] {
    return [...(this.controller?.items ?? [])].map(([, item]) => item);
  }

  /** Lists a data set's tasks. @throws CouldNotRate when it can't be read or has too many */
  async list(data: NamedData, doors: readonly Door[]): Promise<void> {
    const { files } = data;
    const { tasks } = await this.thread.show('Bouncer reads the data set', 'list', { files, doors });
    if (tasks.length > mostItems) {
      throw new CouldNotRate(
        'too-large',
        `${data.name} has ${tasks.length.toLocaleString()} tasks; the Test Explorer takes ${mostItems.toLocaleString()}.`,
        'Run it with "Bouncer Lab: Run BouncerBench…" instead.',
      );
    }
    this.controller ??= this.created();
    const { controller } = this;
    this.shown = { data, doors };
    const groups = grouped(tasks, ({ repository }) => repository || 'no repository');
    const items = [...groups].map(([repository, own]) => {
      const group = controller.createTestItem(`repository:${repository}`, repository);
      for (const task of own) {
        const item = controller.createTestItem(taskKey(task), task.instanceId);
        const door = doors.length > 1 ? `${task.door} door` : '';
        item.description = [door, task.agent].filter(Boolean).join(' · ');
        group.children.add(item);
      }
      return group;
    });
    controller.items.replace(items);
  }

  private created(): vscode.TestController {
    const controller = vscode.tests.createTestController('bouncer.bench', 'BouncerBench');
    controller.createRunProfile(
      'Rate',
      vscode.TestRunProfileKind.Run,
      async (request, token) => void (await this.run(request, token)),
      true,
    );
    return controller;
  }

  /** Rates what a request means. @returns what became of each task, by its key */
  async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<ReadonlyMap<string, TaskResult>> {
    const results = new Map<string, TaskResult>();
    const { shown, controller } = this;
    if (!shown || !controller) return results;
    const run = controller.createTestRun(request);
    const open = new Map(this.asked(request).map((item) => [item.id, item]));
    for (const item of open.values()) run.enqueued(item);
    try {
      await this.rate(shown, open, run, token, results);
    } catch (error) {
      const message = error instanceof CouldNotRate ? `${error.message} ${error.nextStep}` : String(error);
      for (const item of open.values()) run.errored(item, new vscode.TestMessage(message));
      open.clear();
    } finally {
      for (const item of open.values()) run.skipped(item);
      run.end();
    }
    return results;
  }

  /** The tasks that a request means: all, or those named and those below a repository, less what it excludes. */
  private asked({ include, exclude }: vscode.TestRunRequest): vscode.TestItem[] {
    const excluded = new Set(exclude?.flatMap(leaves).map(({ id }) => id));
    const roots = include ?? this.items;
    return roots.flatMap(leaves).filter(({ id }) => !excluded.has(id));
  }

  private async rate(
    { data, doors }: Shown,
    open: Map<string, vscode.TestItem>,
    run: vscode.TestRun,
    token: vscode.CancellationToken,
    results: Map<string, TaskResult>,
  ): Promise<void> {
    const { thread } = this;
    const { raters, storage } = this.kit;
    const rater = await raters.make(raters.kindFor(doors[0] ?? 'input', undefined));
    const chosen = {
      data,
      doors,
      selection: { kind: 'tasks' as const, keys: [...open.keys()] },
      ...plainly,
      concurrency: 4,
    };
    await thread.models.lend(queued(rater, chosen), async (models) => {
      const wish = wishOf(chosen, rater);
      const { settings, estimate } = await thread.do('plan', { wish, models }, { token });
      if (open.size > 1 && !(await agreesToCost(estimate, rater, settings))) return;
      for (const item of open.values()) run.started(item);
      const job = { path: pathOfRun(storage, settings), settings, models, budget: rater.budget, storage };
      const onProgress = ({ answer }: JobProgress) => {
        const key = answer && taskKey({ door: answer.door, id: answer.task });
        const item = key === undefined ? undefined : open.get(key);
        if (!answer || !item) return;
        open.delete(item.id);
        results.set(item.id, tell(run, item, answer));
      };
      await thread.do('run', { ...job, tellsAnswers: true }, { token, onProgress });
    });
  }
}

function leaves(item: vscode.TestItem): vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leaves(child));
}

function tell(run: vscode.TestRun, item: vscode.TestItem, answer: Answer): TaskResult {
  const { verdict, gold, milliseconds } = answer;
  run.appendOutput(`${answerText(answer, null).replaceAll('\n', '\r\n')}\r\n`, undefined, item);
  if (verdict.unrated) {
    const { message, nextStep } = verdict.unrated;
    run.errored(item, new vscode.TestMessage(`${message} ${nextStep}`), milliseconds);
    return 'errored';
  }
  if (!gold) {
    run.skipped(item);
    return 'skipped';
  }
  const bounced = verdict.decision === 'abstain';
  if (bounced === gold.bounce) {
    run.passed(item, milliseconds);
    return 'passed';
  }
  const message = new vscode.TestMessage(`${labelAndRisk(verdict)}. ${verdict.explanation}`);
  message.expectedOutput = goldWord(gold.bounce);
  message.actualOutput = goldWord(bounced);
  run.failed(item, message, milliseconds);
  return 'failed';
}
