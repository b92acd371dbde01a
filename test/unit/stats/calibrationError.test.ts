import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ranked } from '../../../src/stats/ranking.js';
import { reliabilityTable, tableError } from '../../../src/stats/reliability.js';

describe('Expected calibration error', () => {
  const cell = fc.tuple(fc.constantFrom(0.1, 0.3, 0.6), fc.boolean());

  it('does not depend on the order of rows that tie', () => {
    const rows = fc.array(cell, { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (pairs, keys) => {
        const error = (some: typeof pairs) =>
          tableError(
            reliabilityTable(
              ranked(
                some.map(([p]) => p),
                some.map(([, bounce]) => bounce),
              ),
            ),
          );
        const keyed = pairs.map((pair) => ({ pair, key: keys.next().value as number }));
        const reordered = keyed.sort((a, b) => a.key - b.key).map(({ pair }) => pair);
        assert.ok(Math.abs(error(pairs) - error(reordered)) < 1e-9);
      }),
    );
  });

  it('is 0 for four probabilities that are each their share, however many bins part them', () => {
    const rows = [0.1, 0.3, 0.6, 0.8].flatMap((p) =>
      Array.from({ length: 150 }, (_, i) => ({ p, bounce: i < 150 * p })),
    );
    const ranking = ranked(
      rows.map(({ p }) => p),
      rows.map(({ bounce }) => bounce),
    );
    const error = tableError(reliabilityTable(ranking));
    assert.ok(error < 1e-9, `${error}`);
  });
});
