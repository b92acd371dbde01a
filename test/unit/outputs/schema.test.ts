import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { presumptionOf } from '../../../src/core/baseRate.js';
import { CouldNotRate } from '../../../src/core/rating.js';
import { failureOf, unrated, type Verdict } from '../../../src/core/verdict.js';
import { formats } from '../../../src/outputs/formats.js';
import { verdictSchema } from '../../../src/outputs/schema.js';
import { plain } from '../../../src/outputs/text.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { startChatServer } from '../../host/chatServer.js';
import { chatOptions, example } from '../raters/chat/chat.js';
import { patchVerdict, ticketVerdict } from '../verdicts.js';

const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
const options = { rater: localRater, policy };
const beside = { text: '', instanceId: 'one', style: plain };

function check(verdict: Verdict): void {
  for (const format of ['json', 'jsonl'] as const) {
    const { instance_id, ...printed } = JSON.parse(formats[format](verdict, beside));
    assert.equal(instance_id, format === 'jsonl' ? 'one' : undefined);
    assert.deepEqual(verdictSchema.parse(printed), printed);
  }
}

describe('The schema of a verdict', () => {
  it('holds for tickets and patches, clear and vague, good and bad', async () => {
    const ticket = example('tickets/clear.md');
    check(await ticketVerdict(ticket, options));
    check(
      await ticketVerdict(example('tickets/vague.md'), {
        ...options,
        presumption: presumptionOf(0.2, 'setting'),
      }),
    );
    check(await patchVerdict({ ...example('patches/good.patch'), ticket }, options));
    check(await patchVerdict({ ...example('patches/bad.patch'), ticket }, options));
  });

  it('holds for a model’s rating', async () => {
    const content = JSON.stringify({
      explanation: 'So it is.',
      label: 'INCORRECT',
      confidence: 0.8,
      findings: [{ severity: 'error', message: 'This is wrong.', quote: 'print("DEBUG late:", late)' }],
    });
    const server = await startChatServer(() => ({ content }));
    try {
      const verdict = await patchVerdict(example('patches/bad.patch'), chatOptions(server.url).options);
      assert.equal(verdict.usage?.calls, 1);
      check(verdict);
    } finally {
      await server.close();
    }
  });

  it('holds for what has no rating, whose detail stays out', async () => {
    const failure = failureOf(
      new CouldNotRate('bad-answer', 'It said nothing.', 'Try again.', {
        cause: new Error('the raw answer'),
      }),
    );
    assert.equal(failure.detail, 'the raw answer');
    const verdict = unrated({ door: 'input', source: 'a.md' }, failure, {
      policy,
      rater: localRater.identity,
    });
    check(verdict);
    assert.ok(!JSON.stringify(verdict).includes('the raw answer'));
    check(await patchVerdict({ text: 'No patch.', source: 'a.diff' }, options));
  });

  it('names the fields that the page on the JSON explains', () => {
    const page = readFileSync('docs/json.md', 'utf8');
    const explained = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    assert.deepEqual(explained, Object.keys(verdictSchema.shape));
  });
});
