import { join } from 'node:path';
import * as vscode from 'vscode';
import type { JobProgress } from '../../../bench/benchJobs.js';
import { counted } from '../../../bench/report/words.js';
import type { Estimate } from '../../../bench/run/plan.js';
import { progressText } from '../../../bench/run/progressText.js';
import { rulesText } from '../../../bench/run/ruleWords.js';
import type { RunSettings } from '../../../bench/run/runSettings.js';
import type { Door } from '../../../core/rating.js';
import { money } from '../../../core/ratingWords.js';
import type { ChatModel } from '../../../models/chatModel.js';
import { queuedModel } from '../../../models/queuedModel.js';
import { askForNumber, pick } from '../../ask.js';
import { nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { agrees, inform, warn } from '../../notices.js';
import { underNotification } from '../../progress.js';
import type { ChosenKind, ChosenRater } from '../../raters.js';
import { setting } from '../../settings.js';
import { pickRaterKind } from '../raters/commands.js';
import type { BenchPanel } from './benchPanel.js';
import type { BenchThread } from './benchThread.js';
import { finished, pathOfRun, pickRun, startOne, storedRuns } from './runs.js';
import { askForBudget, askForData, askForSelection, type Chosen, wishOf } from './wish.js';

/** The commands that run BouncerBench, resume a run, and show and export its results. */
export class BenchCommands {
  constructor(
    private readonly kit: Kit,
    private readonly thread: BenchThread,
    private readonly panel: BenchPanel,
  ) {}

  /** Asks for data set, door, rater, tasks, concurrency and budget, says what it costs, and runs. */
  async run(): Promise<void> {
    const asked = await askForData();
    if (!asked) return;
    const kind = await pickRaterKind(this.kit, 'Run BouncerBench: Rater');
    if (!kind) return;
    const selection = await askForSelection();
    if (!selection) return;
    const rater = await this.kit.raters.make(kind);
    const how = rater.models.length === 0 ? plainly : await askHow(kind);
    if (!how) return;
    const data = await this.find(asked.given, asked.doors);
    const wish = wishOf({ data, doors: asked.doors, selection, ...how }, rater);
    const { thread } = this;
    const { settings, estimate } = await thread.models.lend(rater.models, (models) =>
      thread.show('Bouncer reads the data set', 'plan', { wish, models }),
    );
    const { problems, firstProblem } = estimate;
    if (problems > 0) {
      void warn(`${counted(problems, 'row')} ${problems === 1 ? 'is' : 'are'} left out. ${firstProblem}`);
    }
    if (!(await agreesToCost(estimate, rater, settings))) return;
    await this.work(pathOfRun(this.kit.storage, settings), settings, rater, true);
  }

  /** Resumes a run, which the person picks unless it is named. */
  async resume(path?: string): Promise<void> {
    const runs = await storedRuns(this.kit.storage);
    const open = runs.filter(({ settled, settings }) => settled < settings.tasks);
    if (open.length === 0) throw nothing('There is no unfinished run.', startOne);
    const named = open.find((run) => run.path === path);
    const run = named ?? (await pickRun(open, 'Resume BouncerBench Run'));
    if (!run) return;
    const { settings } = run;
    const kind = settings.baseUrl === null && settings.models.length > 0 ? 'editor' : settings.choice.kind;
    await this.work(run.path, settings, await this.kit.raters.make(kind), false);
  }

  /** Shows the report of a run, which the person picks unless it is named. */
  async report(path?: string): Promise<void> {
    const runs = await storedRuns(this.kit.storage);
    if (runs.length === 0) throw nothing('There is no run yet.', startOne);
    const run = runs.find((one) => one.path === path) ?? (await pickRun(runs, 'BouncerBench Report'));
    if (run) await this.panel.report(run.path);
  }

  async export(): Promise<void> {
    const run = await pickRun(await finished(this.kit.storage), 'Export BouncerBench Submission');
    if (!run) return;
    const name = await vscode.window.showInputBox({
      title: 'Name on the Leaderboard',
      value: run.settings.rater.name,
      validateInput: (text) => (text.trim() === '' ? 'A name, please' : undefined),
    });
    if (name === undefined) return;
    const [folder] =
      (await vscode.window.showOpenDialog({
        title: 'Folder of the Submission',
        openLabel: 'Export Here',
        canSelectFolders: true,
        canSelectFiles: false,
      })) ?? [];
    if (!folder) return;
    const entrant = { name, oss: false, site: '', icon: '' };
    const asked = { path: run.path, entrant, out: folder.fsPath };
    await this.thread.show('Bouncer exports the run', 'export', asked);
    const open = 'Show config.yaml';
    const words = `The submission is in ${folder.fsPath}. Fill in site, icon and oss in its config.yaml.`;
    void inform(words, open).then((picked) => {
      if (picked === open) void vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'config.yaml'));
    });
  }

  find(given: readonly string[], doors: readonly Door[]) {
    const mirror = setting('bench.mirror').trim();
    const cache = join(this.kit.storage, 'data');
    return this.thread.show('Bouncer', 'find', { given, doors, mirror, cache });
  }

  private async work(path: string, settings: RunSettings, rater: ChosenRater, isNew: boolean): Promise<void> {
    const { thread, panel } = this;
    const { raters, storage } = this.kit;
    const [model = ''] = settings.models;
    const endpoint = settings.batch ? await (await raters.models()).endpoint(model) : undefined;
    panel.begin(path, settings);
    const end = await underNotification(`BouncerBench: ${settings.rater.name}`, (token, notification) => {
      let shown = 0;
      const onProgress = ({ progress, measured, note }: JobProgress) => {
        if (progress) {
          const share = progress.tasks === 0 ? 1 : progress.done / progress.tasks;
          const message = progressText(progress);
          notification.report({ message, increment: 100 * (share - shown) });
          shown = share;
          panel.change(path, { share, progress: message });
        }
        if (measured) panel.change(path, { measured });
        if (note !== undefined) notification.report({ message: note });
      };
      const job = {
        path,
        settings: isNew ? settings : undefined,
        budget: { ...rater.budget, perRun: settings.budget ?? undefined },
        storage,
        endpoint,
        tellsAnswers: true,
      };
      const options = { token: panel.cancellable(path, token), onProgress };
      // From the settings, not from the run's folder: if the two differ, the run can't go on.
      return thread.models.lend(queued(rater, settings), (models) =>
        thread.do('run', { ...job, models }, options),
      );
    });
    await panel.end(path, end);
  }
}

/** Whether the person agrees to what a run costs; one that sends nothing needs no agreement. */
export async function agreesToCost(
  { tasks, inputTokens, dollars }: Estimate,
  { models }: ChosenRater,
  settings: RunSettings,
): Promise<boolean> {
  if (models.length === 0) return true;
  const cost = dollars
    ? `About ${money(dollars.likely)}; ${money(dollars.most)} if every answer were as long as allowed.`
    : 'The cost is not known: the setting bouncer.chat.prices has no price for the model.';
  const where = models.map(({ name, host }) => `${name} at ${host}`).join(', ');
  const detail = `About ${counted(inputTokens, 'token')}. ${cost}\n${rulesText(settings)}`;
  return agrees(`Send ${counted(tasks, 'task')} to ${where}?`, detail, 'Run');
}

export const plainly = { concurrency: 1, budget: null, batch: false };

/** The models, each with at most as many requests under way as a run's settings say. An answer makes room at once. */
export function queued(
  { models }: Pick<ChosenRater, 'models'>,
  { concurrency }: Pick<RunSettings, 'concurrency'>,
): ChatModel[] {
  return models.map((model) => queuedModel(model, concurrency));
}

async function askHow(
  kind: ChosenKind,
): Promise<Pick<Chosen, 'concurrency' | 'budget' | 'batch'> | undefined> {
  const budget = await askForBudget();
  if (budget === undefined) return undefined;
  if (kind === 'chat') {
    const batch = await pick('Run BouncerBench: How', [
      ['Now', false, 'one request for each answer'],
      ['In Batches', true, "through the server's Batch API: about half the price, up to a day"],
    ]);
    if (batch === undefined) return undefined;
    if (batch) return { concurrency: 1, budget, batch: true };
  }
  const concurrency = await askForNumber('Run BouncerBench: Requests at the Same Time', '4', 1, 64);
  return concurrency === undefined ? undefined : { concurrency, budget, batch: false };
}
