import assert from 'node:assert/strict';
import {
  dayName,
  doneSentences,
  entryDetails,
  entryLine,
  filterWords,
  otherWay,
  overrideReasons,
} from '../../../src/vscode/features/ledger/words.js';
import { decision, outcome, proceeding, response } from '../ledger/samples.js';

describe('The words of the history', () => {
  const decided = decision();

  it('say what was decided, done, and came of it', () => {
    assert.equal(
      entryLine({ decision: decided, response: null, outcome: null }),
      'Ask first · Vague · 70% risk',
    );
    const entry = {
      decision: decided,
      response: response(decided, 'overrode', 'two\n lines'),
      outcome: outcome(decided, 'tests-passed'),
    };
    assert.equal(entryLine(entry), 'Ask first · Vague · 70% risk · disagreed: two lines · tests passed');
    assert.match(entryDetails(entry).join('\n'), /Rater: local 1, threshold 50%, no calibration/);
  });

  it('give no probability where the rater gave none', () => {
    const byLabel = decision({ probabilitySource: 'label', bounceProbability: 1 });
    assert.equal(entryLine({ decision: byLabel, response: null, outcome: null }), 'Ask first · Vague');
    const unrated = decision({ outcome: 'unrated', label: null, bounceProbability: null });
    assert.equal(entryLine({ decision: unrated, response: null, outcome: null }), 'Not rated');
  });

  it('name days as a person does, across midnight', () => {
    const now = new Date(2026, 0, 31, 0, 5);
    assert.equal(dayName(new Date(2026, 0, 31, 0, 1), now), 'Today');
    assert.equal(dayName(new Date(2026, 0, 30, 23, 59), now), 'Yesterday');
    assert.match(dayName(new Date(2026, 0, 29, 23, 59), now), /^Thursday, January 29, 2026$/);
  });

  it('name what is filtered by, and nothing where all is shown', () => {
    assert.equal(filterWords({}), '');
    assert.equal(
      filterWords({ door: 'input', outcome: 'abstain', did: 'overrode', text: 'late fee' }),
      `tickets · ask first or don't merge yet · disagreed · "late fee"`,
    );
  });

  it('offer the other way and reasons for it', () => {
    assert.equal(otherWay(decided), 'Let the Ticket Proceed');
    assert.ok(overrideReasons(decided).includes('false alarm'));
    const passed = decision({ ...proceeding, door: 'output' });
    assert.equal(otherWay(passed), 'Bounce the Patch');
    assert.ok(overrideReasons(passed).includes('tests fail'));
  });

  it('tell what was done', () => {
    assert.deepEqual(doneSentences(null, null), []);
    assert.deepEqual(doneSentences(response(decided, 'overrode', 'urgent'), outcome(decided, 'merged')), [
      'You disagreed: urgent',
      'Outcome: merged.',
    ]);
    assert.deepEqual(doneSentences(response(decided, 'followed'), null), ['You agreed.']);
  });
});
