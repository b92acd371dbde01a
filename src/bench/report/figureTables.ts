import { labels } from '../../core/rating.js';
import type { Figure } from '../measurement.js';
import { metricOf } from '../metrics/registry.js';
import { figureId, figureText, intervalText } from './figureWords.js';
import { leaderboardFigures } from './leaderboard.js';
import type { DoorReport } from './report.js';
import { cells, columns, shares, type Table, type TableCell } from './table.js';
import { basis, count, counted, decimal, dollarsText, nonBreaking, none } from './words.js';

export function leaderboardTable({ door, leaderboard, measurement }: DoorReport): Table {
  const titles = leaderboardFigures.map((id) => metricOf(figureId(door, id)).title);
  return {
    caption: `Leaderboard. ${basis(measurement)} Intervals contain the figure in 95 of 100 samples of the tasks.`,
    columns: columns('Run', ...titles, 'US dollars', 'Tasks', 'Missing'),
    rows: leaderboard.map((row) => ({
      isOwn: row.kind === 'this run',
      cells: cells(
        { text: row.name, note: row.kind === 'this run' ? row.kind : row.note },
        ...leaderboardFigures.map((id) => {
          const cell = row.figures[id];
          if (!cell) return none;
          const name = figureId(door, id);
          return { text: figureText(name, cell.value), note: intervalText(name, cell.interval) };
        }),
        dollarsText(row.dollars),
        row.tasks === null ? none : count(row.tasks),
        row.missing === null ? none : count(row.missing),
      ),
    })),
  };
}

export function figuresTable({ measurement }: DoorReport): Table {
  const { ungraded } = measurement;
  const left = ungraded > 0 ? ` The score leaves out ${counted(ungraded, 'task')} without a grade.` : '';
  return {
    caption: `All figures with their 95% intervals. ${basis(measurement)}${left}`,
    columns: [...columns('Figure', 'Value', '95% interval', 'Better'), { title: 'What it is', kind: 'text' }],
    rows: measurement.figures.map((figure) => {
      const { title, better, formula, source } = metricOf(figure.id);
      return {
        cells: cells(
          title,
          figureText(figure.id, figure.value),
          intervalText(figure.id, figure) || none,
          better === 'neither' ? none : better,
          { text: formula, note: source },
        ),
      };
    }),
  };
}

export function confusionTable({ measurement }: DoorReport): Table {
  const { bouncedRightly, bouncedWrongly, acceptedRightly, acceptedWrongly } = measurement.confusion;
  const row = (name: string, bounced: number, accepted: number) => ({
    cells: cells(name, ...shares([bounced, accepted]), count(bounced + accepted)),
  });
  return {
    caption: `Decision against gold, each with its share of the row. ${basis(measurement)}`,
    columns: columns('Gold', 'Bounced', 'Accepted', 'All'),
    rows: [
      row('Deserves a bounce', bouncedRightly, acceptedWrongly),
      row('Deserves none', bouncedWrongly, acceptedRightly),
      row('All', bouncedRightly + bouncedWrongly, acceptedRightly + acceptedWrongly),
    ],
  };
}

/** Null where nothing tells which label is right. */
export function labelTable({ door, measurement }: DoorReport): Table | null {
  const { labelMatrix } = measurement;
  if (!labelMatrix) return null;
  return {
    caption: `The annotators' grade (rows) against the rater's label (columns), each with its share of the row; agreement is on the diagonal. ${basis(measurement)}`,
    columns: columns('Grade', ...labels[door]),
    rows: labelMatrix.map((row, grade) => ({ cells: cells(labels[door][grade] ?? '', ...shares(row)) })),
  };
}

/** Null without other runs. */
export function comparisonTable({ door, comparisons, measurement }: DoorReport): Table | null {
  if (comparisons.length === 0) return null;
  const ids = leaderboardFigures.slice(0, 4).map((id) => figureId(door, id));
  return {
    caption: `This run minus another one, on the tasks that both rated. ${basis(measurement)} p is that of McNemar's exact test; percentages differ by percentage points (pp).`,
    columns: columns(
      'Other run',
      ...ids.map((id) => metricOf(id).title),
      'Only this one right',
      'Only the other right',
      'p',
      'Tasks',
    ),
    rows: comparisons.map(({ name, comparison, problem }) => {
      if (!comparison) return { cells: cells({ text: name, note: problem }, ...Array(8).fill(none)) };
      const differences = ids.map((id) => figureCell(comparison.figures, id, inPoints));
      const { onlyARight, onlyBRight, pValue, tasks } = comparison;
      const p = pValue < 0.001 ? '< 0.001' : decimal(pValue, 3);
      return { cells: cells(name, ...differences, count(onlyARight), count(onlyBRight), p, count(tasks)) };
    }),
  };
}

export function repositoryTable({ door, repositories, measurement }: DoorReport): Table {
  const ids = ['score', 'f_macro', 'r_b', 'fnr_a', 'auroc'] as const;
  return {
    caption: `By repository, most tasks first. ${basis(measurement)}`,
    columns: columns(
      'Repository',
      'Tasks',
      'Deserve a bounce',
      ...ids.map((id) => metricOf(figureId(door, id)).title),
    ),
    rows: repositories.map(({ name, measurement: of }) => {
      const { bouncedRightly, acceptedWrongly } = of.confusion;
      const values = ids.map((id) => figureCell(of.figures, figureId(door, id)));
      return { cells: cells(name, count(of.tasks), count(bouncedRightly + acceptedWrongly), ...values) };
    }),
  };
}

function figureCell(figures: readonly Figure[], id: string, words = (text: string) => text): TableCell {
  const figure = figures.find((one) => one.id === id);
  if (!figure) return { text: none };
  return { text: words(figureText(id, figure.value)), note: words(intervalText(id, figure)) };
}

/** A difference of percentages is not a percentage. */
function inPoints(text: string): string {
  return text.replaceAll('%', `${nonBreaking}pp`);
}
