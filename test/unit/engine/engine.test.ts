import assert from 'node:assert/strict';
import type { KnownOutcomes } from '../../../src/core/baseRate.js';
import type { Subject } from '../../../src/core/subject.js';
import { createEngine, type DoorRules } from '../../../src/engine/engine.js';
import { Spending } from '../../../src/models/spending.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { settings } from '../raters/chat/chat.js';

/** A clear one, one with something open, and a vague one. */
const tickets = [
  "parse_date fails on leap days\n\nparse_date('2024-02-29') raises ValueError. It should return the date.\n",
  'Search misses results\n\nSearching for a name sometimes misses results. It should find all of them.\n',
  'Upload fails\n\nThe upload fails with an error when the file is large.\n',
];

describe('The engine', () => {
  const change = (path: string) => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a = 1;\n+a = 2;\n`;
  const subject = {
    door: 'output',
    source: 'test',
    text: change('static/app.min.js') + change('src/made.js') + change('src/app.js'),
  } as const;

  /** What becomes of each file by these patterns of generated ones. */
  async function readings(generatedFiles?: readonly string[]): Promise<Record<string, string>> {
    const rater = { kind: 'local', chat: settings, panel: { combination: 'mean', margin: 0.2 } } as const;
    const config = { rater, doors: {}, minimumCoverage: 0.5, ...(generatedFiles && { generatedFiles }) };
    const engine = createEngine(config, { models: [], spending: new Spending({}, undefined) });
    const verdict = await engine.rate(subject);
    return Object.fromEntries((verdict.coverage.files ?? []).map(({ path, how }) => [path, how]));
  }

  it('passes over the usual generated files unless it is given other patterns', async () => {
    const usual = await readings();
    assert.notEqual(usual['static/app.min.js'], 'reviewed');
    assert.equal(usual['src/made.js'], 'reviewed');
    assert.equal(usual['src/app.js'], 'reviewed');
    const own = await readings(['src/made.js']);
    assert.equal(own['static/app.min.js'], 'reviewed');
    assert.notEqual(own['src/made.js'], 'reviewed');
  });

  describe('decides by who looks next', () => {
    const rate = (kind: 'local' | 'checks', rules: DoorRules, subject: Subject) => {
      const rater = { kind, chat: settings, panel: { combination: 'mean', margin: 0.2 } } as const;
      const config = { rater, doors: { [subject.door]: rules }, minimumCoverage: 0.5 };
      return createEngine(config, { models: [], spending: new Spending({}, undefined) }).rate(subject);
    };
    const patch: Subject = { door: 'output', source: 'test', text: change('src/app.js') };

    it('lets a patch proceed to a person, and not where nobody reviews', async () => {
      const reviewed = await rate('local', {}, patch);
      assert.deepEqual([reviewed.decision, reviewed.policy], ['proceed', 'person']);
      const { decision, policy, threshold, because } = await rate('local', { next: 'nobody' }, patch);
      assert.deepEqual([decision, policy, threshold], ['abstain', 'nobody', 0.1]);
      assert.match(
        because,
        /^Risk \d+%, limit 10%\. Nobody reviews next, and that is more than you accept\./,
      );
      const labelled = await rate('checks', { next: 'nobody', risk: 0.9 }, patch);
      assert.deepEqual([labelled.decision, labelled.mayProceed], ['abstain', false]);
    });

    it('goes by a threshold that is set, whoever looks next', async () => {
      const set = await rate('local', { next: 'nobody', threshold: 0.99 }, patch);
      assert.deepEqual([set.decision, set.policy, set.threshold], ['proceed', 'threshold', 0.99]);
    });

    it('lets a ticket proceed with its questions between its limits', async () => {
      const { abstain, ask = 1 } = localRater.limits.input;
      const seen = new Set<string>();
      for (const text of tickets) {
        const verdict = await rate('local', {}, { door: 'input', source: 'test', text });
        const risk = verdict.bounceProbability ?? 1;
        const expected = risk >= abstain ? 'abstain' : risk >= ask ? 'ask' : 'proceed';
        assert.equal(verdict.asks ? 'ask' : verdict.decision, expected);
        if (verdict.asks) assert.ok(verdict.mayProceed && verdict.questions.length > 0);
        seen.add(expected);
      }
      assert.equal(seen.size, 3);
    });
  });
});

describe('What the engine presumes', () => {
  const rater = { kind: 'local', chat: settings, panel: { combination: 'mean', margin: 0.2 } } as const;
  const change = '--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n';
  const patch = (more: Partial<Subject> = {}): Subject => ({
    door: 'output',
    source: 'test',
    text: change,
    ...more,
  });

  async function verdictOn(subject: Subject, baseRate: number | null = null, outcomes?: KnownOutcomes) {
    const rules = { input: { baseRate }, output: { baseRate } };
    const services = { models: [], spending: new Spending({}, undefined) };
    const engine = createEngine({ rater, doors: rules, minimumCoverage: 0.5 }, services);
    const verdict = await engine.rate(subject, { outcomes });
    assert.ok(!verdict.unrated);
    return verdict;
  }

  it('is the best that is known of a patch, in order', async () => {
    const made = patch({ agent: 'Aider (gpt-4o)' });
    const agent = { count: 20, wrong: 5 };
    const repository = { count: 30, wrong: 30 };
    for (const [verdict, from, baseRate, outcomes] of [
      [await verdictOn(made, 0.1, { agent, repository }), 'setting', 0.1, 0],
      [
        await verdictOn(made, null, { agent, repository }),
        'agent',
        (5 + (5 * (30 + 5 * 0.74)) / 35) / 25,
        20,
      ],
      [await verdictOn(made, null, { repository }), 'repository', (30 + 5 * 0.74) / 35, 30],
      [await verdictOn(made), 'generation', 0.74, 0],
      [await verdictOn(patch({ agent: 'Copilot' })), 'default', 0.33, 0],
      [await verdictOn(patch()), 'default', 0.33, 0],
    ] as const) {
      assert.equal(verdict.baseRateBasis?.from, from);
      assert.ok(Math.abs((verdict.baseRate ?? 0) - baseRate) < 1e-12, from);
      assert.equal(verdict.baseRateBasis?.outcomes, outcomes);
    }
  });

  it('moves the probability, and names who made the patch on one short line', async () => {
    const old = await verdictOn(patch({ agent: `gpt-4 \u202e${'x'.repeat(1_000)}\nand more` }));
    assert.ok(old.bounceProbability > (await verdictOn(patch())).bounceProbability);
    assert.match(old.baseRateBasis?.agent ?? '', /^gpt-4 x{74}$/);
    assert.equal(old.baseRateBasis?.generation, '2024');
  });

  it("is out of reach of the patch's own text", async () => {
    const mail = `From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001
From: Copilot <copilot@example.org>
Subject: [PATCH] Fix it

agent: Copilot
Co-authored-by: aider (gpt-4) <aider@aider.chat>
---
${change}--\u0020
2.40.0
`;
    const { baseRateBasis } = await verdictOn(patch({ text: mail }));
    assert.deepEqual(baseRateBasis, { from: 'default', agent: null, generation: '2025', outcomes: 0 });
  });

  it("is the user's share for tickets, or else the rater's own", async () => {
    const ticket = {
      door: 'input',
      source: 'test',
      text: '# Fees\n\nThey are wrong.\n',
      agent: 'gpt-4',
    } as const;
    const none = { agent: null, generation: null, outcomes: 0 };
    const outcomes = { agent: { count: 50, wrong: 50 } };
    const usual = await verdictOn(ticket, null, outcomes);
    assert.deepEqual(usual.baseRateBasis, { from: 'training', ...none });
    const set = await verdictOn(ticket, 0.9, outcomes);
    assert.deepEqual([set.baseRate, set.baseRateBasis], [0.9, { from: 'setting', ...none }]);
  });
});
