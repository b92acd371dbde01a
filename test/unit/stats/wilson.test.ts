import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wilson } from '../../../src/stats/wilson.js';

describe('An interval of a share', () => {
  it("is Wilson's, whose ends are the shares that the score test just does not reject", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (count, extra) => {
        const of = count + extra;
        const { value, low, high } = wilson(count, of) ?? assert.fail();
        assert.equal(value, count / of);
        for (const end of [low, high].filter((share) => share > 1e-9 && share < 1 - 1e-9)) {
          const z = (value - end) / Math.sqrt((end * (1 - end)) / of);
          assert.ok(Math.abs(Math.abs(z) - 1.959964) < 1e-5);
        }
        assert.ok(low <= value && value <= high);
      }),
    );
    // Newcombe 1998, table I: 81 of 263.
    const { low, high } = wilson(81, 263) ?? assert.fail();
    assert.deepEqual([low.toFixed(4), high.toFixed(4)], ['0.2553', '0.3662']);
    assert.equal(wilson(0, 0), null);
  });
});
