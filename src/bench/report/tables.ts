import { labels } from '../../core/rating.js';
import { money } from '../../core/ratingWords.js';
import { figureInfo } from '../figures.js';
import { cellOf } from './leaderboard.js';
import {
  type DoorReport,
  type LeaderboardRow,
  leaderboardFigures,
  type Report,
  type Totals,
} from './report.js';
import {
  basis,
  count,
  counted,
  decimal,
  doorNames,
  duration,
  figureId,
  figureText,
  intervalText,
  none,
  shareText,
} from './words.js';

/** A table as every format shows it. Its texts are untrusted and not yet escaped. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export interface Column {
  readonly title: string;
  /** `number` stands to the right, `text` may be long. */
  readonly kind: 'name' | 'number' | 'text';
}

export interface TableRow {
  /** One for each column; the first names the row. */
  readonly cells: readonly TableCell[];
  readonly isOwn?: boolean;
}

export interface TableCell {
  readonly text: string;
  /** In smaller letters under the text. */
  readonly note?: string;
}

export function totalsTable({ totals, doors }: Report): Table {
  const parts: readonly (readonly [string, Totals])[] = [
    ...doors.map((door) => [doorNames[door.door], door.totals] as const),
    ...(doors.length > 1 ? [['Both doors', totals] as const] : []),
  ];
  const row = (name: string, text: (of: Totals) => string) => ({
    cells: cells(name, ...parts.map(([, of]) => text(of))),
  });
  return {
    caption: 'What was done and what it took',
    columns: columns('Total', ...parts.map(([name]) => name)),
    rows: [
      row('Tasks', (of) => count(of.tasks)),
      row('Accepted', (of) => count(of.accepted)),
      row('Bounced', (of) => count(of.bounced)),
      row('Failed, without a rating', (of) => count(of.failed)),
      row('Without a gold label', (of) => count(of.withoutGold)),
      row('Calls to models', (of) => count(of.calls)),
      row('Answers from the cache', (of) => count(of.cachedCalls)),
      row('Tokens in', (of) => count(of.inputTokens)),
      row('Tokens out', (of) => count(of.outputTokens)),
      row('US dollars', (of) => dollars(of.dollars)),
      row('Time of all ratings', (of) => duration(of.seconds)),
    ],
  };
}

export function leaderboardTable({ door, leaderboard, measurement }: DoorReport): Table {
  const titles = leaderboardFigures.map((id) => figureInfo(figureId(door, id)).title);
  return {
    caption: `Leaderboard. ${basis(measurement)} Intervals hold the figure in 95 of 100 samples of the tasks.`,
    columns: columns('Run', ...titles, 'US dollars', 'Tasks', 'Missing'),
    rows: leaderboard.map((row) => ({
      isOwn: row.kind === 'this run',
      cells: [
        rowName(row),
        ...leaderboardFigures.map((id): TableCell => {
          const cell = row.figures[id];
          if (!cell) return { text: none };
          const name = figureId(door, id);
          return noted(figureText(name, cell.value), intervalText(name, cell));
        }),
        { text: dollars(row.dollars) },
        { text: row.tasks === null ? none : count(row.tasks) },
        { text: row.missing === null ? none : count(row.missing) },
      ],
    })),
  };
}

function rowName({ kind, name, note }: LeaderboardRow): TableCell {
  const kinds = { 'this run': 'this run', run: note, published: note, null: 'reads nothing, same tasks' };
  return { text: name, note: kinds[kind] };
}

export function figuresTable({ measurement }: DoorReport): Table {
  const { ungraded } = measurement;
  const left = ungraded > 0 ? ` The score leaves out ${counted(ungraded, 'task')} without a grade.` : '';
  return {
    caption: `All figures with their 95 % intervals. ${basis(measurement)}${left}`,
    columns: [
      ...columns('Figure', 'Value', '95 % interval', 'Better'),
      { title: 'What it is', kind: 'text' },
    ],
    rows: measurement.figures.map((figure) => {
      const { title, better, formula, source } = figureInfo(figure.id);
      return {
        cells: [
          { text: title },
          { text: figureText(figure.id, figure.value) },
          { text: intervalText(figure.id, cellOf(figure)) || none },
          { text: better === 'neither' ? none : better },
          { text: formula, note: source },
        ],
      };
    }),
  };
}

export function confusionTable({ measurement }: DoorReport): Table {
  const { bouncedRightly, bouncedWrongly, acceptedRightly, acceptedWrongly } = measurement.confusion;
  const row = (name: string, bounced: number, accepted: number) => ({
    cells: cells(name, count(bounced), count(accepted), count(bounced + accepted)),
  });
  return {
    caption: `Decision against gold. ${basis(measurement)}`,
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
    caption: `The annotators’ grade (rows) against the rater’s label (columns). ${basis(measurement)}`,
    columns: columns('Grade', ...labels[door]),
    rows: labelMatrix.map((row, grade) => ({ cells: cells(labels[door][grade] ?? '', ...row.map(count)) })),
  };
}

/** Null without other runs. */
export function comparisonTable({ door, comparisons, measurement }: DoorReport): Table | null {
  if (comparisons.length === 0) return null;
  const ids = leaderboardFigures.slice(0, 4).map((id) => figureId(door, id));
  return {
    caption: `This run minus another one, on the tasks that both rated. ${basis(measurement)} p is that of McNemar’s exact test.`,
    columns: [
      ...columns(
        'Other run',
        ...ids.map((id) => figureInfo(id).title),
        'Only this one right',
        'Only the other right',
        'p',
        'Tasks',
      ),
    ],
    rows: comparisons.map(({ name, comparison, problem }) => {
      if (!comparison) return { cells: [{ text: name, note: problem }, ...cells(...Array(8).fill(none))] };
      const differences = ids.map((id): TableCell => {
        const figure = comparison.figures.find((difference) => difference.id === id);
        return figure
          ? noted(figureText(id, figure.value), intervalText(id, cellOf(figure)))
          : { text: none };
      });
      const { onlyARight, onlyBRight, pValue, tasks } = comparison;
      const p = pValue < 0.001 ? '< 0.001' : decimal(pValue, 3);
      return {
        cells: [
          { text: name },
          ...differences,
          ...cells(count(onlyARight), count(onlyBRight), p, count(tasks)),
        ],
      };
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
      ...ids.map((id) => figureInfo(figureId(door, id)).title),
    ),
    rows: repositories.map(({ name, measurement: of }) => {
      const { bouncedRightly, acceptedWrongly } = of.confusion;
      const values = ids.map((id) => {
        const figure = of.figures.find((one) => one.id === figureId(door, id));
        return figure ? figureText(figure.id, figure.value) : none;
      });
      return { cells: cells(name, count(of.tasks), count(bouncedRightly + acceptedWrongly), ...values) };
    }),
  };
}

/** Null at the input door. */
export function submissionsTable({ submissions, measurement }: DoorReport): Table | null {
  if (!submissions) return null;
  const share = (value: number | null) => (value === null ? none : shareText(value));
  return {
    caption: `Each agent’s patches before and after the door. ${basis(measurement)}`,
    columns: columns(
      'Agent',
      'Patches',
      'Left',
      'Correct before',
      'Correct after',
      'Correct ones lost',
      'Lost, of the correct',
    ),
    rows: submissions.map((row) => ({
      cells: cells(
        row.agent === null ? 'All agents' : row.agent || 'unknown',
        count(row.before),
        count(row.after),
        share(row.correctShareBefore),
        share(row.correctShareAfter),
        count(row.correctLost),
        share(row.correctLostShare),
      ),
    })),
  };
}

/** Null where nothing failed. */
export function failuresTable({ failures, totals }: Report): Table | null {
  if (failures.length === 0) return null;
  return {
    caption: `Why ${counted(totals.failed, 'task')} could not be rated, with the first message of each cause`,
    columns: [
      { title: 'Cause', kind: 'name' },
      { title: 'Tasks', kind: 'number' },
      { title: 'Message', kind: 'text' },
      { title: 'Next step', kind: 'text' },
    ],
    rows: failures.map(({ cause, tasks, message, nextStep }) => ({
      cells: cells(cause, count(tasks), message, nextStep),
    })),
  };
}

/** A column for the rows' names, and columns of numbers. */
function columns(first: string, ...others: readonly string[]): Column[] {
  return [{ title: first, kind: 'name' }, ...others.map((title) => ({ title, kind: 'number' as const }))];
}

function cells(...texts: readonly string[]): TableCell[] {
  return texts.map((text) => ({ text }));
}

function noted(text: string, note: string): TableCell {
  return note === '' ? { text } : { text, note };
}

function dollars(value: number | null): string {
  return value === null ? none : money(value);
}
