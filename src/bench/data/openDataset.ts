import type { Door } from '../../core/rating.js';
import { eachFile, readRows } from '../../rows/readRows.js';
import type { RowProblem } from '../../rows/row.js';
import { isProblem, type Row } from '../../rows/row.js';
import { seenIds } from '../../rows/seenIds.js';
import { type Values, valuesOf } from '../../rows/values.js';
import type { Gold, Task } from '../task.js';
import { goldOf, labelColumns } from './gold.js';

/** The columns of BouncerBench's data sets (arXiv 2506.17812), which are SWE-bench's and the labels. */
const columns: ReadonlySet<string> = new Set([
  'instance_id',
  'problem_statement',
  'patch',
  'repo',
  'base_commit',
  'agent',
  'model',
  'model_name_or_path',
  ...labelColumns.input,
  ...labelColumns.output,
]);

/**
 * Streams the tasks of a data set: a file whose name ends in .csv, .tsv, .json, .jsonl, .ndjson or .parquet, or several of
 * them that belong together. A row gives one task for each of the doors; where a ticket stands in several rows with
 * other patches and both doors are asked for, it is one task. A row with something wrong is told as a problem and
 * gives no task at the door that it concerns.
 *
 * At the input door a `patch` is not looked at: there it is the maintainers' own.
 *
 * @throws CouldNotRate when a file can't be read, is not of its format, or has none of the columns.
 */
export async function* openDataset(
  path: string | readonly string[],
  doors: readonly Door[],
): AsyncGenerator<Task | RowProblem> {
  const seen = { input: seenIds(), output: seenIds() };
  yield* eachFile(path, (file) => tasksIn(file, doors, seen));
}

type Seen = Readonly<Record<Door, ReturnType<typeof seenIds>>>;

async function* tasksIn(file: string, doors: readonly Door[], seen: Seen): AsyncGenerator<Task | RowProblem> {
  for await (const found of readRows(file, columns)) {
    if (isProblem(found)) yield found;
    else yield* tasksOf(valuesOf(found), doors, seen);
  }
}

function* tasksOf(values: Values, doors: readonly Door[], seen: Seen): Generator<Task | RowProblem> {
  const origin = originOf(values);
  const problems = values.takeProblems();
  if (problems.length > 0) {
    yield* problems;
    return;
  }
  for (const door of doors) {
    const isInput = door === 'input';
    const id = idOf(origin, door);
    const task: Task = {
      id,
      door,
      ...origin,
      agent: isInput ? '' : origin.agent,
      ticket: isInput ? values.requiredText('problem_statement') : values.text('problem_statement'),
      patch: isInput ? '' : values.requiredText('patch'),
      gold: goldOf(values, door),
    };
    const wrong = values.takeProblems();
    if (wrong.length > 0) yield* wrong;
    else if (seen[door].add(id)) yield task;
    else if (!isInput || !doors.includes('output')) yield repeated(values, origin, door);
  }
}

/** What a task is scored against, without its texts. */
export interface GoldRow {
  /** The task's id. */
  readonly task: string;
  readonly instanceId: string;
  readonly agent: string;
  readonly repository: string;
  /** Characters (UTF-16 code units); 0 where the text is missing, and for a patch at the input door. */
  readonly ticketLength: number;
  readonly patchLength: number;
  readonly gold: Gold;
  /** The row as the file has it, for other columns. Their names come from the file: look with `Object.hasOwn`. */
  readonly row: Readonly<Record<string, unknown>>;
}

/**
 * Streams the labels of a data set at one door. Unlike `openDataset` it needs no texts, but a label in every row.
 *
 * @throws CouldNotRate as `openDataset` does.
 */
export async function* readGold(
  path: string | readonly string[],
  door: Door,
): AsyncGenerator<GoldRow | RowProblem> {
  const seen = seenIds();
  yield* eachFile(path, (file) => goldIn(file, door, seen));
}

async function* goldIn(file: string, door: Door, seen: Seen[Door]): AsyncGenerator<GoldRow | RowProblem> {
  for await (const found of readRows(file, columns, true)) {
    if (isProblem(found)) {
      yield found;
      continue;
    }
    const values = valuesOf(found);
    const goldRow = goldRowOf(values, door, found);
    const wrong = values.takeProblems();
    if (wrong.length > 0 || !goldRow) yield* wrong;
    else if (seen.add(goldRow.task)) yield goldRow;
    else yield repeated(values, goldRow, door);
  }
}

function goldRowOf(values: Values, door: Door, { values: row }: Row): GoldRow | undefined {
  const { baseCommit: _, ...origin } = originOf(values);
  const ticketLength = values.text('problem_statement').length;
  const patchLength = door === 'input' ? 0 : values.text('patch').length;
  const gold = goldOf(values, door);
  if (!gold) {
    values.problem(null, `has no label: neither ${door}_bounce nor ${door}_quality`);
    return undefined;
  }
  const agent = door === 'input' ? '' : origin.agent;
  return { task: idOf(origin, door), ...origin, agent, ticketLength, patchLength, gold, row };
}

function originOf(values: Values) {
  return {
    instanceId: values.requiredText('instance_id'),
    repository: values.text('repo'),
    agent: values.text('agent', 'model', 'model_name_or_path'),
    baseCommit: values.text('base_commit'),
  };
}

interface Origin {
  readonly instanceId: string;
  readonly agent: string;
}

function idOf({ instanceId, agent }: Origin, door: Door): string {
  return door === 'output' && agent !== '' ? `${instanceId}@${agent}` : instanceId;
}

function repeated(values: Values, { agent }: Origin, door: Door): RowProblem {
  const what = door === 'output' && agent !== '' ? 'instance and agent' : 'instance';
  values.problem('instance_id', `repeats the ${what} of an earlier row`);
  return values.takeProblems()[0] as RowProblem;
}
