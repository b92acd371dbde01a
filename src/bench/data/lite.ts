import { stat } from 'node:fs/promises';
import type { Door } from '../../core/rating.js';
import { unreadable } from '../../core/unreadable.js';
import { isProblem, type RowProblem } from '../../rows/row.js';
import type { Task } from '../task.js';
import { openDataset } from './openDataset.js';

type Tasks = AsyncIterable<Task | RowProblem>;

/**
 * BouncerBench Lite as the join of an input and an output data set on `instance_id` (arXiv 2506.17812): of each
 * instance that is in both, the input task and then its output tasks. The smaller one of the two is kept in memory.
 *
 * @throws CouldNotRate as `openDataset` does.
 */
export async function* openLite(
  inputPaths: readonly string[],
  outputPaths: readonly string[],
): AsyncGenerator<Task | RowProblem> {
  const held = (await bytesIn(inputPaths)) <= (await bytesIn(outputPaths)) ? 'input' : 'output';
  yield* joinLite(openDataset(inputPaths, ['input']), openDataset(outputPaths, ['output']), held);
}

/**
 * As `openLite`, of tasks that are read already.
 *
 * @param held the door whose tasks are kept in memory; the other one's stream by and set the order.
 */
export async function* joinLite(
  inputTasks: Tasks,
  outputTasks: Tasks,
  held: Door,
): AsyncGenerator<Task | RowProblem> {
  const [kept, streamed] = held === 'input' ? [inputTasks, outputTasks] : [outputTasks, inputTasks];
  const waiting = new Map<string, Task[]>();
  for await (const found of kept) {
    if (isProblem(found)) yield found;
    else if (waiting.get(found.instanceId)?.push(found) === undefined) waiting.set(found.instanceId, [found]);
  }
  for await (const found of streamed) {
    const partners = isProblem(found) ? [] : waiting.get(found.instanceId);
    if (!partners) continue;
    // An emptied list stays, so that further patches of the instance follow its ticket.
    const fresh = partners.splice(0);
    yield* held === 'input' ? [...fresh, found] : [found, ...fresh];
  }
}

async function bytesIn(paths: readonly string[]): Promise<number> {
  const sizes = paths.map(async (path) => {
    const { size } = await stat(path).catch((error) => {
      throw unreadable(path, error);
    });
    return size;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
