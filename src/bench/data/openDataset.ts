import type { Door } from '../../core/rating.js';
import { columns } from '../../rows/columns.js';
import { goldOf } from '../../rows/gold.js';
import { readRows } from '../../rows/readRows.js';
import { isProblem, type Row, type RowProblem } from '../../rows/row.js';
import type { Task } from '../task.js';

/** What a row must have: the texts that are rated, or the label that ratings are scored against. */
type Need = 'texts' | 'labels';
type Seen = Readonly<Record<Door, Set<string>>>;

/**
 * Streams the tasks of a data set: a file, or several that belong together. A row gives one task for each of the doors;
 * where a ticket stands in several rows with other patches and both doors are asked for, it is one task. A row with
 * something wrong is told as a problem and gives no task at the door that it concerns.
 *
 * At the input door a `patch` is not looked at: there it is the maintainers' own.
 *
 * @throws CouldNotRate when a file can't be read, is not of its format, or has none of the columns.
 */
export async function* openDataset(
  paths: string | readonly string[],
  doors: readonly Door[],
  need: Need = 'texts',
): AsyncGenerator<Task | RowProblem> {
  const seen = { input: new Set<string>(), output: new Set<string>() };
  for await (const row of readRows(paths)) {
    if (isProblem(row)) yield row;
    else yield* tasksOf(row, doors, need, seen);
  }
}

function* tasksOf(row: Row, doors: readonly Door[], need: Need, seen: Seen): Generator<Task | RowProblem> {
  const instanceId = row.need(columns.instance);
  const repository = row.get(columns.repository) ?? '';
  const author = row.get(columns.agent) ?? '';
  const baseCommit = row.get(columns.baseCommit) ?? '';
  const wrong = row.takeProblems();
  if (wrong.length > 0) return yield* wrong;
  for (const door of doors) {
    const isInput = door === 'input';
    const agent = isInput ? '' : author;
    const text = (column: typeof columns.ticket) =>
      need === 'texts' ? row.need(column) : (row.get(column) ?? '');
    const task: Task = {
      id: agent === '' ? instanceId : `${instanceId}@${agent}`,
      door,
      instanceId,
      repository,
      agent,
      baseCommit,
      ticket: isInput ? text(columns.ticket) : (row.get(columns.ticket) ?? ''),
      patch: isInput ? '' : text(columns.patch),
      gold: goldOf(row, door),
    };
    let problems = row.takeProblems();
    if (need === 'labels' && !task.gold && problems.length === 0) {
      row.note(null, `has no label: neither ${door}_bounce nor ${door}_quality`);
      problems = row.takeProblems();
    }
    if (problems.length > 0) yield* problems;
    else if (!seen[door].has(task.id)) {
      seen[door].add(task.id);
      yield task;
    } else if (!isInput || !doors.includes('output')) {
      row.note(
        'instance_id',
        `repeats the ${agent === '' ? 'instance' : 'instance and agent'} of an earlier row`,
      );
      yield* row.takeProblems();
    }
  }
}
