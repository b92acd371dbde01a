import assert from 'node:assert/strict';
import { explain } from '../../../../src/raters/local/explanation.js';
import type { Contribution } from '../../../../src/raters/local/model.js';

describe('The explanation of the local rater', () => {
  const moved = (sentence: string, amount: number, side: -1 | 0 | 1, isFinding = false): Contribution => ({
    feature: { name: 'x', value: 1, sentence, isFinding },
    amount,
    side,
  });

  it('says that it is a statistical estimate', () => {
    assert.equal(explain([]), 'Statistical estimate. Nothing about it stands out.');
    assert.equal(
      explain([moved('Names a cause.', -0.4, -1), moved('Asks questions.', 0.2, 1)]),
      'Statistical estimate. Raises the risk: Asks questions. Lowers the risk: Names a cause.',
    );
  });

  it('never says in favor what elsewhere counts against, and nothing of a count', () => {
    assert.equal(
      explain([moved('Changes places that lie apart.', -0.4, 1), moved('Changes 3 files.', -0.5, 0)]),
      'Statistical estimate. Nothing about it stands out.',
    );
  });

  it('leaves findings to where they are listed, and never says that nothing stands out beside them', () => {
    const found = moved('Silently ignores exceptions.', 0.5, 1, true);
    assert.equal(explain([found]), 'Statistical estimate. The findings raise the risk.');
    assert.equal(
      explain([found, moved('Adds type checks.', 0.3, 1)]),
      'Statistical estimate. The findings raise the risk. So does this: Adds type checks.',
    );
  });
});
