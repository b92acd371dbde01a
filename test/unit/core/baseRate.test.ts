import assert from 'node:assert/strict';
import { presumed } from '../../../src/core/baseRate.js';
import { confidenceSentence } from '../../../src/core/ratingWords.js';
import type { RatedVerdict } from '../../../src/core/verdict.js';

describe('The base rate that a probability presumes', () => {
  const outcomes = { agent: { count: 40, wrong: 40 } };

  it('is what the user set, whatever else is known', () => {
    const { baseRate, from } = presumed({ setting: 0.2, outcomes });
    assert.deepEqual([baseRate, from], [0.2, 'setting']);
  });

  it("is that of agents of today where nothing is known, and the generation's where that is", () => {
    const nothing = { baseRate: 0.33, from: 'default', agent: null, generation: '2025', outcomes: 0 };
    assert.deepEqual(presumed(), nothing);
    const of2024 = { baseRate: 0.74, from: 'generation', agent: null, generation: '2024', outcomes: 0 };
    assert.deepEqual(presumed({ generation: '2024' }), of2024);
  });

  it("moves with an agent's outcomes, a little by a few and as far as they say by many", () => {
    const share = (count: number) => presumed({ outcomes: { agent: { count, wrong: count } } }).baseRate;
    assert.ok(share(1) > 0.33 && share(1) < 0.5);
    assert.ok(share(100) > 0.95);
    assert.equal(presumed({ outcomes: { agent: { count: 0, wrong: 0 } } }).from, 'default');
  });

  it("takes the repository's outcomes where the agent has few", () => {
    const repository = { count: 5, wrong: 0 };
    const { baseRate, from } = presumed({ outcomes: { agent: { count: 5, wrong: 0 }, repository } });
    assert.deepEqual([baseRate, from], [0.33 / 4, 'agent']);
  });
});

describe('The words for a base rate', () => {
  const said = (basis: Partial<RatedVerdict['baseRateBasis']>, door: 'input' | 'output' = 'output') =>
    confidenceSentence({
      door,
      calibration: null,
      probabilitySource: 'model',
      baseRate: 0.33,
      baseRateBasis: { from: 'default', agent: null, generation: '2025', outcomes: 0, ...basis },
    });

  for (const [basis, words] of [
    [{}, 'the default: the agent is unknown'],
    [{ agent: 'Copilot' }, 'the default: the model of Copilot is unknown'],
    [
      { from: 'generation', generation: '2024', agent: 'Aider (gpt-4o)' },
      'Aider (gpt-4o): agents of 2024 or earlier',
    ],
    [{ from: 'setting', agent: 'Copilot' }, 'your setting'],
    [{ from: 'agent', agent: 'Aider (gpt-4o)', outcomes: 24 }, '24 outcomes of Aider here; without any, 33%'],
    [
      { from: 'agent', agent: 'Copilot', outcomes: 1 },
      '1 outcome of Copilot here, few so far; without any, 33%',
    ],
    [
      { from: 'repository', generation: '2024', outcomes: 19 },
      '19 outcomes in this repository, few so far; without any, 74%',
    ],
  ] as const) {
    it(`are "${words}" from ${JSON.stringify(basis)}`, () =>
      assert.equal(said(basis), `Assumes that 33% of such patches need rework (${words}).`));
  }

  it('name the training data for tickets', () =>
    assert.equal(
      said({ from: 'training', generation: null }, 'input'),
      'Assumes that 33% of such tickets need rework (as in the training data).',
    ));
});
