import { rate } from '../../engine/rate.js';
import { guarded } from '../../raters/chat/guard.js';
import { localRater } from '../../raters/local/localRater.js';

/** A ticket with some of all that tickets have. */
const sample = `parse() fails on an empty list

### Zebras and lions
### Steps
1. Call \`items.parse([])\` with **no** item, as in https://example.org/docs#L10, see #12:
\`\`\`python
>>> from items import parse_all
>>> parse_all([], key="name")
Traceback (most recent call last):
  File "items/parser.py", line 12, in parse_all
ValueError: nothing to parse
\`\`\`
- [ ] It worked in 4.2.1, currently it fails when the list is empty.

**Expected:** it should return an empty list instead, if possible. Does "key" matter?
> Please describe the problem
Version: 5.0 (Linux), token = changeit
`;

/** Loads and tries out what a chat rater needs, so that its first requests go out together. */
export async function warmUp(): Promise<void> {
  const policy = { threshold: 0.5, minimumCoverage: 0, failOpen: false };
  // Patterns are compiled at their first use and at their second, for texts beyond Latin letters apart.
  for (const end of ['', '.', ' ✓', ' ✓.']) {
    const text = sample + end;
    await guarded(text);
    await rate({ door: 'input', text, source: '' }, { rater: localRater, policy });
  }
}
