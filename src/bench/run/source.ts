import type { Door } from '../../core/rating.js';
import type { RowProblem } from '../../rows/row.js';
import { isProblem } from '../../rows/row.js';
import { openLite } from '../data/lite.js';
import type { NamedData } from '../data/namedData.js';
import { openDataset } from '../data/openDataset.js';
import type { Task } from '../task.js';

/** The tasks of a run's data set, from its start; rows with something wrong are handed to `onProblem`. */
export async function* tasksOf(
  { files }: Pick<NamedData, 'files'>,
  doors: readonly Door[],
  onProblem: (problem: RowProblem) => void = () => undefined,
): AsyncGenerator<Task, undefined> {
  const pathsAt = (door: Door | null) => files.filter((file) => file.door === door).map(({ path }) => path);
  const whole = pathsAt(null);
  const rows = whole.length > 0 ? openDataset(whole, doors) : openLite(pathsAt('input'), pathsAt('output'));
  for await (const row of rows) {
    if (isProblem(row)) onProblem(row);
    else yield row;
  }
  return undefined;
}
