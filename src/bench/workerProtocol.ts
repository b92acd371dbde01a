import type { FittedCalibration } from '../calibration/doorCalibration.js';
import type { Door } from '../core/rating.js';
import type { Failure } from '../core/verdict.js';
import type { Endpoint } from '../raters/chat/openaiModel.js';
import type { Budget } from '../raters/chat/spending.js';
import type { ModelAnswer, ModelCall, RemoteModel } from '../raters/remoteModels.js';
import type { Fitted, FitWish, PolicyJobWish, PolicyResult } from './calibrationJobs.js';
import type { NamedData } from './data/namedData.js';
import type { Measured } from './measurement.js';
import type { Answer } from './run/answer.js';
import type { RunEnd } from './run/execute.js';
import type { RunWish } from './run/newRun.js';
import type { Estimate } from './run/plan.js';
import type { RunSettings } from './run/runFolder.js';
import type { Progress } from './run/tally.js';
import type { Entrant } from './submission.js';
import type { Task } from './task.js';

/** A task as a list shows it, without its texts. */
export type TaskName = Pick<Task, 'id' | 'door' | 'instanceId' | 'repository' | 'agent'>;

/** What the editor wants done; each kind has one result. */
export interface Jobs {
  /** Finds a data set: a file, or one on the Hub, which is fetched. */
  find: {
    asked: {
      readonly given: readonly string[];
      readonly doors: readonly Door[];
      readonly mirror: string;
      readonly cache: string;
    };
    result: NamedData;
  };
  /** Lists a data set's tasks. */
  list: {
    asked: { readonly files: NamedData['files']; readonly doors: readonly Door[] };
    result: { readonly tasks: readonly TaskName[]; readonly problems: readonly string[] };
  };
  /** Reads one task with its texts; null where the data set has it no more. */
  read: {
    asked: { readonly files: NamedData['files']; readonly doors: readonly Door[]; readonly key: string };
    result: Task | null;
  };
  /** Makes the settings of a run and says what it would take. */
  plan: {
    asked: { readonly wish: RunWish; readonly models: readonly RemoteModel[] };
    result: { readonly settings: RunSettings; readonly estimate: Estimate };
  };
  /** Does a run, new or left off. */
  run: {
    asked: {
      readonly path: string;
      /** For a new run. */
      readonly settings?: RunSettings;
      readonly models: readonly RemoteModel[];
      readonly budget: Budget;
      /** Folder for the daily sums. */
      readonly storage: string;
      /** For a run in batches, which this thread does by itself. */
      readonly endpoint?: Endpoint;
    };
    result: RunEnd;
  };
  /** Renders the report of runs, the first of which is the one reported. */
  report: {
    asked: { readonly paths: readonly string[] };
    result: {
      readonly body: string;
      readonly plots: Readonly<Record<string, string>>;
      readonly files: Readonly<Record<'html' | 'md' | 'json' | 'csv' | 'tasks.csv', string>>;
    };
  };
  /** Fits calibrations on labelled answers. */
  fit: { asked: FitWish; result: Fitted };
  /** Saves a calibration; its path. */
  save: { asked: { readonly directory: string; readonly fitted: FittedCalibration }; result: string };
  /** The raters of labelled answers. */
  raters: { asked: FitWish; result: readonly string[] };
  /** Chooses a policy on labelled answers. */
  policy: { asked: PolicyJobWish; result: PolicyResult };
  export: {
    asked: { readonly path: string; readonly entrant: Entrant; readonly out: string };
    result: null;
  };
}

export type JobKind = keyof Jobs;

/** What the editor says to the bench thread. */
export type ToBench =
  | {
      readonly [kind in JobKind]: {
        readonly type: 'job';
        readonly id: number;
        readonly kind: kind;
        readonly asked: Jobs[kind]['asked'];
      };
    }[JobKind]
  /** `end`: ask nothing new, and finish what is under way; `abort` breaks that off. */
  | { readonly type: 'end' | 'abort'; readonly id: number }
  | ModelAnswer;

/** What the bench thread says to the editor. */
export type FromBench =
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'measured'; readonly id: number; readonly measured: readonly Measured[] }
  | { readonly type: 'note'; readonly id: number; readonly text: string }
  | ModelCall;
