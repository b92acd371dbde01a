import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatReply } from '../../../../src/raters/chat/chatModel.js';
import { ChatRater } from '../../../../src/raters/chat/chatRater.js';
import { type Budget, type Prices, Spending } from '../../../../src/raters/chat/spending.js';
import { judgeTicket } from '../../../../src/raters/judge.js';
import { example, policy, settings } from './chat.js';

const ticket = example('tickets/clear.md');

const clear: ChatReply = {
  text: JSON.stringify({ explanation: 'So it is.', label: 'WELL_SPECIFIED' }),
  calls: [],
  inputTokens: 1_000,
  outputTokens: 100,
  end: 'complete',
};

describe('A budget', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouncer-spending-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Rates a ticket once; the verdict, and how often the model was asked. */
  async function rateOnce(budget: Budget, prices: Prices) {
    let asked = 0;
    const model = {
      name: 'test-model',
      host: 'nowhere',
      complete: async () => {
        asked++;
        return clear;
      },
    };
    const rater = new ChatRater({ model, spending: new Spending(budget, folder) }, { ...settings, prices });
    return { verdict: await judgeTicket(ticket, { rater, policy }), asked: () => asked };
  }

  it('that has no price to be kept by lets nothing be asked, and says what to do', async () => {
    for (const [budget, words] of [
      [{ perRun: 5 }, /price of «test-model» is not known.*budget of \$5\.00 for this run can't be kept/],
      [{ perDay: 5 }, /price of «test-model» is not known.*budget of \$5\.00 a day can't be kept/],
      [{ perRun: 0 }, /budget of \$0\.00 for this run can't be kept/],
    ] as const) {
      const { verdict, asked } = await rateOnce(budget, { another: { input: 1, output: 1 } });
      assert.equal(asked(), 0);
      assert.equal(verdict.failure?.cause, 'over-budget');
      assert.match(verdict.failure.message, words);
      assert.match(verdict.failure.nextStep, /--price IN,OUT.*bouncer\.chat\.prices/);
    }
  });

  it('of nothing lets only a model be asked that costs nothing', async () => {
    for (const budget of [{ perRun: 0 }, { perDay: 0 }]) {
      const dear = await rateOnce(budget, { '*': { input: 2, output: 8 } });
      assert.equal(dear.verdict.failure?.cause, 'over-budget');
      assert.equal(dear.asked(), 0);
      const free = await rateOnce(budget, { '*': { input: 0, output: 0 } });
      assert.equal(free.verdict.rating?.usage?.dollars, 0);
      assert.equal(free.asked(), 1);
    }
  });
});
