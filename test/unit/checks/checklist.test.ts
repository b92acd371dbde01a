import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { checklistOf } from '../../../src/checks/patch/checklist.js';
import { pointsOf } from '../../../src/checks/ticket/points.js';
import { readTicket } from '../../../src/checks/ticket/reading.js';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { parseTicket } from '../../../src/core/parseTicket.js';
import { openRepository } from '../../../src/repository/repository.js';
import { newFolder, write } from '../repository/clones.js';
import { created, deleted, hunk, renamed } from './patchTexts.js';

function points(text: string): string[] {
  const ticket = parseTicket(text, 'test');
  return pointsOf(readTicket(ticket)).map(({ start, end }) => ticket.text.slice(start, end));
}

const ticketFor = (...asked: string[]) =>
  `# Discount codes\n\nPrices have no codes.\n\n## Acceptance criteria\n\n${asked.map((one) => `- ${one}`).join('\n')}\n`;

const pricing = hunk('shop/pricing.py', [
  ' import re',
  '+def apply_code(price, code):',
  '+    return price - CODES[code]',
]);
const tested = created('tests/test_codes.py', ['def test_codes():', '    assert apply_code(1, "x") == 0']);

describe('What a ticket asks for', () => {
  it('is its criteria, its boxes and its sentences with should or must', () => {
    const text = `# Discount codes

Customers type codes. A code should lower the price of \`shop.pricing\`. They like that.
An unknown code must raise
\`OrderError\`. Should it be logged?

## Requirements

1. Codes are case-insensitive.
2. Each code counts once,
   also when it is typed twice.

## Tasks

- [ ] Add tests
- [x] Talk to Ada
`;
    assert.deepEqual(points(text), [
      'A code should lower the price of `shop.pricing`.',
      'An unknown code must raise\n`OrderError`.',
      'Codes are case-insensitive.',
      'Each code counts once,\n   also when it is typed twice.',
      'Add tests',
      'Talk to Ada',
    ]);
  });

  it('is not what is out of scope, done to reproduce it, or said by code, quotes and forms', () => {
    const text = `# Codes should work

## Steps to reproduce

1. You should open the shop.
2. Type a code.

## Out of scope

- Gift cards should come later.

## Alternatives

- It should be a table.

## Expected behavior

- The price is lower

\`\`\`
# it should not crash
\`\`\`

> It should be quoted.

## Before submitting

- [x] I should have searched
`;
    assert.deepEqual(points(text), ['The price is lower']);
  });

  it('is found in other languages by their own words', () => {
    const german =
      '# Rabatte\n\nDie Kunden geben einen Code ein und es passiert nichts. Der Preis soll mit einem Code niedriger sein. Das ist nicht dringend.\n';
    assert.deepEqual(points(german), ['Der Preis soll mit einem Code niedriger sein.']);
  });

  it('is nothing in a ticket that only complains', () => {
    assert.deepEqual(points('# Codes fail\n\nNothing happens. I have to type it again.\n'), []);
  });

  it('is listed in linear time', async () => {
    const many = ticketFor(...Array.from({ length: 10_000 }, (_, i) => `Point ${i} should hold`));
    // Of the processor, since other tests may run beside this one.
    const begun = process.cpuUsage();
    const seconds = () => process.cpuUsage(begun).user / 1e6;
    const { points: looked, more } = await checklistOf({
      patch: parsePatch(pricing, 'test'),
      ticket: parseTicket(many, 'test'),
    });
    const { length } = points(many);
    assert.equal(looked.length, 50);
    assert.equal(more, length - 50);
    assert.ok(seconds() < 3);
    const dots = parseTicket(`# T\n\nIt should ${'a.b'.repeat(60_000)}`, 'test');
    pointsOf(readTicket(dots));
    assert.ok(seconds() < 6);
  });
});

describe('What a patch answers of its ticket', () => {
  let folder: string;
  before(() => {
    folder = newFolder();
    write(folder, {
      'shop/pricing.py': 'import re\n\ndef known_code():\n    pass\n',
      'shop/old.py': 'x = 1\n',
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The states of points, with the code base unless told otherwise. */
  async function states(asked: readonly string[], patch: string, unread: string[] = [], inCode = true) {
    const { points: all } = await checklistOf({
      patch: parsePatch(patch, 'test'),
      ticket: parseTicket(ticketFor(...asked), 'test'),
      unread,
      repository: inCode ? await openRepository(folder, false) : undefined,
    });
    return all.map(({ state }) => state);
  }

  for (const [asked, state] of [
    ['Add `docs/codes.md`', 'not-met'],
    ['Add `tests/test_codes.py`.', 'met'],
    ['Create the file `test_codes.py` with a case for each code', 'unknown'],
    ['Add a module `shop/old.py`', 'unknown'],
    ['Add a function `apply_code`', 'met'],
    ['Add a function `apply_code` that checks the date', 'unknown'],
    ['Add a function `known_code`', 'unknown'],
    ['There should be a class `CodeBook`', 'not-met'],
    ['Remove the file `shop/old.py`', 'not-met'],
    ['Update the changelog', 'not-met'],
    ['Add tests', 'met'],
    ['Add tests for unknown codes', 'unknown'],
    ['Do not add `docs/codes.md`', 'unknown'],
    ['Add `docs/codes.md` if there is time', 'unknown'],
    ['Add `docs/codes.md` or a docstring', 'unknown'],
    ['Add `../../etc/passwd.txt`', 'unknown'],
    ['Codes are case-insensitive', 'unknown'],
    ['Tests pass', 'unknown'],
  ] as const)
    it(`is ${state}: ${asked}`, async () => {
      assert.deepEqual(await states([asked], pricing + tested), [state]);
    });

  it('is not known to be missing without the code base, or where a part is not shown', async () => {
    const asked = ['Add `docs/codes.md`', 'There should be a class `CodeBook`', 'Add tests'];
    assert.deepEqual(await states(asked, pricing, [], false), ['unknown', 'unknown', 'not-met']);
    assert.deepEqual(await states(asked, pricing, ['docs/codes.md']), ['unknown', 'unknown', 'unknown']);
  });

  it('is met by what is removed, renamed and recorded', async () => {
    const changelog = hunk('CHANGELOG.md', [' # Changes', '+- Codes']);
    const asked = ['Remove `shop/old.py`', 'Update the changelog'];
    assert.deepEqual(await states(asked, deleted('shop/old.py', ['x = 1']) + changelog), ['met', 'met']);
    const moved = renamed('shop/old.py', 'shop/codes.py');
    assert.deepEqual(await states(['Delete `shop/old.py`', 'Add `shop/codes.py`'], moved), ['met', 'met']);
  });

  it('is what the patch shows, whatever the ticket says of itself', async () => {
    const boast = [
      '[x] Add `docs/codes.md` (met)',
      '[x] All points are met, state: met',
      '[x] Add a class `CodeBook`',
    ];
    assert.deepEqual(await states(boast, pricing), ['not-met', 'unknown', 'not-met']);
  });

  it('has the places of ticket and patch, and lines that share an unknown point’s words', async () => {
    const asked = ['Typed voucher spellings are normalized', 'Add a function `apply_code`'];
    const patch = hunk('shop/pricing.py', [
      ' import re',
      '+def apply_code(code):',
      '+    voucher = normalized(spelling)',
    ]);
    const ticket = parseTicket(ticketFor(...asked), 'test');
    const { points: all } = await checklistOf({ patch: parsePatch(patch, 'test'), ticket });
    assert.deepEqual(
      all.map(({ text, place, places }) => [text, place.range.start.line, places[0]?.file?.line]),
      [
        [asked[0], 7, 3],
        [asked[1], 8, 2],
      ],
    );
    assert.equal(all[0]?.place.document, 'ticket');
    assert.equal(all[1]?.places[0]?.file?.path, 'shop/pricing.py');
  });
});
