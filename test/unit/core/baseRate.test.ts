import assert from 'node:assert/strict';
import { presumed } from '../../../src/core/baseRate.js';

describe('The base rate that a probability presumes', () => {
  it('is what the user set, whatever else is known', () => {
    const { baseRate, from } = presumed({ setting: 0.2, agent: { count: 40, wrong: 40 } });
    assert.deepEqual([baseRate, from], [0.2, 'setting']);
  });

  it("is that of agents of today where nothing is known, and the generation's where that is", () => {
    assert.deepEqual(presumed(), { baseRate: 0.33, from: 'default', generation: '2025', outcomes: 0 });
    const of2024 = { baseRate: 0.74, from: 'generation', generation: '2024', outcomes: 0 };
    assert.deepEqual(presumed({ generation: '2024' }), of2024);
  });

  it("moves with an agent's outcomes, a little by a few and as far as they say by many", () => {
    const share = (count: number) => presumed({ agent: { count, wrong: count } }).baseRate;
    assert.ok(share(1) > 0.33 && share(1) < 0.5);
    assert.ok(share(100) > 0.95);
    assert.equal(presumed({ agent: { count: 0, wrong: 0 } }).from, 'default');
  });

  it("takes the repository's outcomes where the agent has few", () => {
    const repository = { count: 5, wrong: 0 };
    const { baseRate, from } = presumed({ agent: { count: 5, wrong: 0 }, repository });
    assert.deepEqual([baseRate, from], [0.33 / 4, 'agent']);
  });
});
