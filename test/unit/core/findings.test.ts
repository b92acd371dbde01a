import assert from 'node:assert/strict';
import { type Finding, orderedFindings } from '../../../src/core/rating.js';

const place = (line: number): Finding['place'] => ({
  document: 'patch',
  range: { start: { line, column: 1 }, end: { line, column: 9 } },
  quote: 'assert x',
  file: { path: 'tests/test_x.py', line, side: 'old' },
});

describe('The findings of a verdict', () => {
  it('come with the sure ones first, then by how grave they are', () => {
    const findings: Finding[] = [
      { id: 'a', severity: 'info', message: 'A.' },
      { id: 'model', severity: 'error', message: 'B.', unsure: true },
      { id: 'model', severity: 'warning', message: 'C.' },
      { id: 'model', severity: 'error', message: 'D.' },
      { id: 'b', severity: 'warning', message: 'E.' },
    ];
    assert.equal(
      orderedFindings(findings)
        .map(({ message }) => message[0])
        .join(''),
      'DCEAB',
    );
  });

  it('are one where one check says the same of several places', () => {
    const found = (...lines: readonly number[]): Finding[] =>
      lines.map((line) => ({
        id: 'tests-weakened',
        severity: 'warning',
        message: 'Removes tests.',
        place: place(line),
      }));
    const [one, ...others] = orderedFindings(found(3, 9, 3));
    assert.deepEqual(others, []);
    assert.deepEqual(one, { ...found(3)[0], otherPlaces: [place(9)] });
  });
});
