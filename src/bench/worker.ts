import { parentPort } from 'node:worker_threads';
import { saveCalibration } from '../calibration/calibrationFiles.js';
import { CouldNotRate, doors } from '../core/rating.js';
import { speakIn } from '../core/surface.js';
import { failureOf, internalFailure } from '../core/verdict.js';
import { Spending } from '../raters/chat/spending.js';
import { RemoteModels } from '../raters/remoteModels.js';
import { fit, policy, ratersIn } from './calibrationJobs.js';
import type { HubProgress } from './data/hub.js';
import { namedData } from './data/namedData.js';
import type { Measured, Measurement } from './measurement.js';
import { measure } from './measures.js';
import { metricOf } from './metrics/registry.js';
import { buildReport } from './report/buildReport.js';
import { reportFiguresCsv, reportTasksCsv } from './report/csv.js';
import { figureText, intervalText } from './report/figureWords.js';
import { reportMarkdown } from './report/markdown.js';
import { reportBody, reportHtml } from './report/page.js';
import { doorPlots, plotFile, sharedPlots } from './report/plots.js';
import { latestAnswers, scoredOf } from './report/scoredOf.js';
import { runForReport } from './run/aboutRun.js';
import type { Answer } from './run/answer.js';
import { executeRun, type RunHooks } from './run/execute.js';
import { checkData, newRun } from './run/newRun.js';
import { RunFolder } from './run/runFolder.js';
import { tasksOf } from './run/source.js';
import { exportSubmission } from './submission.js';
import { taskKey } from './task.js';
import type { FromBench, JobKind, Jobs, TaskName, ToBench } from './workerProtocol.js';

// The bench's own thread in the editor: reading data sets, rating, measuring and rendering happen here.

speakIn('editor');

const controllers = new Map<
  number,
  { readonly ending: AbortController; readonly aborting: AbortController }
>();

function send(message: FromBench): void {
  parentPort?.postMessage(message);
}

const remote = new RemoteModels(send);

type Job<Kind extends JobKind> = (
  asked: Jobs[Kind]['asked'],
  id: number,
  signals: Required<Pick<RunHooks, 'ending' | 'signal'>>,
) => Promise<Jobs[Kind]['result']>;

const jobs: { readonly [Kind in JobKind]: Job<Kind> } = {
  find: ({ given, doors, mirror, cache }, id, { ending }) =>
    namedData(given, doors, {
      revision: 'main',
      mirror: mirror === '' ? undefined : mirror,
      cacheDirectory: cache,
      signal: ending,
      onProgress: (progress) => send({ type: 'note', id, text: fetchText(progress) }),
    }),

  async list({ files, doors }) {
    const problems: string[] = [];
    const tasks: TaskName[] = [];
    const rows = tasksOf({ files }, doors, ({ message }) => problems.push(message));
    for await (const { id, door, instanceId, repository, agent } of rows) {
      tasks.push({ id, door, instanceId, repository, agent });
    }
    return { tasks, problems };
  },

  async read({ files, doors, key }) {
    for await (const task of tasksOf({ files }, doors)) if (taskKey(task) === key) return task;
    return null;
  },

  plan({ wish, models }) {
    const services = {
      models: models.map((model, i) => remote.model(0, i, model)),
      spending: new Spending({}, undefined),
    };
    return newRun(wish, services);
  },

  async run({ path, settings, models, budget, storage, endpoint }, id, { ending, signal }) {
    const folder = settings ? await RunFolder.create(path, settings) : await RunFolder.open(path);
    await checkData(folder.settings);
    const live = liveFigures(id, [...(await folder.answers()).values()]);
    const services = (spent: number) => ({
      models: models.map((model, i) => remote.model(id, i, model)),
      spending: new Spending(budget, storage, spent),
      endpoint,
    });
    const end = await executeRun(folder, await folder.write(), services, {
      ending,
      signal,
      onAnswer: (answer) => {
        send({ type: 'answer', id, answer });
        live.add(answer);
      },
      onProgress: paced((progress) => send({ type: 'progress', id, progress })),
      onNote: (text) => send({ type: 'note', id, text }),
    });
    send({ type: 'progress', id, progress: end.progress });
    live.show();
    return end;
  },

  async report({ paths }) {
    const folders = await Promise.all(paths.map((path) => RunFolder.open(path)));
    const report = buildReport(await Promise.all(folders.map(runForReport)));
    const plots = [...report.doors.flatMap(doorPlots), ...sharedPlots(report)];
    return {
      body: reportBody(report, { interactive: true }),
      plots: Object.fromEntries(plots.map((plot) => [plot.id, plotFile(plot)])),
      files: {
        html: reportHtml(report),
        md: reportMarkdown(report),
        json: `${JSON.stringify(report, null, 2)}\n`,
        csv: reportFiguresCsv(report),
        'tasks.csv': reportTasksCsv(report),
      },
    };
  },

  fit,
  save: ({ directory, fitted }) => saveCalibration(directory, fitted),
  raters: ratersIn,
  policy,

  async export({ path, entrant, out }) {
    await exportSubmission(await RunFolder.open(path), entrant, out);
    return null;
  },
};

/** Milliseconds between two messages on the progress. */
const lively = 200;
/** Milliseconds between two measurements of a run that goes on. */
const measuring = 2_000;
/** Rows that the draws of such a measurement go over at most, all together. */
const mostDrawn = 2_000_000;

function paced<Value>(show: (value: Value) => void): (value: Value) => void {
  let shown = Number.NEGATIVE_INFINITY;
  return (value) => {
    if (performance.now() - shown < lively) return;
    shown = performance.now();
    show(value);
  };
}

/** Measures the answers that are there, now and then. */
function liveFigures(id: number, answers: Answer[]): { add(answer: Answer): void; show(): void } {
  let shown = performance.now();
  const show = () => {
    const measured = doors.flatMap((door) => {
      const { scored, missing } = scoredOf(latestAnswers(answers, door));
      const draws = Math.min(1_000, Math.floor(mostDrawn / Math.max(1, scored.length)));
      return scored.length === 0 ? [] : [inWords(measure(door, scored, { draws, missing }))];
    });
    send({ type: 'measured', id, measured });
    shown = performance.now();
  };
  return {
    add(answer) {
      answers.push(answer);
      if (performance.now() - shown > measuring) show();
    },
    show,
  };
}

function inWords({ door, tasks, figures }: Measurement): Measured {
  const rows = figures.map(({ id, value, ...interval }) => ({
    title: metricOf(id).title,
    value: figureText(id, value),
    interval: intervalText(id, interval),
  }));
  return { door, tasks, rows };
}

function fetchText({ file, receivedBytes, totalBytes }: HubProgress): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const of = totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`;
  return `Fetching ${file}: ${megabytes(receivedBytes)}${of} MB`;
}

async function work<Kind extends JobKind>(
  kind: Kind,
  asked: Jobs[Kind]['asked'],
  id: number,
): Promise<FromBench> {
  const ending = new AbortController();
  const aborting = new AbortController();
  controllers.set(id, { ending, aborting });
  try {
    const job: Job<Kind> = jobs[kind];
    const result = await job(asked, id, { ending: ending.signal, signal: aborting.signal });
    return { type: 'done', id, result };
  } catch (error) {
    const failure =
      error instanceof CouldNotRate ? failureOf(error) : internalFailure('The benchmark failed.', error);
    return { type: 'failed', id, failure };
  } finally {
    controllers.delete(id);
  }
}

parentPort?.on('message', async (message: ToBench) => {
  if (message.type === 'reply') remote.onAnswer(message);
  else if (message.type === 'job') send(await work(message.kind, message.asked, message.id));
  else {
    controllers.get(message.id)?.ending.abort();
    if (message.type === 'abort') controllers.get(message.id)?.aborting.abort();
  }
});
