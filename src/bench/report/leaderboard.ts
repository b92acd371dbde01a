import type { Door } from '../../core/rating.js';
import type { Figure, Measurement } from '../measurement.js';
import { measure } from '../measures.js';
import { type NullRater, nullRaters, nullRows } from '../nullRaters.js';
import type { Scored } from '../scored.js';
import { figureId } from './figureWords.js';
import { publishedRows } from './published.js';
import { type Cell, type LeaderboardFigure, type LeaderboardRow, leaderboardFigures } from './report.js';
import type { Totals } from './totals.js';

/** What a row of the leaderboard is made of. */
export interface MeasuredRun {
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
    return measuredRow(
      'null',
      { name: nullNames[rater], measurement: measure(door, rows[rater], { draws: 0 }) },
      note,
    );
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
  const found = new Map(figures.map((figure) => [figure.id, figure]));
  const entries = leaderboardFigures.flatMap((id): [LeaderboardFigure, Cell][] => {
    const figure = found.get(figureId(door, id));
    return figure ? [[id, cellOf(figure)]] : [];
  });
  return Object.fromEntries(entries);
}

/** A figure with its interval, where it has one: JSON knows no NaN. */
export function cellOf({ value, low, high }: Figure): Cell {
  return { value, interval: Number.isNaN(low) || Number.isNaN(high) ? null : { low, high } };
}
