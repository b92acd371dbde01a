import { oneLine } from '../../core/oneLine.js';
import {
  comparisonTable,
  confusionTable,
  figuresTable,
  labelTable,
  leaderboardTable,
  repositoryTable,
} from './figureTables.js';
import type { DoorReport, Report } from './report.js';
import { failuresTable, submissionsTable, totalsTable } from './runTables.js';
import type { Table } from './table.js';
import { counted, doorNames, goldWord, none, outcomeWords, readingSentences, shareText } from './words.js';

const mostMistakes = 25;

/** The report's tables as Markdown (GitHub's), for a pull request or a paper; plots are in the HTML. */
export function reportMarkdown(report: Report): string {
  const { name, about, doors } = report;
  const parts = [
    `# ${escaped(name)}`,
    about.map(([label, value]) => `- ${escaped(label)}: ${escaped(value)}`).join('\n'),
    '## How to read this',
    ...readingSentences,
    '## Totals',
    table(totalsTable(report)),
    ...doors.flatMap(doorParts),
    ...titled('## Failures', failuresTable(report)),
    ...problemParts(report),
    ...titled('## Worst mistakes', mistakesTable(report)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function doorParts(door: DoorReport): string[] {
  const heading = `## ${doorNames[door.door]}`;
  if (door.measurement.tasks === 0) {
    return [
      heading,
      'No task of this door has both a gold label and a rating, so there is nothing to measure.',
    ];
  }
  return [
    heading,
    ...titled('### Leaderboard', leaderboardTable(door)),
    ...titled('### Compared task by task', comparisonTable(door)),
    ...titled('### Decisions', confusionTable(door)),
    ...titled('### Labels', labelTable(door)),
    ...titled('### Before and after the door', submissionsTable(door)),
    ...titled('### Repositories', repositoryTable(door)),
    ...titled('### All figures', figuresTable(door)),
  ];
}

function problemParts({ problems }: Report): string[] {
  return problems.length === 0
    ? []
    : ['## Rows left out', problems.map((problem) => `- ${escaped(problem)}`).join('\n')];
}

/** Null without a mistake. */
function mistakesTable({ tasks }: Report): Table | null {
  const wrong = tasks.filter(({ isRight }) => isRight === false);
  if (wrong.length === 0) return null;
  const shown = wrong.slice(0, mostMistakes);
  return {
    caption: `The first ${shown.length} of ${counted(wrong.length, 'wrong decision')}, by how sure the rater was`,
    columns: [
      ...['Task', 'Door', 'Gold', 'Decision', 'Label'].map((title) => ({ title, kind: 'name' as const })),
      { title: 'Bounce probability', kind: 'number' },
    ],
    rows: shown.map(({ task, door, gold, outcome, label, bounceProbability }) => ({
      cells: [
        task,
        door,
        goldWord(gold),
        outcomeWords[outcome],
        label ?? none,
        bounceProbability === null ? none : shareText(bounceProbability),
      ].map((text) => ({ text })),
    })),
  };
}

function titled(heading: string, one: Table | null): string[] {
  return one ? [heading, table(one)] : [];
}

function table({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    escaped(caption),
    '',
    line(columns.map(({ title }) => escaped(title))),
    line(columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))),
    ...rows.map(({ cells }) =>
      line(cells.map(({ text, note }) => escaped(text) + (note ? `<br>${escaped(note)}` : ''))),
    ),
  ].join('\n');
}

/** Text on one line that Markdown and the HTML in it leave as it is. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>|#~!&$]/g, (character) => `\\${character}`);
}
