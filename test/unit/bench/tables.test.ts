import assert from 'node:assert/strict';
import fc from 'fast-check';
import { largestGroups } from '../../../src/bench/groups.js';
import { nullRaters, nullRows } from '../../../src/bench/nullRaters.js';
import type { Scored } from '../../../src/bench/scored.js';
import { submissionTable } from '../../../src/bench/submissionTable.js';
import { scored, scoredRows } from './scoredRows.js';

const sizes = (rows: readonly Scored[]) =>
  largestGroups(rows, ({ repository }) => repository).map(([name, members]) => [name, members.length]);

describe('Groups of tasks', () => {
  it('have every task once', () => {
    fc.assert(
      fc.property(scoredRows('output', 30), (rows) => {
        const groups = largestGroups(rows, ({ repository }) => repository);
        assert.deepEqual(new Set(groups.flatMap(([, members]) => members)), new Set(rows));
        assert.equal(groups.flatMap(([, members]) => members).length, rows.length);
        assert.ok(groups.every(([name, members]) => members.every((row) => row.repository === name)));
      }),
    );
  });

  it('stand by size', () => {
    const of = (repository: string) => scored({ repository });
    assert.deepEqual(sizes([of('a/a'), of(''), of('c/c'), of('b/b'), of('c/c')]), [
      ['c/c', 2],
      ['', 1],
      ['a/a', 1],
      ['b/b', 1],
    ]);
  });
});

describe('Null raters', () => {
  it('decide without reading, the same way every time, and give no probabilities', () => {
    fc.assert(
      fc.property(scoredRows('input', 40), fc.nat(), (rows, seed) => {
        const nulls = nullRows('input', rows, seed);
        assert.deepEqual(nullRows('input', rows, seed), nulls);
        for (const rater of nullRaters) {
          assert.deepEqual(
            nulls[rater].map(({ task, gold, quality }) => ({ task, gold, quality })),
            rows.map(({ task, gold, quality }) => ({ task, gold, quality })),
          );
          assert.ok(nulls[rater].every((row) => row.bounceProbability === null && row.label === null));
        }
        assert.ok(nulls['accept-all'].every(({ bounced }) => !bounced));
        assert.ok(nulls['bounce-all'].every(({ bounced }) => bounced));
        assert.ok(nulls.oracle.every(({ bounced, gold }) => bounced === gold));
        const bounced = nulls['length-only'].filter((row) => row.bounced);
        const longest = Math.max(-1, ...bounced.map(({ ticketLength }) => ticketLength));
        const deserving = rows.filter(({ gold }) => gold).length;
        assert.equal(rows.filter(({ ticketLength }) => ticketLength <= longest).length, bounced.length);
        assert.ok(bounced.length >= deserving);
        assert.ok(
          bounced.filter(({ ticketLength }) => ticketLength < longest).length < Math.max(1, deserving),
        );
      }),
    );
  });

  it('bounce at random as often as tasks deserve it', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => scored({ gold: i % 4 === 0 }));
    const share = (seed: number) =>
      nullRows('output', rows, seed).random.filter(({ bounced }) => bounced).length / rows.length;
    assert.ok(Math.abs(share(44) - 0.25) < 0.02);
    assert.notEqual(share(44), share(45));
  });

  it('bounce patches of more than 1,500 code points', () => {
    const rows = [1500, 1501].map((patchLength) => scored({ patchLength }));
    const bounced = (rows: readonly { readonly bounced: boolean }[]) => rows.map((row) => row.bounced);
    assert.deepEqual(bounced(nullRows('output', rows)['length-only']), [false, true]);
    assert.deepEqual(bounced(nullRows('output', rows, 44, () => 1500)['length-only']), [false, false]);
  });
});

describe('The table of a submission', () => {
  it('tells what the door keeps and what it costs', () => {
    const patch = (agent: string, gold: boolean, bounced: boolean) => scored({ agent, gold, bounced });
    const rows = [
      patch('b', false, true),
      patch('b', true, true),
      patch('a', false, false),
      patch('a', false, true),
      patch('a', true, false),
      patch('a', true, true),
      patch('c', true, true),
    ];
    assert.deepEqual(submissionTable(rows), [
      {
        agent: null,
        before: 7,
        after: 2,
        correctBefore: 3,
        correctAfter: 1,
        correctShareBefore: 3 / 7,
        correctShareAfter: 0.5,
        correctLost: 2,
        correctLostShare: 2 / 3,
      },
      {
        agent: 'a',
        before: 4,
        after: 2,
        correctBefore: 2,
        correctAfter: 1,
        correctShareBefore: 0.5,
        correctShareAfter: 0.5,
        correctLost: 1,
        correctLostShare: 0.5,
      },
      {
        agent: 'b',
        before: 2,
        after: 0,
        correctBefore: 1,
        correctAfter: 0,
        correctShareBefore: 0.5,
        correctShareAfter: null,
        correctLost: 1,
        correctLostShare: 1,
      },
      {
        agent: 'c',
        before: 1,
        after: 0,
        correctBefore: 0,
        correctAfter: 0,
        correctShareBefore: 0,
        correctShareAfter: null,
        correctLost: 0,
        correctLostShare: null,
      },
    ]);
    assert.deepEqual(
      submissionTable([]).map(({ before, correctShareBefore }) => [before, correctShareBefore]),
      [[0, null]],
    );
  });
});
