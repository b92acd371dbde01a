import assert from 'node:assert/strict';
import { hunk, levelIn } from './patchTexts.js';

/** How loud the check is about an added line. */
const levelOf = (path: string, line: string) => levelIn('hidden-characters', hunk(path, [`+${line}`]));

describe('Hidden characters', () => {
  it('that show code in another order are a blocker', () => {
    assert.equal(levelOf('a.py', 'if role != "user\u202e": pass'), 'blocker');
  });

  it('that end a line within a line are a blocker in code, a warning in prose', () => {
    for (const end of ['\r', '\u2028', '\u2029']) {
      assert.equal(levelOf('a.py', `# a comment${end}let_in()`), 'blocker');
      assert.equal(levelOf('README.md', `a word${end}another`), 'warning');
    }
    assert.equal(levelOf('a.cs', '// a comment\u0085LetIn();'), 'warning');
    assert.equal(levelOf('a.py', '    \flet_in()'), 'warning');
  });

  it('that no reader sees, or takes for others, are a warning', () => {
    assert.equal(levelOf('a.py', 'pass\u200bword = 1'), 'warning');
    assert.equal(levelOf('a.py', 'p\u0430ssword = 1'), 'warning');
    assert.equal(levelOf('README.md', 'p\u0430ssword'), 'note');
  });

  it('are none where they stand in words, or at the end of a line', () => {
    for (const line of ['name = "naïve"', '\f', 'x = 1\r', 'x = 1\r\r'])
      assert.equal(levelOf('a.py', line), 'note', JSON.stringify(line));
  });
});
