import assert from 'node:assert/strict';
import { decide, decideUnrated, percent, policyOf } from '../../../src/core/policy.js';
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

  it('abstains on a probability that is no number', () => {
    for (const next of ['person', 'nobody'] as const) {
      const { outcome } = decide(rating({ bounceProbability: Number.NaN }), { ...policy, next });
      assert.equal(outcome, 'abstain');
    }
  });

  it('never shows a figure on one side of another that reads the same', () => {
    for (const [bounceProbability, because] of [
      [0.4961, 'Risk 49.6%, limit 50.0%.'],
      [0.499999, 'Risk 49.9999%, limit 50.0000%.'],
      [0.5004, 'Risk 50.04%, limit 50.00%.'],
      [0.5, 'Risk 50%, limit 50%.'],
      [0.3, 'Risk 30%, limit 50%.'],
    ] as const) {
      assert.equal(decide(rating({ bounceProbability }), policy).because, because);
    }
  });

  it('says so where a calibration means the other side than the label', () => {
    const calibrated = (label: Rating['label'], bounceProbability: number) =>
      decide(rating({ label, bounceProbability, probabilitySource: 'calibrated' }), policy).because;
    assert.equal(
      calibrated('CORRECT_AND_PRECISE', 0.56),
      'Risk 56%, limit 50%. The rater calls this correct, but what such answers turned out to mean decides.',
    );
    assert.equal(
      calibrated('INCORRECT', 0.3),
      'Risk 30%, limit 50%. The rater calls this wrong, but what such answers turned out to mean decides.',
    );
    assert.equal(calibrated('INCORRECT', 0.7), 'Risk 70%, limit 50%.');
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

  describe('with questions', () => {
    const limits = policyOf({}, { abstain: 0.43, ask: 0.36 }, 0.5);
    const at = (bounceProbability: number) => decide(rating({ door: 'input', bounceProbability }), limits);

    it('proceeds between the limits, and says that something is open', () => {
      assert.deepEqual(at(0.38), {
        outcome: 'proceed',
        mayProceed: true,
        asks: true,
        because: 'Risk 38%, limit 43%. Below the limit, but ask what is open.',
      });
      assert.deepEqual(
        [0.3599, 0.36, 0.4299, 0.43].map((risk) => [at(risk).outcome, at(risk).asks]),
        [
          ['proceed', false],
          ['proceed', true],
          ['proceed', true],
          ['abstain', false],
        ],
      );
    });

    it('leaves all to a threshold that the user set', () => {
      const set = policyOf({ threshold: 0.9 }, { abstain: 0.43, ask: 0.36 }, 0.5);
      const decision = decide(rating({ door: 'input', bounceProbability: 0.6 }), set);
      assert.deepEqual([decision.outcome, decision.asks], ['proceed', false]);
    });
  });

  describe('where nobody reviews next', () => {
    const limits = { abstain: 0.5, ask: 0.4 };
    const by = (risk?: number) => policyOf({ next: 'nobody', risk }, limits, 0.5);

    it('proceeds up to the risk that the user accepts, a tenth unless they say', () => {
      const at = (bounceProbability: number, risk?: number) =>
        decide(rating({ bounceProbability }), by(risk));
      assert.deepEqual(at(0.28), {
        outcome: 'abstain',
        mayProceed: false,
        asks: false,
        because:
          'Risk 28%, limit 10%. Nobody reviews next, and that is more than you accept. Ask a model, or let a person review.',
      });
      assert.equal(at(0.1).outcome, 'proceed');
      assert.equal(at(0.08).because, 'Risk 8%, limit 10%. Nobody reviews next, and you accept this much.');
      assert.match(at(0.1004).because, /Risk 10\.04%, limit 10\.00%/);
      // No cap at one half: who accepts more gets more.
      assert.equal(at(0.8, 0.9).outcome, 'proceed');
      assert.equal(at(0.0001, 0).outcome, 'abstain');
    });

    it('promises nothing by a label alone', () => {
      const labelled = (label: Rating['label'], bounceProbability: number) =>
        decide(rating({ label, bounceProbability, probabilitySource: 'label' }), by(0.9));
      const good = labelled('CORRECT_AND_PRECISE', 0);
      assert.equal(good.outcome, 'abstain');
      assert.match(good.because, /a label without a probability promises no risk\. Ask a model that gives/);
      assert.match(labelled('INCORRECT', 1).because, /^The rater calls this wrong/);
    });

    it('asks no model again where one has rated', () => {
      const stated = decide(rating({ bounceProbability: 0.4, probabilitySource: 'stated' }), by());
      assert.match(stated.because, /than you accept\. Let a person review\.$/);
    });

    it('gives way to a threshold that the user set', () => {
      const set = policyOf({ next: 'nobody', risk: 0.1, threshold: 0.7 }, limits, 0.5);
      assert.equal(decide(rating({ bounceProbability: 0.6 }), set).because, 'Risk 60%, limit 70%.');
    });
  });
});
