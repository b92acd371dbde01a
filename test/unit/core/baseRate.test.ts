import assert from 'node:assert/strict';
import { generationOf, presumed, shrunkShare } from '../../../src/core/baseRate.js';

describe('What is presumed of a patch', () => {
  it("goes by the year in which its agent's model was released", () => {
    const agents = {
      '2024': [
        '20240523_aider',
        'openhands_gpt-4o',
        'moatless_claude-3.5-sonnet-20241022',
        'swe-agent-gpt4-0125',
      ],
      '2025': [
        'agentless_o4-mini',
        'claude-3.7-sonnet',
        'gpt-4.1',
        'gpt-5-mini',
        'mini_gemini-3-pro',
        'qwen3-32b',
      ],
    } as const;
    for (const [generation, names] of Object.entries(agents))
      assert.deepEqual(
        names.map(generationOf),
        names.map(() => generation),
      );
    assert.deepEqual(['copilot', 'claude', 'someone'].map(generationOf), [undefined, undefined, undefined]);
    assert.deepEqual(presumed('2024'), { baseRate: 0.74, from: 'generation', generation: '2024' });
    assert.deepEqual(presumed(), { baseRate: 0.33, from: 'default', generation: '2025' });
  });

  it('moves by a few outcomes only a little', () => {
    assert.equal(shrunkShare({ wrong: 0, all: 0 }, 0.33), 0.33);
    assert.equal(shrunkShare({ wrong: 5, all: 5 }, 0.2), 0.6);
  });
});
