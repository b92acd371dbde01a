import { saveCalibration } from '../calibration/calibrationFiles.js';
import type { FittedCalibration } from '../calibration/calibrationText.js';
import type { Call } from '../channel/channel.js';
import { type Door, doors } from '../core/rating.js';
import type { Endpoint } from '../models/openaiModel.js';
import { type ModelHandlers, type RemoteModel, remoteModel } from '../models/remoteModel.js';
import { type Budget, Spending } from '../models/spending.js';
import { fit, policy, ratersIn } from './calibrationJobs.js';
import type { HubProgress } from './data/hub.js';
import { type NamedData, namedData } from './data/namedData.js';
import type { Measured } from './measurement.js';
import { type Measurement, measure } from './measures.js';
import { metricOf } from './metrics/registry.js';
import { figureText, intervalText } from './report/figureWords.js';
import { reportFormats } from './report/formats.js';
import { reportBody } from './report/page.js';
import { doorPlots, plotFile, sharedPlots } from './report/plots.js';
import { buildReport } from './report/report.js';
import { latestAnswers, scoredOf } from './report/scoredOf.js';
import { runForReport } from './run/aboutRun.js';
import type { Answer } from './run/answer.js';
import { executeRun } from './run/execute.js';
import { checkData, newRun, type RunWish } from './run/newRun.js';
import { RunFolder } from './run/runFolder.js';
import type { RunSettings } from './run/runSettings.js';
import { tasksOf } from './run/source.js';
import type { Progress } from './run/tally.js';
import { warmUp } from './run/warmUp.js';
import { type Entrant, exportSubmission } from './submission.js';
import { type Task, taskKey } from './task.js';

/** A task as a list shows it, without its texts. */
export type TaskName = Pick<Task, 'id' | 'door' | 'instanceId' | 'repository' | 'agent'>;

/** What a job tells while it works. */
export interface JobProgress {
  readonly progress?: Progress;
  readonly answer?: Answer;
  readonly measured?: readonly Measured[];
  /** Something that the person should know and that stopped nothing, in a sentence. */
  readonly note?: string;
}

interface FindJob {
  readonly given: readonly string[];
  readonly doors: readonly Door[];
  /** Empty for the Hub itself. */
  readonly mirror: string;
  readonly cache: string;
}

/** Tasks of a data set at doors. */
interface Tasks extends Pick<NamedData, 'files'> {
  readonly doors: readonly Door[];
}

export interface RunJob {
  readonly path: string;
  /** For a new run. */
  readonly settings?: RunSettings;
  readonly models: readonly RemoteModel[];
  readonly budget: Budget;
  /** Folder for the daily sums, where there is a limit for the day. */
  readonly storage?: string;
  /** For a run in batches, which this thread does by itself. */
  readonly endpoint?: Endpoint;
  /** Tell each answer, and figures on those that are there. */
  readonly tellsAnswers?: boolean;
}

interface ExportJob {
  readonly path: string;
  readonly entrant: Entrant;
  readonly out: string;
}

type BenchCall = Call<JobProgress, ModelHandlers>;
export type BenchJobs = typeof benchJobs;

/** What the benchmark's thread does: reading data sets, rating, measuring and rendering. */
export const benchJobs = {
  /** Finds a data set: a file, or one on the Hub, which is fetched. */
  find: ({ given, doors, mirror, cache }: FindJob, { signal, progress }: BenchCall) =>
    namedData(given, doors, {
      revision: 'main',
      mirror: mirror === '' ? undefined : mirror,
      cacheDirectory: cache,
      signal,
      onProgress: (received) => progress({ note: fetchText(received) }),
    }),

  /** Lists a data set's tasks. */
  async list({ doors, ...data }: Tasks) {
    const problems: string[] = [];
    const tasks: TaskName[] = [];
    const rows = tasksOf(data, doors, ({ message }) => problems.push(message));
    for await (const { id, door, instanceId, repository, agent } of rows) {
      tasks.push({ id, door, instanceId, repository, agent });
    }
    return { tasks, problems };
  },

  /** Reads one task with its texts; null where the data set has it no more. */
  async read({ doors, key, ...data }: Tasks & { readonly key: string }): Promise<Task | null> {
    for await (const task of tasksOf(data, doors)) if (taskKey(task) === key) return task;
    return null;
  },

  /** Makes the settings of a run and says what it would take. */
  plan({ wish, models }: Pick<RunJob, 'models'> & { readonly wish: RunWish }, { ask }: BenchCall) {
    const remote = models.map((model) => remoteModel(model, ask));
    return newRun(wish, { models: remote, spending: new Spending({}, undefined) });
  },

  /** Loads what a run with models needs, before there is one. */
  warmUp,

  /** Does a run, new or left off. */
  async run(
    { path, settings, models, budget, storage, endpoint, tellsAnswers }: RunJob,
    { ending, signal, progress: tell, ask }: BenchCall,
  ) {
    const folder = settings ? await RunFolder.create(path, settings) : await RunFolder.open(path);
    await checkData(folder.settings);
    const live = tellsAnswers ? liveFigures(tell) : undefined;
    const services = (spent: number) => ({
      models: models.map((model) => remoteModel(model, ask)),
      spending: new Spending(budget, storage, spent),
      endpoint,
    });
    const end = await executeRun(folder, services, {
      ending,
      signal,
      ...live,
      onProgress: paced((progress) => tell({ progress })),
      onNote: (note) => tell({ note }),
    });
    tell({ progress: end.progress });
    live?.show();
    return end;
  },

  /** Renders the report of runs, the first of which is the one reported. */
  async report({ paths }: { readonly paths: readonly string[] }) {
    const folders = await Promise.all(paths.map((path) => RunFolder.open(path)));
    const report = buildReport(await Promise.all(folders.map(runForReport)));
    const plots = [...report.doors.flatMap(doorPlots), ...sharedPlots(report)];
    const { html, md, json, csv, tasks } = reportFormats;
    return {
      body: reportBody(report, { interactive: true }),
      plots: Object.fromEntries(plots.map((plot) => [plot.id, plotFile(plot)])),
      files: {
        html: html(report),
        md: md(report),
        json: json(report),
        csv: csv(report),
        'tasks.csv': tasks(report),
      },
    };
  },

  fit,
  /** Saves a calibration; its path. */
  save: ({ directory, fitted }: { readonly directory: string; readonly fitted: FittedCalibration }) =>
    saveCalibration(directory, fitted),
  /** The raters of labeled answers. */
  raters: ratersIn,
  policy,

  export: async ({ path, entrant, out }: ExportJob) =>
    exportSubmission(await RunFolder.open(path), entrant, out),
};

/** Milliseconds between two messages on the progress. */
const lively = 200;
/** Milliseconds between two measurements of a run in progress. */
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

/** Tells each answer, and now and then figures on those that are there. */
function liveFigures(tell: (told: JobProgress) => void) {
  let answers: Answer[] = [];
  let shown = performance.now();
  const show = () => {
    const measured = doors.flatMap((door) => {
      const { scored, missing } = scoredOf(latestAnswers(answers, door));
      const draws = Math.min(1_000, Math.floor(mostDrawn / Math.max(1, scored.length)));
      return scored.length === 0 ? [] : [inWords(measure(door, scored, { draws, missing }))];
    });
    tell({ measured });
    shown = performance.now();
  };
  return {
    onEarlier(earlier: Iterable<Answer>) {
      answers = [...earlier];
    },
    onAnswer(answer: Answer) {
      tell({ answer });
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
