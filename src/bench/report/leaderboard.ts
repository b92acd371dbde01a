import type { Door } from '../../core/rating.js';
import type { Figure } from '../measurement.js';
import { type Measurement, measure } from '../measures.js';
import { type NullRater, nullRaters, nullRows } from '../nullRaters.js';
import type { Scored } from '../scored.js';
import { figureId } from './figureWords.js';
import { publishedRows } from './published.js';
import type { Totals } from './totals.js';

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
  /** Tasks that the figures are over, and those without a rating; null where it was not published. */
  readonly tasks: number | null;
  readonly missing: number | null;
}

export interface Cell {
  readonly value: number;
  /** 95%; null where none was computed. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** What a row of the leaderboard is made of. */
interface MeasuredRun {
  readonly name: string;
  readonly measurement: Measurement;
  /** Absent for a rater that was never run. */
  readonly totals?: Totals;
}

const nullNames: Readonly<Record<NullRater, string>> = {
  'accept-all': 'accept everything',
  'bounce-all': 'bounce everything',
  random: 'at random, as often as deserved',
  'length-only': 'by length alone',
  oracle: 'oracle',
};

/** The run, the others, what was published, and what raters reach that read nothing, on the tasks of the run. */
export function leaderboardOf(
  door: Door,
  run: MeasuredRun,
  others: readonly MeasuredRun[],
  scored: readonly Scored[],
  seed: number,
): LeaderboardRow[] {
  return [
    measuredRow('this run', run, ''),
    ...others.map((other) => measuredRow('run', other, 'on its own tasks')),
    ...publishedRows(door),
    ...nullRowsOf(door, scored, seed),
  ];
}

function nullRowsOf(door: Door, scored: readonly Scored[], seed: number): LeaderboardRow[] {
  const rows = nullRows(door, scored, seed);
  return nullRaters.map((rater) => {
    const note = rater === 'oracle' ? 'the most that these tasks allow' : 'reads nothing, same tasks';
    const measurement = measure(door, rows[rater], { draws: 0 });
    return measuredRow('null', { name: nullNames[rater], measurement }, note);
  });
}

function measuredRow(
  kind: LeaderboardRow['kind'],
  { name, measurement, totals }: MeasuredRun,
  note: string,
): LeaderboardRow {
  const dollars = totals?.dollars ?? null;
  return {
    kind,
    name,
    note,
    figures: cells(measurement),
    dollars,
    dollarsPerThousand: totals && dollars !== null ? (1000 * dollars) / totals.tasks : null,
    tasks: measurement.tasks,
    missing: measurement.missing,
  };
}

function cells({ door, figures }: Measurement): LeaderboardRow['figures'] {
  const entries = leaderboardFigures.map((id) => {
    const figure = figures.find((one) => one.id === figureId(door, id));
    return [id, figure && cellOf(figure)] as const;
  });
  return Object.fromEntries(entries.filter(([, cell]) => cell));
}

/** A figure with its interval, where it has one: JSON knows no NaN. */
export function cellOf({ value, low, high }: Figure): Cell {
  return { value, interval: Number.isNaN(low) || Number.isNaN(high) ? null : { low, high } };
}
