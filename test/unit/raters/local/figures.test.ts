import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generations } from '../../../../src/core/baseRate.js';
import { parsePatch } from '../../../../src/core/parsePatch.js';
import { parseTicket } from '../../../../src/core/parseTicket.js';
import { type Bands, localFigures, measuredAt } from '../../../../src/raters/local/figures.js';
import { localRater } from '../../../../src/raters/local/localRater.js';
import { patchTrust, ticketTrust } from '../../../../src/raters/local/trust.js';
import { logOdds } from '../../../../src/stats/sigmoid.js';
import { patchVerdict } from '../../verdicts.js';
import { example } from '../chat/chat.js';

const estimate = (value: number) => ({ value, low: value, high: value });
const bands: Bands = {
  baseRate: 0.33,
  bands: [
    { from: 0, rows: 60, share: estimate(0.2) },
    { from: 0.4, rows: 40, share: estimate(0.5) },
  ],
};

describe('What a probability turned out to mean', () => {
  it('is the share of its band', () => {
    assert.deepEqual(measuredAt(bands, 0.39, 0.33), { share: 0.2, rows: 60 });
    assert.deepEqual(measuredAt(bands, 0.4, 0.33), { share: 0.5, rows: 40 });
    assert.equal(measuredAt(bands, 1, 0.33).share, 0.5);
  });

  it('moves with the base rate, as the probability does', () => {
    // From 0.33 to 0.74 odds are multiplied by 5.78, so that 0.74 was 0.33, and 0.2 becomes 0.59.
    const { share, rows } = measuredAt(bands, 0.74, 0.74);
    assert.equal(rows, 60);
    assert.ok(Math.abs(share - 0.591) < 0.001, `${share}`);
  });

  it('never falls with the probability nor with the base rate, and is a share for any of them', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, probability, probability, (one, other, baseRate) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const [less, more] = [measuredAt(bands, low, baseRate), measuredAt(bands, high, baseRate)];
        assert.ok(less.share >= 0 && more.share <= 1);
        if (baseRate > 0 && baseRate < 1) assert.ok(less.share <= more.share);
      }),
    );
  });

  it('comes from bands with enough rows, in order', () => {
    for (const { bands: measured } of [
      localFigures.tickets.bands,
      ...generations.map((one) => localFigures.patches.bands[one]),
    ]) {
      assert.equal(measured[0]?.from, 0);
      for (const [i, band] of measured.entries()) {
        assert.ok(band.rows >= 30);
        const next = measured[i + 1];
        if (next) assert.ok(next.from > band.from && next.share.value > band.share.value);
      }
    }
  });
});

describe('How far the local rater can be trusted', () => {
  const change = (path: string, lines = 1) =>
    `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1,${lines + 1} @@\n x\n${'+y\n'.repeat(lines)}`;
  const trustIn = (text: string) => patchTrust(parsePatch(text, 'p'), '2025');

  it('is told by the language of most lines of code', () => {
    const python = trustIn(change('a.py', 3) + change('web/b.ts', 2) + change('README.md', 9));
    assert.deepEqual([python.inside, python.languages], [true, ['Python', 'TypeScript']]);
    assert.equal(python.rows, localFigures.patches.groups.find(({ name }) => name === '2025/26')?.rows);
    const go = trustIn(change('a.go', 3) + change('b.py'));
    assert.deepEqual([go.inside, go.languages], [false, ['Go', 'Python']]);
    assert.equal(go.pairs, localFigures.patches.outside.all.auroc.value);
    assert.deepEqual(trustIn(change('README.md')).languages, []);
    assert.equal(trustIn(change('README.md')).inside, false);
  });

  it('rests on the rows of the language and of the generation', () => {
    const rows = (text: string, generation: '2024' | '2025') =>
      patchTrust(parsePatch(text, 'p'), generation).nearest;
    assert.match(rows(change('a.py'), '2024'), /Python.* 2024 or earlier$/);
    assert.match(rows(change('a.rs'), '2024'), /^Rust/);
    assert.match(rows(change('A.java'), '2025'), /^Java/);
  });

  it('is less for tickets in other languages than English', () => {
    const trustOf = (text: string) => ticketTrust(parseTicket(text, 't'));
    assert.deepEqual(trustOf(example('tickets/clear.md').text).inside, true);
    const german = trustOf(
      'Die Gebühr ist falsch\n\nWenn ein Buch nicht zurück ist, wird die Gebühr doppelt erhoben.',
    );
    assert.deepEqual([german.inside, german.languages], [false, ['German']]);
  });

  it('draws the risk of a patch in another language towards the base rate, by the measured slope', async () => {
    const policy = { threshold: 0.5, minimumCoverage: 0.5, failOpen: false };
    const { text, source } = example('patches/bad.patch');
    const probability = async (patch: string) => {
      const verdict = await patchVerdict({ text: patch, source }, { rater: localRater, policy });
      return verdict.bounceProbability as number;
    };
    const odds = (p: number) => logOdds(p) - logOdds(0.33);
    // The same change under names that say nothing of a language, so that only the slope differs from a made-up one.
    const foreign = text.replaceAll('.py', '.nim');
    const inside = patchTrust(parsePatch(text, source), '2025').inside;
    const outside = patchTrust(parsePatch(foreign, source), '2025').inside;
    assert.deepEqual([inside, outside], [true, false]);
    assert.ok(odds(await probability(foreign)) < odds(await probability(text)));
  });
});
