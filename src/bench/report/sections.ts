import {
  comparisonTable,
  confusionTable,
  figuresTable,
  labelTable,
  leaderboardTable,
  repositoryTable,
} from './figureTables.js';
import { doorPlots, type Plot, sharedPlots } from './plots.js';
import type { DoorReport, Report } from './report.js';
import { failuresTable, submissionsTable, tasksTable, totalsTable } from './runTables.js';
import type { Table } from './table.js';
import { doorNames, readingSentences } from './words.js';

/** A heading and what stands under it; all texts but the paragraphs are untrusted, and none is escaped. */
export interface Section {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly items?: readonly string[];
  readonly table?: Table | null;
  readonly plots?: readonly Plot[];
  readonly parts?: readonly Section[];
}

/** What every format shows of a report, in its order. @param mostTasks rows that the table of tasks has at most */
export function sectionsOf(report: Report, mostTasks: number): Section[] {
  return [
    { title: 'How to read this', paragraphs: readingSentences },
    { title: 'Totals', table: totalsTable(report) },
    ...report.doors.map(doorSection),
    { title: 'Both doors', plots: sharedPlots(report) },
    { title: 'Failures', table: failuresTable(report) },
    { title: 'Rows left out', items: report.problems },
    { title: 'Tasks', table: tasksTable(report, mostTasks) },
  ].filter(hasContent);
}

function doorSection(door: DoorReport): Section {
  const title = doorNames[door.door];
  if (door.measurement.tasks === 0) {
    const why = 'No task of this door has both a gold label and a rating, so there is nothing to measure.';
    return { title, paragraphs: [why] };
  }
  const parts: Section[] = [
    { title: 'Leaderboard', table: leaderboardTable(door) },
    { title: 'Compared task by task', table: comparisonTable(door) },
    { title: 'Plots', plots: doorPlots(door) },
    { title: 'Decisions', table: confusionTable(door) },
    { title: 'Labels', table: labelTable(door) },
    { title: 'Before and after the door', table: submissionsTable(door) },
    { title: 'Repositories', table: repositoryTable(door) },
    { title: 'All figures', table: figuresTable(door) },
  ];
  return { title, parts: parts.filter(hasContent) };
}

function hasContent({ table, ...lists }: Section): boolean {
  return (
    Boolean(table) || [lists.paragraphs, lists.items, lists.plots, lists.parts].some((list) => list?.length)
  );
}
