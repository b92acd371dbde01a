import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { ticketEvidence } from '../../../../src/checks/evidence.js';
import { gaps } from '../../../../src/checks/ticket/questions.js';
import { presumptionOf } from '../../../../src/core/baseRate.js';
import { parseTicket } from '../../../../src/core/parseTicket.js';
import inputModel from '../../../../src/raters/local/input.model.json' with { type: 'json' };
import { localRater } from '../../../../src/raters/local/localRater.js';
import { type DoorModel, Scoring } from '../../../../src/raters/local/model.js';
import { ticketFeatures } from '../../../../src/raters/local/ticketFeatures.js';
import { logOdds, sigmoid } from '../../../../src/stats/sigmoid.js';
import { ticketTexts } from '../../checks/ticketTexts.js';
import { ticketVerdict } from '../../verdicts.js';

const data = '../shared/data/input.train.jsonl';
const model = inputModel as unknown as DoorModel;
const scoring = new Scoring(model.scorer);

/** The bounce probability with some numbers changed, by the model's parts alone. */
function bounceProbability(
  text: string,
  baseRate: number,
  changed: Readonly<Record<string, number>>,
): number {
  const ticket = parseTicket(text, 'test');
  const { numbers, grams } = ticketFeatures(ticket, ticketEvidence(ticket));
  const after = numbers.map((number) => {
    const target = Object.hasOwn(changed, number.name) ? (changed[number.name] as number) : number.value;
    return { ...number, value: target === 0 ? 0 : Math.max(target, number.value) };
  });
  const score = scoring.score(scoring.read({ numbers: after, grams }));
  const { slope, intercept } = model.calibration.bounce['2025'];
  return sigmoid(slope * score + intercept + logOdds(baseRate));
}

const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });

describe('Questions to a ticket’s author', () => {
  const judged = (text: string, threshold: number, baseRate?: number) =>
    ticketVerdict(
      { text, source: 'test' },
      {
        rater: localRater,
        policy: { threshold, minimumCoverage: 0.5, failOpen: false },
        ...(baseRate !== undefined && { presumption: presumptionOf(baseRate, 'setting') }),
      },
    );

  it('are one to three wherever a ticket is turned away, in the order in which an engineer asks', async () => {
    await fc.assert(
      fc.asyncProperty(ticketTexts, fc.double({ min: 0, max: 1, noNaN: true }), async (text, threshold) => {
        const verdict = await judged(text, threshold);
        if (verdict.decision !== 'abstain') return;
        const gains = verdict.questions.map(({ gain }) => gain) ?? [];
        assert.ok(gains.length >= 1 && gains.length <= 3);
        assert.ok(gains.every((gain) => gain >= 0 && gain <= 1));
        const order = Object.keys(gaps);
        const places = verdict.questions.map(({ fact }) => order.indexOf(fact)) ?? [];
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('promise just the fall that comes when their facts change', async () => {
    await fc.assert(
      fc.asyncProperty(ticketTexts, share, async (text, baseRate) => {
        const verdict = await judged(text, 0, baseRate);
        assert.ok(!verdict.unrated);
        const before = bounceProbability(text, baseRate, {});
        assert.ok(Math.abs(before - verdict.bounceProbability) < 1e-12);
        for (const { fact, gain } of verdict.questions) {
          const after = bounceProbability(text, baseRate, gaps[fact]?.answered ?? {});
          assert.ok(Math.abs(gain - Math.max(0, before - after)) < 1e-12, fact);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are the ones that move the probability most', async () => {
    const text = readFileSync('examples/tickets/vague.md', 'utf8');
    const ticket = parseTicket(text, 'test');
    const verdict = await judged(text, 0.5);
    const asked = new Set(verdict.questions.map(({ fact }) => fact));
    const loud = new Set(verdict.findings.map(({ id }) => id));
    const least = Math.min(
      ...(verdict.questions.filter(({ fact }) => !loud.has(fact)).map(({ gain }) => gain) ?? []),
    );
    const others = localRater
      .questions({ ticket, evidence: ticketEvidence(ticket) }, {})
      .filter(({ fact }) => !asked.has(fact));
    assert.ok(others.length > 0 && others.every(({ gain }) => gain <= least));
  });

  it('are never none, even when nothing is missing', async () => {
    const verdict = await judged(readFileSync('examples/tickets/clear.md', 'utf8'), 0);
    assert.equal(verdict.decision, 'abstain');
    assert.ok(!verdict.unrated && verdict.questions.length >= 1);
    const complete = ticketEvidence(parseTicket('x', 'test')).map((fact) => {
      const gap = Object.hasOwn(gaps, fact.id) ? gaps[fact.id] : undefined;
      return gap ? { ...fact, value: gap.answered[fact.id] as number } : fact;
    });
    const asked = localRater.questions({ ticket: parseTicket('x', 'test'), evidence: complete }, {});
    assert.deepEqual(
      asked.map(({ fact }) => fact),
      ['expected-behaviour'],
    );
  });

  it('come with every real ticket that is turned away', async function () {
    this.timeout(120_000);
    if (!existsSync(data)) {
      console.log(`      (skipped: there are no tickets at ${data})`);
      return this.skip();
    }
    const lines = readFileSync(data, 'utf8').split('\n').filter(Boolean);
    for (const line of lines) {
      const { instance_id: id, problem_statement: text } = JSON.parse(line) as Record<string, string>;
      // At this threshold all of them are.
      const verdict = await judged(text as string, 0);
      assert.equal(verdict.decision, 'abstain');
      assert.ok(!verdict.unrated && verdict.questions.length >= 1 && verdict.questions.length <= 3, id);
    }
    assert.ok(lines.length > 700);
  });
});
