import assert from 'node:assert/strict';
import { decide, decideUnrated, percent } from '../../../src/core/policy.js';
import { CouldNotRate, type Rating } from '../../../src/core/rating.js';

const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
const rating = (part: Partial<Rating>): Rating => ({
  door: 'output',
  rater: { name: 'test', version: '1' },
  label: 'INCORRECT',
  labelProbabilities: [0.25, 0.25, 0.25, 0.25],
  bounceProbability: 0.2,
  probabilitySource: 'model',
  baseRate: 0.5,
  explanation: '',
  evidence: [],
  findings: [],
  questions: [],
  coverage: { files: [], share: 1 },
  ...part,
});

describe('The decision', () => {
  it('abstains from the threshold on', () => {
    assert.equal(decide(rating({ bounceProbability: 0.49 }), policy).outcome, 'proceed');
    assert.equal(decide(rating({ bounceProbability: 0.5 }), policy).outcome, 'abstain');
  });

  it('never calls a figure below or above one that reads the same', () => {
    for (const [bounceProbability, because] of [
      [0.4961, /49\.6 ?% is below the threshold of 50\.0 ?%/],
      [0.499999, /49\.9999 ?% is below the threshold of 50\.0000 ?%/],
      [0.5004, /50\.04 ?% reaches the threshold of 50\.00 ?%/],
      [0.5, /50 ?% reaches the threshold of 50 ?%/],
      [0.3, /30 ?% is below the threshold of 50 ?%/],
    ] as const) {
      assert.match(decide(rating({ bounceProbability }), policy).because, because);
    }
  });

  it('abstains on a blocker and on too little coverage, whatever the rater says', () => {
    const blocker = {
      id: 'applies',
      value: 0,
      sentence: 'Does not apply.',
      places: [],
      level: 'blocker',
    } as const;
    assert.equal(
      decide(rating({ bounceProbability: 0, evidence: [blocker] }), policy).because,
      'Does not apply.',
    );
    const unread = decide(rating({ bounceProbability: 0, coverage: { files: [], share: 0.4 } }), policy);
    assert.equal(unread.outcome, 'abstain');
    assert.match(unread.because, /Only 40% of the patch/);
  });

  it('keeps unrated apart, and lets it through only where the door fails open, and says so', () => {
    const failure = new CouldNotRate('empty', 'It is empty.', 'Write something.');
    const closed = decideUnrated(failure, 'input', policy);
    assert.deepEqual([closed.outcome, closed.mayProceed], ['unrated', false]);
    const open = decideUnrated(failure, 'input', { ...policy, failOpen: true });
    assert.deepEqual([open.outcome, open.mayProceed], ['unrated', true]);
    assert.match(open.because, /you let unrated tickets through/);
  });

  it('never rounds a share to certainty', () => {
    assert.deepEqual([0, 0.001, 0.5, 0.999, 1].map(percent), ['0%', '1%', '50%', '99%', '100%']);
  });
});
