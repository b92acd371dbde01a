import assert from 'node:assert/strict';
import { estimate } from '../../../../src/bench/run/plan.js';
import { settings } from '../../raters/chat/chat.js';
import { localWish, withData } from './runs.js';

describe("A run's budget", () => {
  let data: ReturnType<typeof withData>;

  beforeEach(() => {
    data = withData(12);
  });
  afterEach(() => data.clean());

  const wish = (changed: Partial<typeof settings> = {}) => {
    const local = localWish(data.path);
    return {
      ...local,
      choice: { ...local.choice, kind: 'chat' as const, chat: { ...settings, ...changed } },
      models: ['test-model'],
    };
  };

  it('is compared with a likely price that never exceeds the highest', async () => {
    for (const maxOutputTokens of [100, 400, 4_000]) {
      const { dollars } = await estimate(wish({ maxOutputTokens }));
      assert.ok(dollars && dollars.likely <= dollars.most, JSON.stringify(dollars));
    }
    const { dollars } = await estimate(wish());
    assert.ok(dollars && dollars.likely < dollars.most);
  });
});
