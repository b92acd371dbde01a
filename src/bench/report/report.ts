import type { Door } from '../../core/rating.js';
import type { Comparison } from '../comparison.js';
import type { Measurement } from '../measurement.js';
import type { Answer } from '../run/answer.js';
import type { SubmissionRow } from '../submissionTable.js';
import type { LengthCurve } from './lengths.js';
import type { TaskRow } from './taskRows.js';
import type { FailureGroup, Totals } from './totals.js';

/** A run as a report takes it. */
export interface RunForReport {
  /** What the user calls it. */
  readonly name: string;
  readonly answers: readonly Answer[];
  /** Data set, rater, threshold and the like, in the order in which they are shown. */
  readonly about: readonly (readonly [label: string, value: string])[];
  /** What was wrong with the rows of the data set that were left out, a sentence each; absent where none was. */
  readonly problems?: readonly string[];
}

/** A benchmark run in tables and curves. Plain data: it crosses threads and is written as JSON. */
export interface Report {
  readonly name: string;
  readonly about: RunForReport['about'];
  readonly totals: Totals;
  /** What was wrong with the rows of the data set that were left out, a sentence each. */
  readonly problems: readonly string[];
  /** The doors that occur in the run, input first. */
  readonly doors: readonly DoorReport[];
  /** Null unless some instance went through both doors. */
  readonly flow: Flow | null;
  /** Most frequent first. */
  readonly failures: readonly FailureGroup[];
  /** Worst mistakes first. */
  readonly tasks: readonly TaskRow[];
}

export interface DoorReport {
  readonly door: Door;
  readonly totals: Totals;
  readonly measurement: Measurement;
  readonly leaderboard: readonly LeaderboardRow[];
  /** This run (a) against each other run (b) on the tasks of both. */
  readonly comparisons: readonly NamedComparison[];
  readonly lengths: readonly LengthCurve[];
  readonly repositories: readonly RepositoryRow[];
  /** At the output door; null at the input door. */
  readonly submissions: readonly SubmissionRow[] | null;
}

/** The figures of a leaderboard, in the order of its columns; the score is `i_score` or `o_score`. */
export const leaderboardFigures = ['score', 'f_macro', 'r_b', 'fnr_a', 'auroc', 'ece'] as const;
export type LeaderboardFigure = (typeof leaderboardFigures)[number];

export interface LeaderboardRow {
  readonly kind: 'this run' | 'run' | 'published' | 'null';
  readonly name: string;
  /** On what it was measured, where that is not the tasks of this run; else empty. */
  readonly note: string;
  /** A figure that has no value, or was not published, is absent. */
  readonly figures: Readonly<Partial<Record<LeaderboardFigure, Cell>>>;
  /** US dollars for all tasks, and for a thousand; null where unknown. */
  readonly dollars: number | null;
  readonly dollarsPerThousand: number | null;
  /** Tasks that the figures are over; null where it was not published. */
  readonly tasks: number | null;
  readonly missing: number | null;
}

export interface Cell {
  readonly value: number;
  /** 95%; null where none was computed. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface NamedComparison {
  readonly name: string;
  readonly comparison: Comparison | null;
  /** Why there is none; empty where there is one. */
  readonly problem: string;
}

/** A repository's tasks; how many they are is `measurement.tasks`. */
export interface RepositoryRow {
  readonly name: string;
  readonly measurement: Measurement;
}

export const passages = [
  'accepted rightly',
  'accepted wrongly',
  'bounced rightly',
  'bounced wrongly',
  'not rated',
] as const;
export type Passage = (typeof passages)[number];

/** How tickets fare at the input door, and what becomes of the patches for those that pass it. */
export interface Flow {
  /** Patches with a gold label whose ticket has one too. In BouncerBench Lite every ticket has one patch. */
  readonly patches: number;
  readonly links: readonly FlowLink[];
}

export interface FlowLink {
  readonly input: Passage;
  /** Null for the patch of a ticket that did not get through. */
  readonly output: Passage | null;
  readonly patches: number;
}
