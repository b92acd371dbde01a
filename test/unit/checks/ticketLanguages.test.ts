import assert from 'node:assert/strict';
import { ticketEvidence } from '../../../src/checks/evidence.js';
import { languageOf, wordsOf } from '../../../src/checks/ticket/language/index.js';
import type { Fact } from '../../../src/core/evidence.js';
import { parseTicket } from '../../../src/core/parseTicket.js';
import { localRater } from '../../../src/raters/local/localRater.js';
import { ticketVerdict } from '../verdicts.js';
import { ticketsByLanguage } from './ticketsByLanguage.js';

const policy = { threshold: localRater.limits.input.abstain, minimumCoverage: 0.5, failOpen: false };
const judged = (text: string) => ticketVerdict({ text, source: 'test' }, { rater: localRater, policy });
const fact = (text: string, id: string): Fact => {
  const found = ticketEvidence(parseTicket(text, 'test')).find((one) => one.id === id);
  assert.ok(found, id);
  return found;
};

describe('A ticket in any of the ten languages', () => {
  for (const { code, clear, vague, template } of ticketsByLanguage) {
    it(`goes on where it is clear, and not where it is vague or a template: ${code}`, async () => {
      for (const text of clear) {
        const verdict = await judged(text);
        assert.equal(verdict.decision, 'proceed', `${text} ${verdict.because}`);
        assert.deepEqual(
          verdict.findings.filter(({ severity }) => severity !== 'info'),
          [],
          text,
        );
        assert.equal(fact(text, 'expected-behaviour').value, 1, text);
      }
      for (const text of [...vague, template]) {
        const verdict = await judged(text);
        assert.equal(verdict.decision, 'abstain', text);
        assert.ok((verdict.questions.length ?? 0) > 0, text);
      }
      assert.equal(fact(template, 'template-unfilled').level, 'blocker');
      assert.equal(fact(template, 'expected-behaviour').value, 0);
      assert.equal(fact(template, 'steps-to-reproduce').value, 0);
    });

    it(`is read in its own words: ${code}`, () => {
      const [report = '', request = ''] = clear;
      assert.equal(languageOf(report)?.lexicon.code, code);
      for (const id of ['actual-behaviour', 'steps-to-reproduce', 'versions']) {
        assert.equal(fact(report, id).value, 1, id);
      }
      assert.equal(fact(report, 'behaviour-sections').value, 2);
      assert.equal(fact(report, 'feature-request').value, 0);
      assert.equal(fact(request, 'feature-request').value, 1);
    });
  }

  it('counts words where there are no blanks between them', () => {
    assert.ok(wordsOf('连续点击确定按钮').length >= 4);
    assert.ok(wordsOf('送信ボタンを押す').length >= 4);
    assert.deepEqual(wordsOf('two words'), ['two', 'words']);
  });
});

describe('A ticket in another language', () => {
  const texts = [
    '# Il totale della fattura ignora lo sconto\n\nApro la fattura 17 e metto lo sconto al 10 %, ma il totale non cambia. Il totale che vedo è 100,00 e non 90,00 come nella versione 3.4.\n',
    '# Fatura toplamı indirimi yok sayıyor\n\nFatura 17 için indirimi %10 yapınca toplam değişmiyor. Bu bir hata gibi görünüyor ve çok önemli, ama daha sonra kaydedince de aynı oldu.\n',
    '# סכום החשבונית מתעלם מההנחה\n\nאני פותח את החשבונית 17 וקובע הנחה של 10%, והסכום לא משתנה.\n',
  ];

  it('has no facts that are not known there, and gets no question about them', async () => {
    for (const text of texts) {
      const verdict = await judged(text);
      const expected = fact(text, 'expected-behaviour');
      assert.ok(expected.moot, text);
      assert.match(expected.sentence, /^Not checked/);
      assert.ok(!verdict.questions.some(({ fact: id }) => id === 'expected-behaviour'), text);
      assert.ok(!verdict.findings.some(({ id }) => id === 'expected-behaviour'), text);
    }
  });
});
