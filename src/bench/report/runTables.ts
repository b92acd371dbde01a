import type { DoorReport, Report } from './report.js';
import { cells, columns, type Table } from './table.js';
import type { Totals } from './totals.js';
import { basis, count, counted, dollarsText, doorNames, duration, none, shareText } from './words.js';

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
