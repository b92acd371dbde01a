import assert from 'node:assert/strict';
import { longestTicket } from '../../../src/core/coverage.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { patchVerdict, ticketVerdict } from '../verdicts.js';

const options = { rater: localRater, policy: { threshold: 0.5, minimumCoverage: 0.5, failOpen: false } };

describe('Very large input', () => {
  it('is read in part, and the door stays shut for want of coverage', async () => {
    // Marked names, questions and hedges all the way: what every check has most work with.
    const text = `# Title\n\n${'It should work, maybe? See `foo_bar()` in src/a.py. '.repeat(120_000)}`;
    const verdict = await ticketVerdict({ text, source: 'big' }, options);
    assert.ok(!verdict.unrated);
    assert.ok(Math.abs(verdict.coverage.share - longestTicket / text.length) < 1e-9);
    assert.equal(verdict.decision, 'abstain');
    assert.match(verdict.because, /was reviewed/);
  });

  it('of a thousand files is rated file by file', async () => {
    const text = Array.from(
      { length: 1_000 },
      (_, i) =>
        `diff --git a/f${i}.py b/f${i}.py\n--- a/f${i}.py\n+++ b/f${i}.py\n@@ -1 +1,20 @@\n a\n${'+value = compute()\n'.repeat(19)}`,
    ).join('');
    const verdict = await patchVerdict({ text, source: 'big' }, options);
    assert.equal(verdict.anchors.length, 1_000);
    assert.equal(verdict.coverage.share, 1);
  });

  it('of more files than a call takes arguments is rated', async () => {
    const text = '--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n'.repeat(150_000);
    const verdict = await patchVerdict({ text, source: 'big' }, options);
    assert.equal(verdict.anchors.length, 150_000);
    assert.notEqual(verdict.decision, 'unrated');
  });
});
