import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/rating.js';
import type { Verdict } from '../../../src/core/verdict.js';
import { offersOf } from '../../../src/vscode/features/review/offers.js';
import { ageWords, waitWords } from '../../../src/vscode/features/review/times.js';

const finding: Finding = { id: 'x', severity: 'warning', message: 'It prints.' };
const known = { done: [], isModelAtFault: false, gate: 'applyPatch' } as const;
const verdict = (over: object) =>
  ({
    door: 'output',
    decision: 'abstain',
    asks: false,
    questions: [],
    findings: [],
    probabilitySource: 'model',
    trust: {},
    unrated: null,
    ...over,
  }) as unknown as Verdict;

describe('What can be done about a review', () => {
  const offered = (over: object, more: object = {}) =>
    offersOf({ ...known, ...more, verdict: verdict(over) }).map(({ text }) => text);
  const first = (over: object, more?: object) => offered(over, more)[0];

  it('begins with what to do next', () => {
    assert.equal(first({ findings: [finding] }), 'Send Findings to Agent');
    assert.equal(first({}), 'Ask a Model…');
    assert.equal(first({ decision: 'proceed' }), 'Ask a Model…');
    assert.equal(first({ decision: 'proceed', trust: null, probabilitySource: 'stated' }), 'Apply Patch');
    const ticket = { door: 'input', questions: [{ text: 'Why?', fact: 'other', gain: 0 }] };
    assert.equal(first(ticket), 'Copy Questions');
    assert.equal(first({ ...ticket, decision: 'proceed', asks: true }), 'Copy Questions');
    assert.equal(first({ ...ticket, decision: 'proceed' }), 'Agree');
    assert.equal(first({ ...ticket, decision: 'proceed' }, { done: ['You agreed.'] }), 'Rate Again');
  });

  it('mends what failed', () => {
    const failed = { decision: 'unrated', unrated: { cause: 'no-key' }, probabilitySource: null };
    assert.equal(first(failed, { isModelAtFault: true }), 'Connect a Model…');
    assert.equal(first(failed, { done: null }), 'Rate Again');
  });

  it('offers each thing once, and only where it makes sense', () => {
    const all = offered({ findings: [finding] });
    assert.equal(new Set(all).size, all.length);
    assert.ok(!all.includes('Rewrite Ticket'));
    assert.ok(!offered({ door: 'input' }).includes('Choose Agent…'));
    assert.ok(!offered({}, { done: null }).includes('Disagree…'));
  });
});

describe('The times in the panel', () => {
  it('read as people say them', () => {
    assert.deepEqual([0, 61_000, 7_300_000, 90_000_000].map(ageWords), [
      'just now',
      '1 min ago',
      '2 h ago',
      '1 d ago',
    ]);
    assert.deepEqual([4_900, 65_000].map(waitWords), ['4 s', '1 min 5 s']);
  });
});
