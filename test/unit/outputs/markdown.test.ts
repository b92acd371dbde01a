import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escaped } from '../../../src/core/oneLine.js';
import type { RatedVerdict, Verdict } from '../../../src/core/verdict.js';
import { formats } from '../../../src/outputs/formats.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { example } from '../raters/chat/chat.js';
import { patchVerdict, ticketVerdict } from '../verdicts.js';

const options = { rater: localRater, policy: { threshold: 0.5, minimumCoverage: 0.5, failOpen: false } };
const renderer = new MarkdownIt({ html: true, linkify: true });
// GitHub links no bare names of hosts but those that begin with www.
renderer.linkify.set({ fuzzyLink: false });
const written = (verdict: Verdict) => formats.markdown(verdict);

/** What a reader sees of a page. */
const seen = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot);/g, (_, name) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name as 'lt']);

describe('A verdict in Markdown', () => {
  it('has the decision, the findings with their places, and what it rests on', async () => {
    const ticket = example('tickets/clear.md');
    const text = written(await patchVerdict({ ...example('patches/bad.patch'), ticket }, options));
    assert.match(
      text,
      /^### \S*bad\.patch: Don't merge yet · Missing key parts\n\n\*\*.*\d+%.* Of patches rated like this, \d in 10 were wrong\.\*\*\n/,
    );
    assert.match(text, /^- \*\*warning\*\*: .+ \(`[^`]+:\d+`\)$/m);
    assert.match(text, /<sub>Reviewed 100% of the patch\. Rated by local /);
  });

  it('asks a vague ticket’s questions', async () => {
    const page = renderer.render(written(await ticketVerdict(example('tickets/vague.md'), options)));
    assert.match(page, /Questions to ask.*<ol>\n<li>.+<\/li>/s);
  });

  it('fits into a comment on GitHub, however long names and answers are', async () => {
    const verdict = (await patchVerdict(example('patches/bad.patch'), options)) as RatedVerdict;
    const [finding] = verdict.findings.filter(({ place }) => place);
    assert.ok(finding?.place);
    const place = { ...finding.place, file: { path: 'a/'.repeat(1_900), line: 1, side: 'new' } as const };
    const findings = [...Array(40).fill({ ...finding, place }), { ...finding, message: 'Short.' }];
    const text = written({ ...verdict, findings, explanation: '@'.repeat(10_000) });
    assert.ok(text.length < 65_536, `${text.length}`);
    assert.match(text, /^- .*Short\..*\n\n<sub>Reviewed.*<\/sub>\n\nWhat is too long .* left out\.\n$/m);
    assert.ok(text.startsWith('### '));
  });

  it('shows any words as they are: they format nothing, link nowhere and mention nobody', async () => {
    const verdict = (await patchVerdict(example('patches/bad.patch'), options)) as RatedVerdict;
    const [finding] = verdict.findings.filter(({ place }) => place);
    assert.ok(finding);
    const hostile = fc
      .array(
        fc.constantFrom(
          ...[
            '@octocat',
            '#12',
            'a@b.io',
            'https://evil.io',
            'www.evil.io',
            '_www.evil.io',
            'GH-12',
            '[x](//y)',
            '![x](y)',
            '<img src=x>',
          ],
          ...[
            '`',
            '``',
            '**',
            '_',
            '~~',
            '|',
            '&lt;',
            '\\',
            '$x$',
            '-->',
            '\u202e',
            ' ',
            'word',
            '- ',
            '1. ',
          ],
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, (words) => {
        const text = written({
          ...verdict,
          because: `Because ${words}.`,
          findings: [{ ...finding, message: words }],
        });
        const page = renderer.render(text);
        assert.doesNotMatch(page, /<(?!\/?(?:h3|p|strong|ul|li|sub|code)>|!-- -->)/);
        assert.doesNotMatch(page.replaceAll(/<code>.*?<\/code>/g, ''), /[@#](?!<!-- -->)\w/);
        assert.doesNotMatch(text, /www\.|GH-\d/i);
        assert.ok(seen(page).includes(`Because ${escaped(words)}.`), text);
      }),
    );
  });

  it('begins no list, line or code by words at the start of a paragraph', async () => {
    const verdict = await ticketVerdict(example('tickets/clear.md'), options);
    for (const words of ['- x', '+ x', '1. x', '12) x', '-', '---', '- - -', '    x', '\u2028- x']) {
      const page = renderer.render(written({ ...verdict, explanation: words, findings: [], questions: [] }));
      assert.doesNotMatch(page, /<(?:ul|ol|hr|pre)/, words);
      const unrated = { cause: 'unreadable', message: words, nextStep: words } as const;
      const without = renderer.render(written({ ...verdict, because: words, unrated } as Verdict));
      assert.doesNotMatch(without, /<(?:ul|ol|hr|pre)/, words);
    }
  });
});
