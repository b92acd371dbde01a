import assert from 'node:assert/strict';
import { presumptionOf } from '../../../src/core/baseRate.js';
import { whatMoved } from '../../../src/core/moved.js';
import { gainWords, messageOf } from '../../../src/core/questionWords.js';
import type { RatedVerdict } from '../../../src/core/verdict.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { ticketVerdict } from '../verdicts.js';

const options = { rater: localRater, policy: { threshold: 0.5, minimumCoverage: 0.5, failOpen: false } };

async function rated(text: string, baseRate?: number): Promise<RatedVerdict> {
  const verdict = await ticketVerdict(
    { text, source: 'test' },
    { ...options, ...(baseRate !== undefined && { presumption: presumptionOf(baseRate, 'setting') }) },
  );
  assert.ok(!verdict.unrated);
  return verdict;
}

const bare = '# Fees\n\nThe fees are wrong at times, maybe. Please have a look at all of them.\n';

describe('What moved', () => {
  it('tells the facts that a change brought and took, and which questions it answers', async () => {
    const before = await rated(bare);
    const after = await rated(
      '# Fees\n\nThe fees are wrong. They should be 0.\n\n1. Run late_fee().\n\nPython 3.12\n',
    );
    const moved = whatMoved(before, after);
    assert.ok(moved);
    assert.equal(moved.before, before.bounceProbability);
    assert.equal(moved.after, after.bounceProbability);
    assert.ok(moved.gained.includes('Gives steps to reproduce.'));
    assert.ok(moved.gained.includes('Names versions.'));
    assert.deepEqual(moved.lost, ['Uses words such as "maybe" or "not sure".']);
    assert.equal(moved.questions.length, before.questions.length);
    for (const [i, { fact }] of before.questions.entries()) {
      const value = (verdict: RatedVerdict) => verdict.evidence.find(({ id }) => id === fact)?.value === 0;
      assert.equal(moved.questions[i]?.answered, value(before) !== value(after), fact);
    }
    assert.ok(moved.questions.some(({ answered }) => answered));
  });

  it('is the other way round when the change is taken back', async () => {
    const [a, b] = [await rated(bare), await rated(`${bare}\nIt should be 0 with Python 3.12.\n`)];
    const [there, back] = [whatMoved(a, b), whatMoved(b, a)];
    assert.deepEqual(there?.gained, back?.lost);
    assert.deepEqual(there?.lost, back?.gained);
  });

  it('is nothing between equal ratings', async () => {
    const verdict = await rated(bare);
    const moved = whatMoved(verdict, verdict);
    assert.deepEqual([moved?.gained, moved?.lost], [[], []]);
    assert.ok(moved?.questions.every(({ answered }) => !answered));
  });

  it('is not told between ratings that can’t be compared', async () => {
    const verdict = await rated(bare);
    const other: RatedVerdict[] = [
      { ...verdict, rater: { ...verdict.rater, version: 'other' } },
      { ...verdict, rater: { ...verdict.rater, name: 'chat' } },
      { ...verdict, probabilitySource: 'label' },
      { ...verdict, door: 'output' },
      await rated(bare, 0.9),
    ];
    for (const one of other) {
      assert.equal(whatMoved(verdict, one), undefined);
      assert.equal(whatMoved(one, verdict), undefined);
    }
  });
});

describe('The words of questions', () => {
  it('say what an answer is worth', () => {
    const words = (gain: number, fact = 'versions') => gainWords({ text: '?', fact, gain });
    assert.equal(words(0.118), 'would lower the risk by 12 points');
    assert.equal(words(0.01), 'would lower the risk by 1 point');
    assert.equal(words(0.004), 'would hardly lower the risk');
    assert.equal(words(0, 'other'), '');
  });

  it('make a message, numbered', () => {
    const question = { text: 'Which version?', fact: 'versions', gain: 0.1 };
    assert.match(messageOf([question]), /^Thank you.*answer this\?\n\n1\. Which version\?\n$/);
    assert.match(messageOf([question, question]), /answer these 2 questions\?\n\n1\. .*\n2\. .*\n$/);
  });
});
