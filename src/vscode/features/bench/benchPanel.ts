import * as vscode from 'vscode';
import type { BenchJobs } from '../../../bench/benchJobs.js';
import { reportCss } from '../../../bench/report/style.js';
import { aboutRun } from '../../../bench/run/aboutRun.js';
import type { Answer } from '../../../bench/run/answer.js';
import type { RunEnd } from '../../../bench/run/execute.js';
import { RunFolder } from '../../../bench/run/runFolder.js';
import type { RunSettings } from '../../../bench/run/runSettings.js';
import { taskKey } from '../../../bench/task.js';
import type { Door } from '../../../core/rating.js';
import { pickTarget } from '../../ask.js';
import { runCommand } from '../../commands.js';
import type { Kit } from '../../kit.js';
import { warn } from '../../notices.js';
import { WebPanel } from '../../webview/panel.js';
import { answerText } from './answerText.js';
import type { BenchThread } from './benchThread.js';
import { type FromBenchPanel, type RunView, reportFiles, type ToBenchPanel } from './protocol.js';
import { storedRuns } from './runs.js';

/** The benchmark's panel: a run while it goes on, then its report. There is one, and it shows one run. */
export class BenchPanel {
  private readonly panel: WebPanel<ToBenchPanel, FromBenchPanel>;
  private path: string | undefined;
  private view: RunView | undefined;
  private shownReport: Awaited<ReturnType<BenchJobs['report']>> | undefined;
  private stopping: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly thread: BenchThread,
  ) {
    this.panel = new WebPanel(kit, {
      viewType: 'bouncer.bench',
      title: 'BouncerBench',
      script: 'benchPanel.js',
      style: 'bench.css',
      css: reportCss,
      column: vscode.ViewColumn.Active,
      content: () => this.content(),
      onMessage: (message) => this.onMessage(message),
    });
  }

  begin(path: string, settings: RunSettings): void {
    this.path = path;
    this.shownReport = undefined;
    this.view = {
      name: settings.name,
      about: aboutRun(settings),
      share: 0,
      progress: '',
      measured: [],
      state: 'running',
      why: '',
    };
    this.panel.open();
    void this.panel.render();
  }

  /** A token that is cancelled by the notification or by the panel's own button. */
  cancellable(path: string, token: vscode.CancellationToken): vscode.CancellationToken {
    const source = new vscode.CancellationTokenSource();
    token.onCancellationRequested(() => source.cancel());
    source.token.onCancellationRequested(() => this.change(path, { state: 'ending' }));
    if (path === this.path) this.stopping = source;
    return source.token;
  }

  /** Shows the report of a complete run, or why a run ended early. */
  async end(path: string, { complete, stopped }: RunEnd): Promise<void> {
    if (path !== this.path) return;
    if (complete) return this.report(path);
    const why = stopped ? `${stopped.message} ${stopped.nextStep}` : 'It was stopped. Every answer is kept.';
    this.change(path, { state: 'ended', why });
  }

  /** Shows the report of a run, beside the other runs over the same data. */
  async report(path: string): Promise<void> {
    const stored = await storedRuns(this.kit.storage);
    const own = stored.find((run) => run.path === path);
    const data = (settings: RunSettings | undefined) =>
      JSON.stringify([settings?.doors, settings?.data.files.map(({ sha256 }) => sha256)]);
    const others = stored.filter((run) => run.path !== path && data(run.settings) === data(own?.settings));
    const paths = [path, ...others.map((run) => run.path)];
    const report = await this.thread.show('Bouncer measures the run', 'report', { paths });
    this.path = path;
    this.view = undefined;
    this.shownReport = report;
    this.panel.open();
    void this.panel.render();
  }

  /** Shows what has changed in a run, if the panel shows that run. */
  change(path: string, changed: Partial<RunView>): void {
    if (path !== this.path || !this.view) return;
    this.view = { ...this.view, ...changed };
    void this.panel.render();
  }

  private content(): ToBenchPanel | undefined {
    const { view, shownReport } = this;
    if (view) return { type: 'run', view };
    return shownReport && { type: 'report', body: shownReport.body };
  }

  private async onMessage(message: FromBenchPanel): Promise<void> {
    const { path, shownReport } = this;
    if (message.type === 'stop') this.stopping?.cancel();
    else if (path === undefined) return;
    else if (message.type === 'report') await this.report(path);
    else if (message.type === 'resume') await runCommand('bouncer.resumeBench', path);
    else if (message.type === 'open') await this.openTask(path, message.door, message.task);
    else if (message.type === 'savePlot') {
      const plot =
        shownReport && Object.hasOwn(shownReport.plots, message.plot) && shownReport.plots[message.plot];
      if (plot) await save(`${message.plot}.svg`, plot);
    } else if (message.type === 'save' && shownReport && Object.hasOwn(reportFiles, message.file)) {
      await save(`report.${message.file}`, shownReport.files[message.file]);
    }
  }

  /** Opens a task's ticket or patch, and beside it what the run says of it. */
  private async openTask(path: string, door: Door, id: string): Promise<void> {
    const { snapshots } = this.kit;
    const folder = await RunFolder.open(path);
    const key = taskKey({ door, id });
    const answer: Answer | undefined = (await folder.answers()).get(key);
    if (!answer) return;
    const file = id.replaceAll('/', '_');
    const { data, doors } = folder.settings;
    const task = await this.thread.show('Bouncer reads the task', 'read', { files: data.files, doors, key });
    const [name, text] = door === 'input' ? [`${file}.md`, task?.ticket] : [`${file}.diff`, task?.patch];
    if (text === undefined) void warn(`${id} is not in ${data.name} any more. Its rating is shown alone.`);
    else await snapshots.show(name, text, { viewColumn: vscode.ViewColumn.One, preview: true });
    await snapshots.show(`Rating of ${file}.txt`, answerText(answer, task), {
      viewColumn: vscode.ViewColumn.Beside,
      preview: true,
    });
  }
}

async function save(name: string, text: string): Promise<void> {
  const uri = await pickTarget(name);
  if (uri) await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
}
