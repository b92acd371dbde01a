import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTokens as counted } from 'gpt-tokenizer/encoding/o200k_base';
import { countTokens, tokensWhereCut } from '../../../src/models/tokens.js';

/** The share of a context that a chat rater leaves free. */
const reserve = 0.15;

/** Texts of all kinds: code, pages, data, lock files, minified files, other languages. */
function texts(): { name: string; text: string }[] {
  return ['src', 'docs', 'examples', 'test/fixtures', 'media'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|md|json|jsonl|diff|patch|txt|css|svg)$/.test(name))
      .map((name) => join(folder, name))
      .map((name) => ({ name, text: readFileSync(name, 'utf8').slice(0, 20_000) })),
  );
}

/** In pieces of lines: the real tokenizer is quadratic in the length of a word. */
function truth(text: string): number {
  return (text.match(/[^\n]{0,1000}\n?/g) ?? []).reduce(
    (sum, piece) => sum + counted(piece, { allowedSpecial: 'all' }),
    0,
  );
}

describe('The estimate of tokens', () => {
  it("keeps a text within the context's reserve, and wastes little of it", () => {
    const shares = texts()
      .map(({ name, text }) => ({ name, tokens: truth(text), share: truth(text) / countTokens(text) }))
      .filter(({ tokens }) => tokens >= 1_500);
    assert.ok(shares.length > 30, `${shares.length} texts`);
    const over = shares.filter(({ share }) => share * (1 - reserve) > 1);
    assert.deepEqual(over, []);
    const mean = shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
    assert.ok(mean > 0.8, `on average ${mean}`);
  });

  it('takes no long time for one long word', () => {
    assert.ok(countTokens('a'.repeat(1_000_000)) > 100_000);
  });

  it('does not take a tokenizer that knows another language better for a prompt that was cut', () => {
    const text = 'โปรแกรมไม่สามารถเปิดไฟล์ได้และแสดงข้อผิดพลาด '.repeat(400);
    const request = { messages: [{ role: 'user' as const, text }] };
    assert.equal(tokensWhereCut(request, truth(text)), undefined);
    const english = { messages: [{ role: 'user' as const, text: 'It fails with an error. '.repeat(1_000) }] };
    assert.notEqual(tokensWhereCut(english, 2_048), undefined);
  });
});
