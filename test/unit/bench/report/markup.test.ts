import assert from 'node:assert/strict';
import fc from 'fast-check';
import { html, markupText } from '../../../../src/bench/report/markup.js';
import { parseXml } from './xml.js';

describe('Markup', () => {
  it('gives a parser back what was put into text and attributes', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'<>&"\'`]!-/= \nä€😀javscript:') });
    fc.assert(
      fc.property(texts, (text) => {
        const page = markupText(html`<p title="${text}">${text}</p>`);
        const { elements, text: read } = parseXml(page);
        assert.equal(read, text);
        assert.deepEqual(elements, [{ name: 'p', attributes: { title: text } }]);
      }),
    );
  });

  it('shows control characters and direction overrides, which XML and readers would stumble over', () => {
    assert.equal(markupText(html`${'a\0b\u202ec\ud800d\n'}`), 'a\\u{0}b\\u{202e}c\\u{d800}d\n');
  });

  it('leaves markup as it is, one piece or several, and takes no data for it', () => {
    const pieces = [html`<b>${1}</b>`, html`<i>${'&'}</i>`];
    assert.equal(
      markupText(html`<p>${pieces}${pieces[0] as (typeof pieces)[0]}</p>`),
      '<p><b>1</b><i>&amp;</i><b>1</b></p>',
    );
    const data = JSON.parse(JSON.stringify(pieces[0]));
    assert.throws(() => html`${data}`, TypeError);
  });
});
