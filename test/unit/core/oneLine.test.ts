import assert from 'node:assert/strict';
import { oneLine } from '../../../src/core/oneLine.js';

describe('A text on one line', () => {
  it('has nothing in it that steers a terminal, and all else', () => {
    assert.equal(
      oneLine('a\u001b[31mred\r\nb\u2028c\u202edrow\u2069 \u{1f469}\u200d\u{1f680}'),
      'a [31mred b c drow  \u{1f469}\u200d\u{1f680}',
    );
  });
});
