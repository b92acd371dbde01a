import assert from 'node:assert/strict';
import { filesOf } from '../../../src/core/fileWords.js';
import type { Place } from '../../../src/core/place.js';
import type { Finding } from '../../../src/core/rating.js';
import { reasonsOf, saidBy } from '../../../src/core/reasons.js';
import type { RatedVerdict } from '../../../src/core/verdict.js';

const place = (path: string, line: number, side: 'old' | 'new' = 'new'): Place => ({
  document: 'patch',
  range: { start: { line, column: 1 }, end: { line, column: 2 } },
  quote: 'pytest || true',
  file: { path, line, side },
});

const sabotage: Finding = {
  id: 'automation-changed',
  severity: 'error',
  message: 'Lets checks fail without stopping CI.',
  place: place('ci.yml', 8),
};
const tests: Finding = {
  id: 'tests-weakened',
  severity: 'warning',
  message: 'Removes 2 tests.',
  place: place('tests/test_a.py', 4, 'old'),
};
const hint: Finding = { id: 'todo-left', severity: 'info', message: 'Leaves work for later.' };

const verdict = (over: Partial<RatedVerdict>) =>
  ({
    door: 'output',
    because: 'Risk 69%, limit 48%.',
    bounceProbability: 0.69,
    threshold: 0.48,
    probabilitySource: 'model',
    explanation: 'Statistical estimate. The findings raise the risk.',
    findings: [],
    coverage: { share: 1, files: [] },
    unrated: null,
    ...over,
  }) as unknown as RatedVerdict;

describe('The reasons for a verdict', () => {
  const kinds = (over: Partial<RatedVerdict>) => reasonsOf(verdict(over)).map(({ kind }) => kind);

  it('are at most three: findings before what was reckoned', () => {
    assert.deepEqual(kinds({ findings: [sabotage, tests] }), ['error', 'warning', 'estimate']);
    assert.deepEqual(kinds({ findings: [sabotage, tests, hint, hint] }), ['error', 'warning', 'info']);
    assert.deepEqual(kinds({ findings: [{ ...tests, unsure: true }] }), ['estimate']);
  });

  it('begin with the rule that decided, unless it is the risk or a finding', () => {
    const because = 'Only 40% of the patch was reviewed; the minimum is 80%.';
    assert.deepEqual(kinds({ because, findings: [tests] }), ['rule', 'warning', 'estimate']);
    assert.deepEqual(kinds({ because: sabotage.message, findings: [sabotage] }), ['error', 'estimate']);
    const [rule] = reasonsOf(verdict({ because: 'Risk 69%, limit 48%. Nobody reviews next.' }));
    assert.equal(rule?.text, 'Nobody reviews next.');
  });

  it('leave to a model its own words', () => {
    const own = { probabilitySource: 'stated', explanation: 'It hides errors.' } as const;
    assert.deepEqual(kinds(own), []);
    assert.equal(saidBy(verdict(own)), 'It hides errors.');
    assert.equal(saidBy(verdict({})), '');
  });
});

describe('The files of a review', () => {
  const coverage: RatedVerdict['coverage'] = {
    share: 1,
    files: [
      { path: 'poetry.lock', how: 'summarised', why: 'lock file' },
      { path: 'clean.py', how: 'reviewed', why: '' },
      { path: 'tests/test_a.py', how: 'reviewed', why: '' },
      { path: 'ci.yml', how: 'reviewed', why: '' },
    ],
  };

  it('come with the gravest first, and say what was found, or why nobody looked', () => {
    const reviewed = verdict({
      coverage,
      findings: [sabotage, { ...tests, otherPlaces: [place('ci.yml', 9)] }],
    });
    assert.deepEqual(
      filesOf(reviewed).map(({ path, words }) => `${path}: ${words}`),
      [
        'ci.yml: 1 error, 1 warning',
        'tests/test_a.py: 1 warning',
        'clean.py: Clean',
        'poetry.lock: Not reviewed: lock file',
      ],
    );
  });
});
