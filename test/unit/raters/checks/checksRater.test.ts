import assert from 'node:assert/strict';
import { checksRater } from '../../../../src/raters/checks/checksRater.js';
import { patchVerdict, ticketVerdict } from '../../verdicts.js';
import { example } from '../chat/chat.js';

const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
const options = { rater: checksRater, policy };

describe('The rater that goes by the checks alone', () => {
  it('bounces what a check warns of, and says which', async () => {
    const verdict = await patchVerdict(example('patches/bad.patch'), options);
    assert.deepEqual(
      [verdict.decision, verdict.label, verdict.probabilitySource],
      ['abstain', 'BROAD_MISSING_KEY_ASPECTS', 'label'],
    );
    assert.match(verdict.explanation, /^Checks warn: Removes 1 test\. /);
  });

  it('lets hints pass, and what no check finds', async () => {
    const ticket = example('tickets/clear.md');
    const verdict = await patchVerdict({ ...example('patches/good.patch'), ticket }, options);
    assert.deepEqual([verdict.decision, verdict.explanation], ['proceed', 'No check warns.']);
  });

  it('can’t rate a ticket in a language whose words the checks don’t know', async () => {
    const text = '# የኤክስፖርት ስህተት\n\nፋይሉን ስናወጣ አንድ መስመር ይጎድላል እና ማንም ለምን እንደሆነ አያውቅም።\n';
    const verdict = await ticketVerdict({ source: 'a.md', text }, options);
    assert.deepEqual([verdict.decision, verdict.unrated?.cause], ['unrated', 'unreadable']);
  });

  it('asks the author of a ticket that it bounces', async () => {
    const text =
      '# The export\n\nThe export in `billing/export.py` writes twelve rows for a customer with thirteen invoices. The last one is missing.\n';
    const verdict = await ticketVerdict({ source: 'a.md', text }, options);
    assert.equal(verdict.decision, 'abstain');
    assert.ok(verdict.questions.length > 0);
  });
});
