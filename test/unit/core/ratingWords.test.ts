import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/rating.js';
import { type Headline, verdictLine } from '../../../src/core/ratingWords.js';

describe('The line of a verdict', () => {
  const line = (over: Partial<Headline>) =>
    verdictLine({
      door: 'input',
      decision: 'abstain',
      label: 'VAGUE',
      probabilitySource: 'model',
      bounceProbability: 0.61,
      ...over,
    });
  const patch = { door: 'output', probabilitySource: 'calibrated' } as const;
  const proceeds = { decision: 'proceed', bounceProbability: 0.12 } as const;

  it('names decision, label and risk, in words for people', () => {
    assert.equal(line({}), 'Ask first · Vague · 61% risk');
    assert.equal(line({ label: 'IMPOSSIBLE_TO_SOLVE' }), 'Ask first · Not solvable as written · 61% risk');
    const keyParts = { ...patch, label: 'BROAD_MISSING_KEY_ASPECTS' } as const;
    assert.equal(line(keyParts), "Don't merge yet · Missing key parts · 61% risk");
  });

  it('leaves out the decision where the label says the same', () => {
    assert.equal(line({ ...proceeds, label: 'WELL_SPECIFIED' }), 'Clear · 12% risk');
    assert.equal(
      line({ ...patch, ...proceeds, label: 'CORRECT_BUT_INCOMPLETE' }),
      'Correct but incomplete · 12% risk',
    );
  });

  it('keeps the decision where a ticket proceeds with questions', () => {
    const asks = { ...proceeds, bounceProbability: 0.38, asks: true, label: 'REASONABLY_SPECIFIED' } as const;
    assert.equal(line(asks), 'Proceed, but ask · Clear enough · 38% risk');
  });

  it('leaves out a label that means the other side', () => {
    assert.equal(line({ label: 'REASONABLY_SPECIFIED' }), 'Ask first · 61% risk');
    assert.equal(line({ ...proceeds, label: 'VAGUE' }), 'May proceed · 12% risk');
  });

  it('calls no patch correct by its surface', () => {
    const good = { ...patch, ...proceeds, label: 'CORRECT_AND_PRECISE' } as const;
    assert.equal(line({ ...good, probabilitySource: 'model' }), 'May proceed · 12% risk');
  });

  it('says that nothing was found against a patch only where nothing was', () => {
    const finding = { id: 'debug-output', severity: 'info', message: 'Prints.' } as const;
    const found = (...findings: readonly Finding[]) =>
      line({ ...patch, ...proceeds, label: 'INCORRECT', findings });
    assert.equal(found(), 'Nothing found against it · 12% risk');
    assert.equal(found({ ...finding, unsure: true }), 'Nothing found against it · 12% risk');
    assert.equal(found(finding), 'May proceed · 12% risk');
  });

  it('gives no risk where the rater gave none, and nothing but the outcome of what is not rated', () => {
    assert.equal(line({ probabilitySource: 'label', bounceProbability: 1 }), 'Ask first · Vague');
    const nothing = { label: null, probabilitySource: null, bounceProbability: null } as const;
    assert.equal(line({ ...nothing, decision: 'unrated' }), 'Not rated');
  });
});
