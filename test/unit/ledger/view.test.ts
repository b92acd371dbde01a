import assert from 'node:assert/strict';
import fc from 'fast-check';
import { howGood, labels } from '../../../src/ledger/howGood.js';
import { type LedgerRecord, workOutcomes } from '../../../src/ledger/record.js';
import { weeks } from '../../../src/ledger/trend.js';
import { filterEntries, history, labelOf, ratersIn } from '../../../src/ledger/view.js';
import { decision, minute, outcome, proceeding, response } from './samples.js';

function labelsOf(...records: LedgerRecord[]): (boolean | null)[] {
  return history(records).map(labelOf);
}

describe('The history of decisions', () => {
  it('joins them with what was done, newest first, the latest word counting, in whatever order they come', () => {
    const [early, late] = [decision({ at: minute(0) }), decision({ at: minute(9) })];
    const last = response(early, 'overrode', 'It is clear.', minute(6));
    const records = [
      early,
      late,
      response(early, 'followed', '', minute(5)),
      last,
      outcome(early, 'merged', minute(6)),
      outcome(early, 'reverted', minute(8)),
      outcome(early, 'closed', minute(9)),
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(records, { minLength: records.length }),
        fc.shuffledSubarray(records),
        (once, again) => {
          const [first, second] = history([...once, ...again]);
          assert.equal(first?.decision.id, late.id);
          assert.equal(first?.response, null);
          assert.equal(second?.response, last);
          assert.equal(second?.outcome?.outcome, 'reverted');
        },
      ),
    );
  });

  it('leaves out the words of decisions that are gone', () => {
    assert.deepEqual(history([response(decision(), 'followed'), outcome(decision(), 'merged')]), []);
  });

  it('labels by what became of the work, else by an override, and never by a person who followed', () => {
    const bad = ['reverted', 'tests-failed', 'unresolved'];
    for (const became of workOutcomes) {
      const one = decision();
      const expected = became === 'closed' ? null : bad.includes(became);
      assert.deepEqual(labelsOf(one, outcome(one, became)), [expected], became);
    }
    const [abstained, proceeded] = [decision(), decision(proceeding)];
    const unrated = decision({ outcome: 'unrated', label: null, bounceProbability: null });
    assert.deepEqual(labelsOf(abstained, response(abstained, 'overrode')), [false]);
    assert.deepEqual(labelsOf(proceeded, response(proceeded, 'overrode')), [true]);
    assert.deepEqual(labelsOf(abstained, response(abstained, 'followed')), [null]);
    assert.deepEqual(labelsOf(unrated, response(unrated, 'overrode')), [null]);
    assert.deepEqual(
      labelsOf(proceeded, response(proceeded, 'overrode'), outcome(proceeded, 'tests-passed')),
      [false],
    );
    assert.deepEqual(labelsOf(abstained, response(abstained, 'overrode'), outcome(abstained, 'closed')), [
      false,
    ]);
  });

  it('filters by each field and by all words, and offers what there is to choose', () => {
    const ticket = decision({ at: minute(1) });
    const patch = decision({
      ...proceeding,
      door: 'output',
      at: minute(2),
      source: 'Fix Crash.patch',
      repository: { key: 'bbbb', name: 'shop' },
      rater: { name: 'gpt', version: '1' },
    });
    const entries = history([ticket, patch, response(ticket, 'overrode', 'I know the module')]);
    const sources = (filter: Parameters<typeof filterEntries>[1]) =>
      filterEntries(entries, filter).map(({ decision: { source } }) => source);
    assert.deepEqual(sources({}), ['Fix Crash.patch', 'ticket.md']);
    assert.deepEqual(sources({ door: 'output' }), ['Fix Crash.patch']);
    assert.deepEqual(sources({ outcome: 'abstain' }), ['ticket.md']);
    assert.deepEqual(sources({ repository: 'bbbb' }), ['Fix Crash.patch']);
    assert.deepEqual(sources({ rater: 'local' }), ['ticket.md']);
    assert.deepEqual(sources({ did: 'overrode' }), ['ticket.md']);
    assert.deepEqual(sources({ did: 'nothing' }), ['Fix Crash.patch']);
    assert.deepEqual(sources({ text: 'crash  fix' }), ['Fix Crash.patch']);
    assert.deepEqual(sources({ text: 'the MODULE' }), ['ticket.md']);
    assert.deepEqual(sources({ text: 'crash module' }), []);
    assert.deepEqual(ratersIn([...entries, ...history([decision()])]), ['local', 'gpt']);
  });
});

describe('How good the decisions were', () => {
  it('is null where nothing is known, never zero', () => {
    const { input, output } = howGood(history([decision()]));
    assert.equal(input.proceed.share, null);
    assert.equal(input.abstain.share, null);
    assert.deepEqual(
      [output.coverage, output.medianMilliseconds, output.overrides.share],
      [null, null, null],
    );
    assert.deepEqual(labels(history([decision()])), []);
  });

  it('counts each door by itself', () => {
    const usage = { calls: 1, cachedCalls: 0, inputTokens: 100, outputTokens: 10 };
    const abstained = [3, 1, 2].map((milliseconds) => decision({ milliseconds }));
    const proceeded = [decision({ ...proceeding, milliseconds: 10, usage: { ...usage, dollars: 0.5 } })];
    const unrated = decision({ outcome: 'unrated', mayProceed: true, milliseconds: 4, usage });
    const [first, second, third] = abstained as [typeof unrated, typeof unrated, typeof unrated];
    const entries = history([
      ...abstained,
      ...proceeded,
      unrated,
      outcome(first, 'tests-failed'),
      outcome(second, 'merged'),
      response(third, 'overrode', ' Known  code '),
      response(second, 'overrode', 'known code'),
      response(unrated, 'overrode', 'hurry'),
      decision({ door: 'output', milliseconds: 99 }),
    ]);
    const { input, output } = howGood(entries);
    assert.deepEqual([input.decisions, input.proceeded, input.abstained, input.unrated], [5, 1, 3, 1]);
    assert.equal(input.coverage, 2 / 5);
    assert.deepEqual([input.abstain.labelled, input.abstain.right, input.abstain.byOverride], [3, 1, 1]);
    assert.equal(input.abstain.share?.value, 1 / 3);
    assert.equal(input.proceed.share, null);
    assert.equal(input.overrides.share, 3 / 5);
    assert.deepEqual(
      input.overrides.reasons.map(({ reason, count }) => [reason.toLowerCase(), count]),
      [
        ['known code', 2],
        ['hurry', 1],
      ],
    );
    assert.deepEqual([input.dollars, input.unpriced], [0.5, 1]);
    assert.deepEqual([input.inputTokens, input.outputTokens], [200, 20]);
    assert.equal(input.medianMilliseconds, 3);
    assert.equal(output.medianMilliseconds, 99);
  });

  it('hands on labelled probabilities only where there was one', () => {
    const [stated, byLabel] = [decision({ calibration: '3' }), decision({ probabilitySource: 'label' })];
    const unrated = decision({ outcome: 'unrated', bounceProbability: null, probabilitySource: null });
    const records = [stated, byLabel, unrated].flatMap((one) => [one, outcome(one, 'merged')]);
    assert.deepEqual(labels(history(records)), [
      {
        door: 'input',
        at: stated.at,
        probability: 0.7,
        bounce: false,
        rater: { name: 'local', version: '1' },
        calibration: '3',
      },
    ]);
  });

  it('counts by week from Monday', () => {
    const dates = ['2026-02-01T23:59:59.999Z', '2026-02-02T00:00:00.000Z', '2026-02-08T12:00:00.000Z'];
    const records = dates.map((at) => decision({ at }));
    const last = records[2] as (typeof records)[0];
    assert.deepEqual(weeks(history([...records, response(last, 'overrode')])), [
      { from: '2026-01-26', proceeded: 0, abstained: 1, unrated: 0, overrode: 0 },
      { from: '2026-02-02', proceeded: 0, abstained: 2, unrated: 0, overrode: 1 },
    ]);
  });
});
