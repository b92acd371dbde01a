import { type Cell, csvRow } from '../../core/csv.js';
import { figureId } from './figureWords.js';
import { cellOf, type LeaderboardRow, leaderboardFigures } from './leaderboard.js';
import type { DoorReport, Report } from './report.js';
import type { TaskRow } from './taskRows.js';
import { goldWord, outcomeWords } from './words.js';

const taskColumns: Readonly<Record<string, (task: TaskRow) => Cell>> = {
  door: ({ door }) => door,
  task: ({ task }) => task,
  instance_id: ({ instanceId }) => instanceId,
  repository: ({ repository }) => repository,
  agent: ({ agent }) => agent,
  gold: ({ gold }) => goldWord(gold),
  quality: ({ quality }) => quality,
  decision: ({ outcome }) => outcomeWords[outcome],
  right: ({ isRight }) => (isRight === null ? null : isRight ? 'yes' : 'no'),
  label: ({ label }) => label,
  bounce_probability: ({ bounceProbability }) => bounceProbability,
  explanation: ({ explanation }) => explanation,
  failure: ({ failure }) => failure,
  milliseconds: ({ milliseconds }) => milliseconds,
  dollars: ({ dollars }) => dollars,
};

/** All tasks, worst mistakes first, as CSV (RFC 4180). */
export function reportTasksCsv({ tasks }: Report): string {
  const rows = tasks.map((task) => Object.values(taskColumns).map((cell) => cell(task)));
  return csv([Object.keys(taskColumns), ...rows]);
}

/** Every figure of the run with its interval, and those of the leaderboard's other rows, one a line, as CSV (RFC 4180). */
export function reportFiguresCsv({ doors }: Report): string {
  const head = ['door', 'kind', 'run', 'note', 'figure', 'value', 'low', 'high', 'tasks', 'missing'];
  return csv([head, ...doors.flatMap(figureRows)]);
}

function figureRows({ door, leaderboard, measurement }: DoorReport): Cell[][] {
  return leaderboard.flatMap((row: LeaderboardRow) => {
    const figures =
      row.kind === 'this run'
        ? measurement.figures.map((figure) => ({ id: figure.id, ...cellOf(figure) }))
        : leaderboardFigures.flatMap((id) => {
            const cell = row.figures[id];
            return cell ? [{ id: figureId(door, id), ...cell }] : [];
          });
    return figures.map(({ id, value, interval }) => [
      door,
      row.kind,
      row.name,
      row.note,
      id,
      value,
      interval?.low ?? null,
      interval?.high ?? null,
      row.tasks,
      row.missing,
    ]);
  });
}

function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map(csvRow).join('');
}
