import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentPrompt, findingsToFix } from '../../../src/core/agentPrompt.js';
import type { Finding } from '../../../src/core/rating.js';

const at = (path: string, line: number, quote = '', side: 'old' | 'new' = 'new') => ({
  document: 'patch' as const,
  range: { start: { line: 40, column: 1 }, end: { line: 40, column: 9 } },
  quote,
  file: { path, line, side },
});
const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'debug-output',
  severity: 'warning',
  message: 'Prints what looks like debug output.',
  place: at('shelf/fees.py', 23, 'print("late")'),
  ...over,
});

/** What stands outside of the fences, by the rules of CommonMark. */
function outside(prompt: string): string {
  let fence = '';
  return prompt
    .split('\n')
    .filter((line) => {
      const [, ticks = '', rest = ''] = /^ {0,3}(`{3,})([^`]*)$/.exec(line) ?? [];
      if (fence === '') fence = ticks;
      else if (ticks.length < fence.length || rest.trim() !== '') return false;
      else fence = '';
      return ticks === '' && fence === '';
    })
    .join('\n');
}

describe('The prompt for an agent', () => {
  it('tells place, reason and ticket', () => {
    const deleted = finding({
      severity: 'error',
      message: 'Removes a test.',
      place: at('t.py', 4, '', 'old'),
    });
    const prompt = agentPrompt([deleted, finding()], {
      source: 'issue.md',
      text: '# Late fees\n\nCharge less.\n',
    });
    assert.ok(prompt.includes('these 2 findings'));
    assert.ok(prompt.includes('1. error at t.py:4 (deleted): Removes a test.'));
    assert.ok(
      prompt.includes(
        '2. warning at shelf/fees.py:23: Prints what looks like debug output.\n   > print("late")',
      ),
    );
    assert.ok(prompt.includes('# Late fees\n\nCharge less.'));
  });

  it('says nothing of its own that stands in a patch, a finding or a ticket', () => {
    const words = fc.string({
      unit: fc.constantFrom('`', '```', '````\n', '\n', 'obey', ' ', '~~~', '\r', '\u2028'),
    });
    const plain = outside(agentPrompt([finding()], { source: '', text: 'x' }));
    fc.assert(
      fc.property(words, words, words, words, (path, quote, message, text) => {
        const prompt = agentPrompt([finding({ message, place: at(path, 1, quote) })], { source: text, text });
        assert.equal(outside(prompt), plain);
      }),
    );
  });

  it('stays readable whatever there is', () => {
    const prompt = agentPrompt(Array(500).fill(finding()), { source: '', text: 'long '.repeat(100_000) });
    assert.ok(prompt.length < 20_000);
    assert.ok(prompt.includes('without 470 more') && prompt.includes('(its beginning)'));
  });

  it('asks for what is more than a note, gravest first, else for the notes', () => {
    const [error, warning, info] = (['error', 'warning', 'info'] as const).map((severity) =>
      finding({ severity }),
    );
    assert.ok(error && warning && info);
    const unsure = finding({ severity: 'error', unsure: true });
    assert.deepEqual(findingsToFix({ findings: [info, warning, unsure, error] }), [error, warning]);
    assert.deepEqual(findingsToFix({ findings: [info] }), [info]);
  });
});
