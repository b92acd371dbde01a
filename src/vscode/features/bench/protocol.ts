import type { Measured } from '../../../bench/measurement.js';
import type { Door } from '../../../core/rating.js';

/** What the panel shows while a run goes on, or after it ended early. Words and numbers only. */
export interface RunView {
  readonly name: string;
  readonly about: readonly (readonly [label: string, value: string])[];
  /** Share that is done, 0..1. */
  readonly share: number;
  readonly progress: string;
  readonly measured: readonly Measured[];
  /** `ended`: it can be resumed. */
  readonly state: 'running' | 'ending' | 'ended';
  /** Why it ended early; empty otherwise. */
  readonly why: string;
}

export type ToBenchPanel =
  | { readonly type: 'run'; readonly view: RunView }
  /** `body` is the report's own markup, in which every text is escaped. */
  | { readonly type: 'report'; readonly body: string };

/** The formats that a report is saved in, by file extension. */
export const reportFiles = {
  html: 'HTML',
  md: 'Markdown',
  csv: 'Figures as CSV',
  'tasks.csv': 'Tasks as CSV',
  json: 'JSON',
} as const;
export type ReportFile = keyof typeof reportFiles;

export type FromBenchPanel =
  | { readonly type: 'stop' | 'resume' | 'report' }
  | { readonly type: 'open'; readonly door: Door; readonly task: string }
  | { readonly type: 'savePlot'; readonly plot: string }
  | { readonly type: 'save'; readonly file: ReportFile };
