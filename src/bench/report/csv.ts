import { type Cell, csvRow } from '../../core/csv.js';
import { figureId } from './figureWords.js';
import { cellOf, leaderboardFigures } from './leaderboard.js';
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
  const own = measurement.figures.map((figure) => [figure.id, cellOf(figure)] as const);
  return leaderboard.flatMap(({ kind, name, note, figures, tasks, missing }) => {
    const shown = leaderboardFigures.map((id) => [figureId(door, id), figures[id]] as const);
    return (kind === 'this run' ? own : shown).flatMap(([id, cell]) => {
      const { low = null, high = null } = cell?.interval ?? {};
      return cell ? [[door, kind, name, note, id, cell.value, low, high, tasks, missing]] : [];
    });
  });
}

function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map(csvRow).join('');
}
