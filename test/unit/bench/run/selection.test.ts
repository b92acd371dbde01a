import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chosenTasks, type Selection, type Shard } from '../../../../src/bench/run/selection.js';
import type { Task } from '../../../../src/bench/task.js';

function task(i: number, bounce: boolean, repository: string): Task {
  return {
    id: `t-${i}`,
    door: 'input',
    instanceId: `t-${i}`,
    repository,
    agent: '',
    baseCommit: '',
    ticket: 'x',
    patch: '',
    gold: { bounce, quality: null },
  };
}

async function choose(
  tasks: readonly Task[],
  selection: Selection,
  shard: Shard | null = null,
  isWhole = false,
): Promise<Task[]> {
  const isChosen = await chosenTasks(selection, shard, isWhole, async function* () {
    yield* tasks;
  });
  return tasks.filter(isChosen);
}

const manyTasks = fc
  .array(fc.tuple(fc.boolean(), fc.constantFrom('a/a', 'b/b', 'c/c')), { minLength: 1, maxLength: 60 })
  .map((rows) => rows.map(([bounce, repository], i) => task(i, bounce, repository)));

describe('A selection', () => {
  it('of a sample has the size asked for, whatever the order of rows, and keeps the shares', () =>
    fc.assert(
      fc.asyncProperty(
        manyTasks,
        fc.integer({ min: 1, max: 70 }),
        fc.nat(1000),
        async (tasks, count, seed) => {
          const selection = { kind: 'sample', count, seed } as const;
          const chosen = await choose(tasks, selection);
          assert.equal(chosen.length, Math.min(count, tasks.length));
          const reversed = await choose([...tasks].reverse(), selection);
          // Strata that tie for the last place are taken in the order of rows.
          assert.equal(reversed.length, chosen.length);
          const strata = new Map<string, [number, number]>();
          for (const one of tasks) {
            const key = `${one.repository} ${one.gold?.bounce}`;
            const [all, taken] = strata.get(key) ?? [0, 0];
            strata.set(key, [all + 1, taken + Number(chosen.includes(one))]);
          }
          for (const [all, taken] of strata.values()) {
            const quota = (all * chosen.length) / tasks.length;
            assert.ok(Math.abs(taken - quota) < 1 + 1e-9, `${taken} of ${all}, quota ${quota}`);
          }
        },
      ),
    ));

  it('of shards parts the tasks: each in exactly one', () =>
    fc.assert(
      fc.asyncProperty(manyTasks, fc.integer({ min: 1, max: 7 }), async (tasks, count) => {
        const parts = await Promise.all(
          Array.from({ length: count }, (_, i) => choose(tasks, { kind: 'all' }, { index: i + 1, count })),
        );
        assert.deepEqual(
          parts
            .flat()
            .map(({ id }) => id)
            .sort(),
          tasks.map(({ id }) => id).sort(),
        );
      }),
    ));

  it('of the first takes them in order, and Lite by instance', async () => {
    const tasks = [task(0, true, 'a/a'), task(1, false, 'a/a'), task(2, true, 'a/a')];
    const both = tasks.flatMap((one) => [one, { ...one, door: 'output' as const }]);
    assert.deepEqual(await choose(tasks, { kind: 'first', count: 2 }), tasks.slice(0, 2));
    assert.equal((await choose(both, { kind: 'first', count: 2 }, null, true)).length, 4);
  });

  it('of tasks takes those named', async () => {
    const tasks = [task(0, true, 'a/a'), task(1, false, 'a/a')];
    assert.deepEqual(await choose(tasks, { kind: 'tasks', keys: ['input:t-1'] }), [tasks[1]]);
  });
});
