import { type Cell, csvRow } from '../../core/csv.js';
import { figureId } from './figureWords.js';
import { cellOf } from './leaderboard.js';
import type { DoorReport, LeaderboardRow, Report } from './report.js';
import { leaderboardFigures } from './report.js';
import { goldWord, outcomeWords } from './words.js';

/** All tasks, worst mistakes first, as CSV (RFC 4180). */
export function reportTasksCsv({ tasks }: Report): string {
  const head = [
    'door',
    'task',
    'instance_id',
    'repository',
    'agent',
    'gold',
    'quality',
    'decision',
    'right',
    'label',
    'bounce_probability',
    'explanation',
    'failure',
    'milliseconds',
    'dollars',
  ];
  const rows = tasks.map((task) => [
    task.door,
    task.task,
    task.instanceId,
    task.repository,
    task.agent,
    goldWord(task.gold),
    task.quality,
    outcomeWords[task.outcome],
    task.isRight === null ? null : task.isRight ? 'yes' : 'no',
    task.label,
    task.bounceProbability,
    task.explanation,
    task.failure,
    task.milliseconds,
    task.dollars,
  ]);
  return csv([head, ...rows]);
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
