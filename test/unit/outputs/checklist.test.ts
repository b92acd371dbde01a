import assert from 'node:assert/strict';
import type { Checklist } from '../../../src/core/checklist.js';
import type { Verdict } from '../../../src/core/verdict.js';
import { formats } from '../../../src/outputs/formats.js';
import { plain } from '../../../src/outputs/text.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { example } from '../raters/chat/chat.js';
import { patchVerdict } from '../verdicts.js';

const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
const text = '# Fees\n\nFees are wrong.\n\n## Acceptance criteria\n\n- Add tests\n- Update the changelog\n';
const of = (checklist: boolean, ticket?: { text: string; source: string }) =>
  patchVerdict({ ...example('patches/good.patch'), ticket }, { rater: localRater, policy, checklist });
const shown = (verdict: Verdict, format: 'text' | 'markdown') =>
  formats[format](verdict, { text: '', instanceId: null, style: plain });

describe('The checklist of a verdict', () => {
  it('says of each point whether it is met, and where', async () => {
    const verdict = await of(true, { text, source: 'fees.md' });
    const printed = shown(verdict, 'text');
    assert.match(printed, /Checklist: 1 met, 1 not met\n {4}met {6}Add tests \(tests\/test_fees\.py:16/);
    assert.match(printed, /not met {2}Update the changelog \(The patch changes no changelog\)/);
    assert.match(shown(verdict, 'markdown'), /^- \*\*not met\*\*: Update the changelog$/m);
  });

  it('changes nothing else of the verdict', async () => {
    const ticket = { text, source: 'fees.md' };
    const [{ checklist, ...listed }, { checklist: none, ...plainly }] = [
      await of(true, ticket),
      await of(false, ticket),
    ];
    assert.equal(checklist?.points.length, 2);
    assert.equal(none, null);
    assert.deepEqual(listed, plainly);
  });

  it('is absent without a ticket', async () => {
    assert.equal((await of(true)).checklist, null);
  });

  it('shows a ticket’s words without obeying them', async () => {
    const verdict = await of(true, { text, source: 'fees.md' });
    const [point] = (verdict.checklist as Checklist).points;
    const points = [
      { ...(point as Checklist['points'][number]), text: '\u001b[2J@octocat [x](//evil)\n- met' },
    ];
    const hostile = { ...verdict, checklist: { points, more: 0 } };
    assert.ok(!shown(hostile, 'text').includes('\u001b'));
    assert.ok(!/(?<!\\)@octocat|(?<!\\)\[x/.test(shown(hostile, 'markdown')));
    assert.ok(!/^- met$/m.test(shown(hostile, 'markdown')));
  });
});
