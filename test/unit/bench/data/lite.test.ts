import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinLite, openLite } from '../../../../src/bench/data/lite.js';
import type { Task } from '../../../../src/bench/task.js';
import type { Door } from '../../../../src/core/rating.js';
import type { RowProblem } from '../../../../src/rows/row.js';
import { datasetFolder, sorted } from './datasetFiles.js';

function task(door: Door, instanceId: string, agent = ''): Task {
  const id = agent === '' ? instanceId : `${instanceId}@${agent}`;
  return { id, door, instanceId, agent, repository: '', baseCommit: '', ticket: 't', patch: '', gold: null };
}

async function* streamed(items: readonly (Task | RowProblem)[]): AsyncGenerator<Task | RowProblem> {
  yield* items;
}

describe('Lite', () => {
  it('has each ticket with patches, followed by its patches', async () => {
    const instances = fc.uniqueArray(fc.constantFrom(...'abcdef'));
    const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcdef'), fc.constantFrom('x', 'y', 'z')), {
      selector: (pair) => pair.join(),
    });
    await fc.assert(
      fc.asyncProperty(instances, pairs, async (tickets, patches) => {
        const expected = tickets.flatMap((ticket) => {
          const own = patches.filter(([instance]) => instance === ticket);
          return own.length === 0 ? [] : [ticket, ...own.map((pair) => pair.join('@'))];
        });
        for (const held of ['input', 'output'] as const) {
          const { found } = await sorted(
            joinLite(
              streamed(tickets.map((ticket) => task('input', ticket))),
              streamed(patches.map(([instance, agent]) => task('output', instance, agent))),
              held,
            ),
          );
          assert.deepEqual(found.map(({ id }) => id).sort(), [...expected].sort());
          for (const [i, { door, instanceId }] of found.entries()) {
            const ticket = found.findIndex(
              (other) => other.door === 'input' && other.instanceId === instanceId,
            );
            assert.ok(door === 'input' ? ticket === i : ticket < i && ticket >= 0);
          }
        }
      }),
    );
  });

  it('tells the problems of both files by name', async () => {
    const folder = datasetFolder();
    const input = folder.file('tickets.csv', 'instance_id,problem_statement\na,t\nb,\n');
    const output = folder.file('patches.csv', 'instance_id,patch\nb,p\na,p\na,p\n');
    const { found, problems } = await sorted(openLite([input], [output]));
    await assert.rejects(sorted(openLite([input], [`${output}x`])), /does not exist/);
    folder.remove();
    assert.deepEqual(
      found.map(({ door, id }) => `${door} ${id}`),
      ['input a', 'output a'],
    );
    assert.deepEqual(problems.map(({ message }) => message).sort(), [
      'patches.csv: Row 3 (a) repeats the instance of an earlier row in the column instance_id.',
      'tickets.csv: Row 2 (b) has no text in the column problem_statement.',
    ]);
  });
});
