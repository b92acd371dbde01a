import assert from 'node:assert/strict';
import { drift, fewestOutcomes } from '../../../src/calibration/drift.js';
import { randomStream } from '../../../src/stats/random.js';

function outcomes(count: number, seed: number, truth: (p: number) => number = (p) => p) {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => {
    const probability = 0.1 + 0.8 * random();
    return { probability, bounce: random() < truth(probability) };
  });
}

describe('Drift', () => {
  it('says nothing of too few outcomes', () => {
    const { state, offerRefit, pValue } = drift(
      'output',
      outcomes(fewestOutcomes - 1, 1, () => 1),
    );
    assert.deepEqual({ state, offerRefit, pValue }, { state: 'too-few', offerRefit: false, pValue: null });
  });

  it('gives a p-value that is exact: two fair halves of twenty coins', () => {
    const coins = (heads: number) =>
      Array.from({ length: 20 }, (_, i) => ({ probability: 0.5, bounce: i < heads }));
    // P(at most 4 heads of 20) = 6196 / 2^20.
    const { pValue } = drift('output', coins(4));
    assert.ok(Math.abs((pValue as number) - (2 * 6196) / 2 ** 20) < 1e-12);
    assert.equal(drift('output', coins(10)).pValue, 1);
    assert.equal(drift('output', coins(2)).state, 'drifted');
  });

  it('raises no more false alarms than one in a hundred', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 400; seed++) {
      if (drift('input', outcomes(60, seed)).state === 'drifted') alarms++;
    }
    assert.ok(alarms <= 8, `${alarms} of 400`);
  });

  it('sees patches get worse, in words and with an offer to fit anew', () => {
    const { state, offerRefit, sentence } = drift(
      'output',
      outcomes(200, 7, (p) => 0.4 + 0.6 * p),
    );
    assert.equal(state, 'drifted');
    assert.ok(offerRefit);
    assert.match(sentence, /^Of the last 200 patches \d+ needed rework/);
  });

  it('looks at the latest outcomes only', () => {
    const old = outcomes(600, 3, () => 1);
    assert.equal(drift('output', [...old, ...outcomes(500, 4)]).state, 'as-promised');
  });
});
