import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ChatReply } from '../../../src/models/chatModel.js';
import { type Budget, type Prices, Spending } from '../../../src/models/spending.js';
import { ChatRater } from '../../../src/raters/chat/chatRater.js';
import { example, policy, settings } from '../raters/chat/chat.js';
import { ticketVerdict } from '../verdicts.js';

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
    return { verdict: await ticketVerdict(ticket, { rater, policy }), asked: () => asked };
  }

  it('that has no price to be kept by lets nothing be asked, and says what to do', async () => {
    for (const [budget, words] of [
      [{ perRun: 5 }, /price of "test-model" is not known.*budget of \$5\.00 for this run can't be kept/],
      [{ perDay: 5 }, /price of "test-model" is not known.*budget of \$5\.00 a day can't be kept/],
      [{ perRun: 0 }, /budget of \$0\.00 for this run can't be kept/],
    ] as const) {
      const { verdict, asked } = await rateOnce(budget, { another: { input: 1, output: 1 } });
      assert.equal(asked(), 0);
      assert.equal(verdict.unrated?.cause, 'over-budget');
      assert.match(verdict.unrated.message, words);
      assert.match(verdict.unrated.nextStep, /--price IN,OUT/);
    }
  });

  it('of nothing lets only a model be asked that costs nothing', async () => {
    for (const budget of [{ perRun: 0 }, { perDay: 0 }]) {
      const dear = await rateOnce(budget, { '*': { input: 2, output: 8 } });
      assert.equal(dear.verdict.unrated?.cause, 'over-budget');
      assert.equal(dear.asked(), 0);
      const free = await rateOnce(budget, { '*': { input: 0, output: 0 } });
      assert.equal(free.verdict.usage?.dollars, 0);
      assert.equal(free.asked(), 1);
    }
  });

  describe('with calls at the same time', () => {
    const price = { input: 2, output: 8 };
    /** US dollars that a call of the scripted model really costs, far below the highest. */
    const real = (2 * 1_000 + 8 * 100) / 1e6;

    /** Rates so many tickets at once; how many calls were under way at most, and how they ended. */
    async function rateTogether(count: number, spending: Spending) {
      let [now, most] = [0, 0];
      const model = {
        name: 'test-model',
        host: 'nowhere',
        complete: async () => {
          most = Math.max(most, ++now);
          await setImmediate();
          now--;
          return clear;
        },
      };
      const rater = new ChatRater({ model, spending }, { ...settings, prices: { '*': price } });
      const verdicts = await Promise.all(
        Array.from({ length: count }, () => ticketVerdict(ticket, { rater, policy })),
      );
      return { verdicts, most };
    }

    it('has those wait that fit only when others are settled', async () => {
      for (const directory of [undefined, folder]) {
        const budget = directory === undefined ? { perRun: 0.08 } : { perDay: 0.08 };
        const { verdicts, most } = await rateTogether(12, new Spending(budget, directory));
        assert.deepEqual(
          verdicts.map(({ unrated }) => unrated?.message).filter((message) => message !== undefined),
          [],
        );
        assert.ok(most > 1 && most < 12, `${most}`);
      }
    });

    it('refuses only when nothing is under way, in words that agree, and never goes over', async () => {
      const spending = new Spending({ perRun: 0.08 }, undefined);
      const { verdicts } = await rateTogether(40, spending);
      const rated = verdicts.filter(({ unrated }) => !unrated).length;
      const refusals = verdicts.flatMap(({ unrated }) => unrated ?? []);
      assert.equal(rated + refusals.length, 40);
      assert.ok(rated * real <= 0.08);
      for (const { cause, message } of refusals) {
        assert.equal(cause, 'over-budget');
        const [, next, spent] =
          /up to \$([\d.]+); \$([\d.]+) of \$0\.08 for this run is spent\.$/.exec(message) ?? [];
        assert.ok(Number(next) + Number(spent) > 0.0799, message);
      }
      assert.ok(refusals.length > 0);
    });

    it('minds a reservation that waits for none', async () => {
      const spending = new Spending({ perRun: 1 }, undefined);
      const settle = await spending.reserve(0.7);
      await assert.rejects(
        spending.reserve(0.7),
        /up to \$0\.70; \$0\.00 of \$1\.00 for this run is spent, and up to \$0\.70 more is under way\.$/,
      );
      await settle(0.2);
      await (await spending.reserve(0.7))(0);
    });

    it('lets a call that waits be cancelled', async () => {
      const spending = new Spending({ perRun: 1 }, undefined);
      const settle = await spending.reserve(0.7, {});
      const cancelling = new AbortController();
      const waiting = spending.reserve(0.7, { signal: cancelling.signal });
      await setImmediate();
      cancelling.abort();
      await assert.rejects(waiting, { name: 'AbortError' });
      await settle(0.1);
      await spending.reserve(0.9, {});
    });
  });
});
