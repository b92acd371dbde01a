import assert from 'node:assert/strict';
import fc from 'fast-check';
import { logOdds } from '../../../src/stats/sigmoid.js';
import { bandsOf } from '../../../training/bands.js';
import type { HeldOutRow } from '../../../training/nested.js';

const row = (probability: number, bounce: boolean, i: number) =>
  ({ instance: `i${i}`, odds: logOdds(probability), bounce }) as HeldOutRow;

describe('Bands of probabilities', () => {
  it('hold every row once, enough of them, in rising order of what they turned out to mean', () => {
    const rows = fc.array(fc.tuple(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.boolean()), {
      minLength: 30,
      maxLength: 400,
    });
    fc.assert(
      fc.property(rows, (some) => {
        const { bands } = bandsOf(
          some.map(([probability, bounce], i) => row(probability, bounce, i)),
          0.5,
          1,
        );
        assert.equal(
          bands.reduce((sum, band) => sum + band.rows, 0),
          some.length,
        );
        for (const [i, band] of bands.entries()) {
          assert.ok(band.rows >= 30);
          const [from, to] = [band.from, bands[i + 1]?.from ?? 1];
          // A row stands in the band that a look-up finds for it.
          const within = some.filter(([probability]) => probability >= from && probability < to);
          assert.equal(within.length, band.rows);
          assert.equal(within.filter(([, bounce]) => bounce).length / band.rows, band.share.value);
          if (i > 0) assert.ok((bands[i - 1]?.share.value as number) < band.share.value);
        }
      }),
      { numRuns: 30 },
    );
  });
});
