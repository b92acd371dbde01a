import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTicket } from '../../../src/core/parseTicket.js';
import { CouldNotRate } from '../../../src/core/rating.js';

describe('parseTicket', () => {
  it('reads title and body of Markdown and text', () => {
    for (const text of [
      '# Title #\n\nBody\n',
      'Title\n\nBody\n',
      'Title\n=====\nBody\n',
      '---\nlabels: [x]\n---\n# Title\nBody\n',
    ]) {
      const ticket = parseTicket(text, 'test');
      assert.equal(ticket.title.text, 'Title', text);
      assert.equal(ticket.body.text.trim(), 'Body', text);
      assert.equal(ticket.text.slice(ticket.title.offset, ticket.title.offset + 5), 'Title');
    }
  });

  it('takes the title from front matter', () => {
    const ticket = parseTicket('---\ntitle: "Fix it"\nnumber: 7\n---\nBody\n', 'test');
    assert.equal(ticket.title.text, 'Fix it');
    assert.equal(ticket.fields['number'], 7);
    assert.equal(ticket.rangeInDocument(ticket.title.offset, ticket.title.offset + 3).start.line, 2);
  });

  it('reads a GitHub issue and points into its JSON', () => {
    const json = '{\n  "number": 3,\n  "title": "Broken",\n  "body": "First\\r\\nSecond \\"x\\""\n}';
    const ticket = parseTicket(json, 'issue.json');
    assert.equal(ticket.title.text, 'Broken');
    const at = ticket.text.indexOf('Second');
    const { start } = ticket.rangeInDocument(at, at + 6);
    assert.equal(json.split('\n')[start.line - 1]?.slice(start.column - 1, start.column + 5), 'Second');
  });

  it('says why it can not read an empty ticket, broken JSON, or JSON that is no issue', () => {
    for (const [text, cause] of [
      ['', 'empty'],
      [' \n\t', 'empty'],
      ['{"title": "x", ', 'malformed'],
      ['{"a": 1}', 'malformed'],
    ] as const) {
      assert.throws(
        () => parseTicket(text, 'test'),
        (error) => error instanceof CouldNotRate && error.unratedBecause === cause,
        text,
      );
    }
  });

  it('refuses a patch, and takes a ticket that quotes one', () => {
    const diff = '--- a/shelf/fees.py\n+++ b/shelf/fees.py\n@@ -1 +1 @@\n-a\n+b\n';
    const git = `diff --git a/shelf/fees.py b/shelf/fees.py\n${diff}`;
    const mail = `From ${'0a'.repeat(20)} Mon Sep 17 00:00:00 2001\nFrom: A <a@b.c>\n\n${git}`;
    for (const text of [diff, git, mail, `\n\n${git}`, git.replaceAll('\n', '\r\n')])
      assert.throws(
        () => parseTicket(text, 'test'),
        (error) => error instanceof CouldNotRate && /^This is a patch/.test(error.message),
        text,
      );
    for (const text of [
      `# Fees are wrong\n\n\`\`\`diff\n${git}\`\`\`\n`,
      `Apply this:\n\n${git}`,
      '---\ntitle: Fees\n---\n',
    ])
      assert.ok(parseTicket(text, 'test').title.text !== '');
  });

  it('keeps every character in its place, on any text', () => {
    fc.assert(
      fc.property(
        fc.string({
          maxLength: 200,
          unit: fc.constantFrom('#', ' ', '\n', '\r', '-', 'a', 'é', '`', ':', '"', '\u{1f600}'),
        }),
        (text) => {
          try {
            const ticket = parseTicket(text, 'test');
            assert.equal(
              ticket.text.slice(ticket.title.offset, ticket.title.offset + ticket.title.text.length),
              ticket.title.text,
            );
            assert.ok(ticket.text.startsWith(ticket.body.text, ticket.body.offset));
          } catch (error) {
            assert.ok(error instanceof CouldNotRate, String(error));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
