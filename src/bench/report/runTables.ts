import type { DoorReport, Report } from './report.js';
import { cells, columns, type Table } from './table.js';
import type { Totals } from './totals.js';
import {
  basis,
  count,
  counted,
  dollarsText,
  doorNames,
  duration,
  goldWord,
  none,
  outcomeWords,
  shareText,
  shortened,
} from './words.js';

/** Characters of an explanation that a table shows. */
const longestShown = 280;

export function totalsTable({ totals, doors }: Report): Table {
  const parts: readonly (readonly [string, Totals])[] = [
    ...doors.map((door) => [doorNames[door.door], door.totals] as const),
    ...(doors.length > 1 ? [['Both doors', totals] as const] : []),
  ];
  const row = (name: string, text: (of: Totals) => string) => ({
    cells: cells(name, ...parts.map(([, of]) => text(of))),
  });
  return {
    caption: 'What the run did, and what it took',
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
      row('US dollars', (of) => dollarsText(of.dollars)),
      row('Time of all ratings', (of) => duration(of.seconds)),
    ],
  };
}

/** Null at the input door. */
export function submissionsTable({ submissions, measurement }: DoorReport): Table | null {
  if (!submissions) return null;
  const share = (value: number | null) => (value === null ? none : shareText(value));
  return {
    caption: `Each agent's patches before and after the door. ${basis(measurement)}`,
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

/** The tasks, worst mistakes first, as many as a format can show. */
export function tasksTable({ tasks }: Report, most: number): Table {
  const more = tasks.length - most;
  const order =
    'Worst mistakes first: wrong decisions by how sure the rater was, then what could not be rated, then the rest';
  return {
    caption:
      more > 0
        ? `${order}. ${counted(more, 'more task')} ${more === 1 ? 'is' : 'are'} not shown here; the CSV and JSON of this report hold them all.`
        : order,
    columns: [
      ...columns('Task'),
      ...['Door', 'Gold', 'Decision', 'Label'].map((title) => ({ title, kind: 'name' as const })),
      { title: 'Bounce probability', kind: 'number' },
      { title: 'Explanation', kind: 'text' },
    ],
    rows: tasks.slice(0, most).map((row) => {
      const { door, task, gold, outcome, isRight, label, bounceProbability } = row;
      return {
        cells: cells(
          { text: task, note: [row.repository, row.agent].filter(Boolean).join(' · '), task: row },
          door,
          goldWord(gold),
          { text: outcomeWords[outcome], note: isRight === null ? '' : isRight ? 'right' : 'wrong' },
          label ?? none,
          bounceProbability === null ? none : shareText(bounceProbability),
          shortened(row.failure || row.explanation, longestShown),
        ),
      };
    }),
  };
}
