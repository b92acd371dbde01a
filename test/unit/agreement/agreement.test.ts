import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Agreement, type Attempt, agreementOf } from '../../../src/agreement/agreement.js';
import { agreementModel, nearlySame, riskShift } from '../../../src/agreement/risk.js';
import { countedOverlap, overlap, type Signature, signatureOf } from '../../../src/agreement/signature.js';
import { parsePatch } from '../../../src/core/parsePatch.js';

const word = fc.constantFrom(...'abcdefgh');
const signature: fc.Arbitrary<Signature> = fc.record({
  places: fc.array(word).map((items) => new Set(items)),
  tokens: fc.array(word, { minLength: 1 }).map((items) => {
    const counts = new Map<string, number>();
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
    return counts;
  }),
  lines: fc.array(word).map((items) => new Set(items)),
});
const attemptOf = (family: fc.Arbitrary<string | undefined>): fc.Arbitrary<Attempt> =>
  fc.record({ source: fc.string(), family, signature });
const own = attemptOf(fc.constant('own'));
const other = attemptOf(fc.constantFrom('copilot', 'codex', 'devin'));
const others = fc.array(other, { minLength: 1, maxLength: 6 });

/** What decides of an agreement; the sum is of floating point. */
const measures = (agreement: Agreement | undefined) =>
  agreement && {
    families: agreement.families,
    tokens: agreement.mostTokens,
    lines: agreement.mostLines,
    places: agreement.places.toFixed(9),
  };
const shiftOf = (one: Attempt, all: readonly Attempt[]) =>
  riskShift(agreementOf(one, all) as Agreement).toFixed(9);

describe('Agreement among patches for one ticket', () => {
  it("takes no notice of reruns of a patch's own agent, nor of patches of unknown agents", () => {
    const none = attemptOf(fc.constantFrom('own', undefined));
    fc.assert(
      fc.property(own, others, fc.array(none), (one, all, more) => {
        assert.deepEqual(agreementOf(one, [...more, ...all]), agreementOf(one, all));
        assert.equal(agreementOf(one, more), undefined);
        assert.equal(agreementOf({ ...one, family: undefined }, all), undefined);
      }),
    );
  });

  it('counts a family once, however often its agent runs', () => {
    fc.assert(
      fc.property(own, others, (one, all) => {
        const again = [...all, ...all].map((rerun) => ({ ...rerun, source: `${rerun.source} again` }));
        assert.deepEqual(measures(agreementOf(one, again)), measures(agreementOf(one, all)));
      }),
    );
  });

  it('is the same from both sides and in any order', () => {
    fc.assert(
      fc.property(own, other, (one, two) => {
        assert.deepEqual(measures(agreementOf(one, [two])), measures(agreementOf(two, [one])));
      }),
    );
    fc.assert(
      fc.property(own, others, (one, all) => {
        assert.deepEqual(measures(agreementOf(one, [...all].reverse())), measures(agreementOf(one, all)));
      }),
    );
  });

  it('measures overlaps by their definition', () => {
    const bag = fc.array(word);
    fc.assert(
      fc.property(bag, bag, (one, two) => {
        const times = (items: readonly string[], item: string) => items.filter((x) => x === item).length;
        const share = (count: (item: string) => [number, number]) => {
          const pairs = [...'abcdefgh'].map(count);
          const all = pairs.reduce((sum, pair) => sum + Math.max(...pair), 0);
          return all === 0 ? 0 : pairs.reduce((sum, pair) => sum + Math.min(...pair), 0) / all;
        };
        const counts = (items: readonly string[]) => new Map(items.map((item) => [item, times(items, item)]));
        assert.equal(
          countedOverlap(counts(one), counts(two)),
          share((item) => [times(one, item), times(two, item)]),
        );
        assert.equal(
          overlap(new Set(one), new Set(two)),
          share((item) => [Number(one.includes(item)), Number(two.includes(item))]),
        );
      }),
    );
  });

  it('compares what patches delete where they add nothing, and nothing where they have no text', () => {
    const attempt = (family: string, lines: string): Attempt => {
      const text = `--- a/x.py\n+++ b/x.py\n${lines}`;
      return { source: family, family, signature: signatureOf(parsePatch(text, family)) };
    };
    const gone = '@@ -1,2 +1 @@\n keep\n-    total = total + late_fee\n';
    const same = agreementOf(attempt('codex', gone), [attempt('devin', gone)]);
    assert.deepEqual([same?.mostTokens, same?.mostLines, same?.places], [1, 1, 1]);
    const renamed: Attempt = {
      source: 'r',
      family: 'devin',
      signature: signatureOf(
        parsePatch(
          'diff --git a/x.py b/y.py\nsimilarity index 100%\nrename from x.py\nrename to y.py\n',
          'r',
        ),
      ),
    };
    assert.equal(agreementOf(attempt('codex', gone), [renamed]), undefined);
    assert.equal(agreementOf(renamed, [attempt('codex', gone)]), undefined);
  });
});

describe('What agreement does to a risk', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const measured = fc.record({
    places: fc.double({ min: 0, max: 30, noNaN: true }),
    mostTokens: share,
    mostLines: share,
  });

  it('never rises with agreement, and has bounds', () => {
    fc.assert(
      fc.property(measured, measured, (one, two) => {
        const more = {
          places: Math.max(one.places, two.places),
          mostTokens: Math.max(one.mostTokens, two.mostTokens),
          mostLines: Math.max(one.mostLines, two.mostLines),
        };
        assert.ok(riskShift(more) <= riskShift(one));
        assert.ok(Math.abs(riskShift(one)) < 2.5);
      }),
    );
  });

  it('falls where another family makes nearly the same change', () => {
    fc.assert(
      fc.property(measured, (one) => {
        const shift = riskShift({ ...one, places: 1, mostTokens: Math.max(nearlySame, one.mostTokens) });
        assert.ok(shift < 0);
      }),
    );
  });

  it('can not be lowered by patches that do not agree', () => {
    const stranger: Attempt = {
      source: 'x',
      family: 'stranger',
      signature: { places: new Set('z'), tokens: new Map([['z', 1]]), lines: new Set('z') },
    };
    fc.assert(
      fc.property(own, others, (one, all) => {
        assert.equal(shiftOf(one, [...all, stranger]), shiftOf(one, all));
        assert.ok(riskShift(agreementOf(one, [stranger]) as Agreement) >= 0);
      }),
    );
  });

  it('has a model that is held to its signs', () => {
    assert.ok(agreementModel.weights.every((weight) => weight >= 0));
    for (const { bands } of Object.values(agreementModel.measured))
      assert.deepEqual(
        bands.map(({ from }) => from),
        [0.8, 0.5, 0.2, 0],
      );
  });

  it('tells what its page tells', () => {
    const page = readFileSync('docs/compare.md', 'utf8');
    for (const { bands, wrong, auroc } of Object.values(agreementModel.measured)) {
      assert.ok(page.includes(`${(100 * wrong).toFixed(1)}% of `));
      for (const { wrong } of bands)
        assert.ok(page.includes(` | ${(100 * wrong).toFixed(1)}% | `), `${wrong}`);
      assert.ok(page.includes(` | ${auroc.alone.toFixed(3)} | ${auroc.together.toFixed(3)} | `));
    }
  });
});
