import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { patchEvidence } from '../../../../src/checks/evidence.js';
import { parsePatch } from '../../../../src/core/parsePatch.js';
import { parseTicket } from '../../../../src/core/parseTicket.js';
import { mayOnlyRaise } from '../../../../src/raters/local/amounts.js';
import { patchFeatures } from '../../../../src/raters/local/patchFeatures.js';
import { padded } from '../../../../training/padding.js';

const read = (path: string) => readFileSync(`examples/${path}`, 'utf8');
const ticket = parseTicket(read('tickets/clear.md'), 'clear.md');
const patch = parsePatch(read('patches/good.patch'), 'good.patch');

function valuesOf(one: typeof patch, isAlone = false): ReadonlyMap<string, number> {
  const of = isAlone ? undefined : ticket;
  const { numbers } = patchFeatures(one, of, patchEvidence(one, of));
  return new Map(numbers.map(({ name, value }) => [name, value]));
}

describe('The features of a patch', () => {
  it('that comments, documentation, assertions or a test change may only raise the risk', () => {
    const before = valuesOf(patch);
    for (const padding of ['comments', 'documentation', 'assertions', 'test'] as const) {
      for (const seed of [0, 1, 2]) {
        const after = valuesOf(padded(patch, padding, ticket.title.text, seed));
        const changed = [...after].filter(([name, value]) => value !== before.get(name));
        assert.ok(changed.length > 0);
        for (const [name, value] of changed) {
          assert.ok(mayOnlyRaise(name), `${padding}: ${name}`);
          assert.ok(value >= (before.get(name) as number), `${padding}: ${name} falls`);
        }
      }
    }
  });

  it('have names of their own and are numbers', () => {
    const { numbers } = patchFeatures(patch, ticket, patchEvidence(patch, ticket));
    assert.equal(new Set(numbers.map(({ name }) => name)).size, numbers.length);
    assert.ok(numbers.every(({ value }) => Number.isFinite(value)));
    const empty = { ...patch, files: [] };
    assert.ok([...valuesOf(empty).values()].every(Number.isFinite));
  });

  it('say nothing of a ticket where there is none', () => {
    const names = [...valuesOf(patch, true).keys()];
    assert.deepEqual(
      names.filter((name) => /-in-ticket|-in-title|^title-|^ticket-names/.test(name)),
      [],
    );
  });

  it('take a time that grows with the patch', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => `+value_${i} = call(${i}, "x")\n`).join('');
    const timeOf = (count: number) => {
      const big = parsePatch(`--- a/m.py\n+++ b/m.py\n@@ -0,0 +1,${count} @@\n${lines(count)}`, 'big');
      const start = performance.now();
      patchFeatures(big, ticket, []);
      return performance.now() - start;
    };
    timeOf(1_000);
    assert.ok(timeOf(40_000) < 2_000);
  });
});
