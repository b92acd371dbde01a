import assert from 'node:assert/strict';
import { newRun, type RunWish } from '../../../../src/bench/run/newRun.js';
import { CouldNotRate } from '../../../../src/core/rating.js';
import type { ChatModel } from '../../../../src/models/chatModel.js';
import { Spending } from '../../../../src/models/spending.js';
import { settings } from '../../raters/chat/chat.js';
import { chatWish, withData } from './runs.js';

describe("A run's budget", () => {
  let data: ReturnType<typeof withData>;

  beforeEach(() => {
    data = withData(12);
  });
  afterEach(() => data.clean());

  /** A run of a chat rater that is only planned. */
  function plan(changed: Partial<typeof settings>, budget: RunWish['budget']) {
    const model: ChatModel = {
      name: 'test-model',
      host: 'nowhere',
      complete: () => assert.fail('Nothing is asked.'),
    };
    const wish = chatWish(data.path, [model], { budget });
    const choice = { ...wish.choice, chat: { ...settings, ...changed } };
    return newRun({ ...wish, choice }, { models: [model], spending: new Spending({}, undefined) });
  }

  it('is compared with a likely price that never exceeds the highest', async () => {
    for (const maxOutputTokens of [100, 400, 4_000]) {
      const { dollars } = (await plan({ maxOutputTokens }, null)).estimate;
      assert.ok(dollars && dollars.likely <= dollars.most, JSON.stringify(dollars));
    }
    const { dollars } = (await plan({}, null)).estimate;
    assert.ok(dollars && dollars.likely < dollars.most);
  });

  it('is refused where a model has no price to keep it by', async () => {
    await assert.rejects(plan({ prices: {} }, 5), (error) => {
      assert.ok(error instanceof CouldNotRate);
      assert.match(
        error.message,
        /price of "test-model" is not known.*budget of \$5\.00 for this run can't be kept/,
      );
      assert.match(error.nextStep, /--price IN,OUT/);
      return true;
    });
    await plan({ prices: {} }, null);
    await plan({ prices: { 'test-*': { input: 0, output: 0 } } }, 0);
  });
});
