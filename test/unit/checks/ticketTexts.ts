import fc from 'fast-check';

const pieces = [
  'Late fees are wrong.',
  'It should return 0 instead.',
  'It fails with `TypeError: bad` in shelf/fees.py.',
  'Perhaps late_fee() is to blame, or maybe not?',
  'See https://example.com/fees.png',
  'Python 3.12.1',
  '1. Install it.\n2. Run it.',
  '```python\nfrom shelf.fees import late_fee\nlate_fee(1)\n```',
  'It should not return 0 instead.',
  'Please add support for fees in other currencies.',
  '## Expected result',
  '<!-- Please describe what you did -->',
  'What do you think?',
] as const;

/** Tickets with and without what a ticket should say. */
export const ticketTexts = fc
  .tuple(
    fc.constantFrom('# Fees', '# late_fee() crashes', 'Improve the fees'),
    fc.array(fc.constantFrom(...pieces), { maxLength: 8 }),
  )
  .map(([title, body]) => `${[title, ...body].join('\n\n')}\n`);
