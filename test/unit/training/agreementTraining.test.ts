import assert from 'node:assert/strict';
import type { Agreement } from '../../../src/agreement/agreement.js';
import { type ComparedRow, fitWeights, joinedRows } from '../../../training/agreementTraining.js';

/** Rows of 60 tickets, of which those that agree are wrong as often as told. */
function rowsOf(wrongWhereSame: number, wrongElsewhere: number): ComparedRow[] {
  return Array.from({ length: 240 }, (_, i) => {
    const isSame = i % 2 === 0;
    const share = isSame ? 1 : 0.1;
    const agreement = { families: 2, places: share, mostTokens: share, mostLines: share } as Agreement;
    const bounce = ((i >> 1) % 10) / 10 < (isSame ? wrongWhereSame : wrongElsewhere);
    const row = { instance: `t${i % 60}`, source: 's', agent: 'a', copy: '', odds: 0, bounce, agreement };
    return row as unknown as ComparedRow;
  });
}

describe('Training what agreement says', () => {
  it('learns that agreement is a good sign, and by how much', () => {
    const shifts = joinedRows(rowsOf(0.1, 0.5), 1).map(({ shift, agreement }) => [
      agreement.mostTokens,
      shift,
    ]);
    const mean = (tokens: number) => {
      const own = shifts.filter(([one]) => one === tokens).map(([, shift = 0]) => shift);
      return own.reduce((a, b) => a + b, 0) / own.length;
    };
    // Log odds of 0.1 and 0.5, against those of all, 0.3.
    assert.ok(mean(1) < -0.9 && mean(1) > -1.8, `${mean(1)}`);
    assert.ok(mean(0.1) > 0.4 && mean(0.1) < 1.2, `${mean(0.1)}`);
  });

  it('never learns that agreement is a bad sign', () => {
    assert.ok(fitWeights(rowsOf(0.1, 0.5)).every((weight) => weight >= 0));
    assert.deepEqual(fitWeights(rowsOf(0.5, 0.1)).slice(1), [0, 0]);
  });
});
