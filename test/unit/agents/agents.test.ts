import assert from 'node:assert/strict';
import { agentOf, agentOfFile, familyOf, generationOf } from '../../../src/agents/agents.js';

describe('The agent that made a change', () => {
  for (const [origin, agent] of [
    [{ branch: 'copilot/fix-1234' }, 'Copilot'],
    [{ branch: 'codex/add-export' }, 'Codex'],
    [{ branch: 'feature/cursor' }, undefined],
    [{ author: 'devin-ai-integration[bot]' }, 'Devin'],
    [{ trailers: ['Co-Authored-By: Claude <noreply@anthropic.com>'] }, 'Claude Code'],
    [
      { trailers: ['Co-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>'] },
      'Claude Code (Claude Opus 4.5)',
    ],
    [{ trailers: ['Co-authored-by: aider (gpt-4o) <aider@aider.chat>'] }, 'Aider (gpt-4o)'],
    [{ author: 'Ada Lovelace <ada@example.org>', branch: 'main' }, undefined],
    [
      {
        author: 'Devin Smith <devin@example.org>',
        trailers: ['Co-authored-by: Jules Cline <j@example.org>'],
      },
      undefined,
    ],
    [
      { trailers: ['Co-authored-by: google-labs-jules[bot] <1+google-labs-jules[bot]@example.org>'] },
      'Jules',
    ],
    [{ author: 'Claude Monet <claude@example.org>', branch: 'lilies' }, undefined],
  ] as const) {
    it(`is ${agent ?? 'not known'} by ${JSON.stringify(origin)}`, () => assert.equal(agentOf(origin), agent));
  }
});

describe('The family of an agent', () => {
  it('is one for its runs, versions and models', () => {
    for (const [one, other] of [
      ['autocoderover-v20240408-acr-run-1', 'autocoderover-v20240408-acr-val-only'],
      ['20240402_sweagent_gpt4', 'swe-agent-gpt4-0125-cost_2_1'],
      ['Claude Code (Claude Opus 4.5)', 'claude-code+vexp_claude-opus-4.5'],
      ['claude opus 4.5', 'claude-code'],
      ['gemini 2.5 pro', 'gemini'],
      ['claude', 'Claude Code'],
    ] as const)
      assert.equal(familyOf(one), familyOf(other));
    assert.notEqual(familyOf('openai/codex'), familyOf('devin-2024-03'));
  });
});

describe('The agent that a file is named after', () => {
  for (const [path, agent] of [
    ['runs/copilot-2.patch', 'Copilot'],
    ['claude.diff', 'Claude Code'],
    ['Claude-Code_1.diff', 'Claude Code'],
    ['swe-agent.patch', 'SWE-agent'],
    ['codex/fix.patch', undefined],
    ['fix-copilot.patch', undefined],
    ['-', undefined],
  ] as const) {
    it(`is ${agent ?? 'not known'} by ${path}`, () => assert.equal(agentOfFile(path), agent));
  }
});

describe('The generation of an agent', () => {
  for (const [agent, generation] of [
    ['20240402_sweagent_gpt4', '2024'],
    ['20240617_moatless_gpt-4o-2024-05-13', '2024'],
    ['openhands-codeact-0.15-claude-3.5-sonnet-20241022', '2024'],
    ['devin-2024-03', '2024'],
    ['autocoderover-v20240408-acr-run-1', '2024'],
    ['20251118_mini-v1.15.0_gemini-3-pro-preview', '2025'],
    ['mini-swe-agent-2.2.8_claude-sonnet-4.5_i0_run1', '2025'],
    ['live-swe-agent_gpt-5-mini', '2025'],
    ['rustforger_claude-3.7-sonnet', '2025'],
    ['sweagent_qwen3-32b', '2025'],
    ['Aider gpt-4.1', '2025'],
    ['Codex', undefined],
  ] as const) {
    it(`of ${agent} is ${generation ?? 'not known'}`, () => assert.equal(generationOf(agent), generation));
  }
});
