import assert from 'node:assert/strict';
import { decodeInput, mostBytes } from '../../../src/core/inputText.js';
import type { CouldNotRate } from '../../../src/core/rating.js';

describe('decodeInput', () => {
  it('reads UTF-8, UTF-16 and, failing both, Windows-1252', () => {
    assert.equal(decodeInput(Buffer.from('é'), 'x'), 'é');
    assert.equal(decodeInput(Buffer.from('\ufeffé', 'utf16le'), 'x'), 'é');
    assert.equal(decodeInput(Buffer.from([0xe9, 0x20, 0x61]), 'x'), 'é a');
  });

  it('knows UTF-16 without a byte order mark by its zeros', () => {
    const text = 'diff --git a/ñ b/ñ\n';
    const little = Buffer.from(text, 'utf16le');
    assert.equal(decodeInput(little, 'x'), text);
    assert.equal(decodeInput(Buffer.from(little).swap16(), 'x'), text);
  });

  it('refuses a diff that only a reader of bytes finds behind UTF-16', () => {
    const diff = Buffer.from('\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+bcd\n');
    for (const start of ['\ufeff', 'x'.repeat(400)]) {
      assert.throws(() => decodeInput(Buffer.concat([Buffer.from(start, 'utf16le'), diff]), 'x'));
    }
  });

  it('keeps zero bytes in the lines of a diff', () => {
    const text = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\0\n+b\0\n';
    assert.equal(decodeInput(Buffer.from(text), 'x'), text);
  });

  it('refuses what is binary or too large', () => {
    const cause = (bytes: Uint8Array) => {
      try {
        decodeInput(bytes, 'x');
        return undefined;
      } catch (error) {
        return (error as CouldNotRate).unratedBecause;
      }
    };
    assert.equal(cause(Buffer.from([1, 0, 2])), 'not-text');
    assert.equal(cause(Buffer.alloc(mostBytes + 1, 97)), 'too-large');
  });
});
