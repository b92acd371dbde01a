import fc from 'fast-check';
import type { Scored } from '../../../src/bench/scored.js';
import type { Door } from '../../../src/core/rating.js';

/** A scored row from the fields that matter to a test. */
export function scored(fields: Partial<Scored>): Scored {
  return {
    task: 'task',
    group: 'group',
    repository: 'owner/name',
    agent: 'agent',
    ticketLength: 100,
    patchLength: 100,
    gold: false,
    quality: null,
    bounced: false,
    bounceProbability: null,
    label: null,
    labelProbabilities: null,
    ...fields,
  };
}

const unknownOr = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 });

const distribution = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 1, max: 9 })))
  .map((parts) => parts.map((part) => part / parts.reduce((a, b) => a + b, 0)));

/** Random rows with few probabilities (so that many tie), few groups, and now and then one class only. */
export function scoredRows(door: Door, maxLength: number): fc.Arbitrary<Scored[]> {
  const row = (gold: fc.Arbitrary<boolean>) =>
    fc
      .record({
        group: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        agent: fc.constantFrom('one', 'two', 'three'),
        ticketLength: fc.nat({ max: 20 }),
        gold,
        quality: unknownOr(door === 'input' ? fc.nat({ max: 3 }) : fc.nat({ max: 4 }).map((n) => n / 4)),
        bounced: fc.boolean(),
        bounceProbability: unknownOr(fc.nat({ max: 7 }).map((n) => n / 7)),
        label: unknownOr(fc.nat({ max: 3 })),
        labelProbabilities: unknownOr(distribution),
      })
      .map(scored);
  return fc
    .oneof(
      { weight: 6, arbitrary: fc.array(row(fc.boolean()), { minLength: 1, maxLength }) },
      { weight: 1, arbitrary: fc.array(row(fc.constant(true)), { minLength: 1, maxLength }) },
      { weight: 1, arbitrary: fc.array(row(fc.constant(false)), { minLength: 1, maxLength }) },
    )
    .map((rows) => rows.map((each, i) => ({ ...each, task: String(i) })));
}
