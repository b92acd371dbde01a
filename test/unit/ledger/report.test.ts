import assert from 'node:assert/strict';
import { datasetOf } from '../../../src/ledger/dataset.js';
import { duration, goodReport } from '../../../src/ledger/goodReport.js';
import { hashOf, type LedgerRecord } from '../../../src/ledger/record.js';
import { sameDecision } from '../../../src/ledger/sameDecision.js';
import { history } from '../../../src/ledger/view.js';
import { casesIn } from '../calibration/casesIn.js';
import { decision, minute, outcome, proceeding, response } from './samples.js';

describe('The report on how good it is', () => {
  const figure = (records: readonly LedgerRecord[], title: string) =>
    goodReport(history(records)).doors[0]?.figures.find((one) => one.title === title);

  it('says what is missing', () => {
    assert.match(goodReport([]).note, /^No reviews yet/);
    assert.match(goodReport(history([decision()])).note, /^Nothing is labeled yet/);
    assert.equal(figure([decision()], 'Precision of abstain')?.value, '—');
    assert.match(goodReport([], 1).note, /^1 line of the ledger can't be read\. No reviews/);
    assert.match(goodReport([], 2_000).note, /^2,000 lines of the ledger can't be read\./);
  });

  it('gives shares with their interval and what they rest on', () => {
    const right = decision({ at: minute(0) });
    const wrong = decision({ at: minute(1) });
    const records = [right, wrong, outcome(right, 'tests-failed'), response(wrong, 'overrode', 'urgent')];
    const { value, detail } = figure(records, 'Precision of abstain') ?? {};
    assert.equal(value, '50%');
    assert.match(detail ?? '', /^1 of 2 labeled needed rework \(95% interval 9% to 91%\)\./);
    assert.match(detail ?? '', /1 of these labels rests on a disagreement alone\./);
    const [door] = goodReport(history(records)).doors;
    assert.deepEqual(door?.reasons, [{ reason: 'urgent', count: 1 }]);
    assert.equal(goodReport(history(records)).note, '');
  });

  it('puts nouns in the singular and in the plural', () => {
    const paid = (calls: number) =>
      decision({ usage: { calls, cachedCalls: 0, inputTokens: 1_200, outputTokens: 30 } });
    assert.match(
      figure([paid(1)], 'Cost')?.detail ?? '',
      /1,200 tokens in, 30 out\. Not included: 1 decision at/,
    );
    assert.match(figure([paid(1), paid(1)], 'Cost')?.detail ?? '', / 2 decisions at/);
    assert.equal(figure([decision()], 'Cost')?.detail, 'No model was paid.');
  });

  it('tests each calibration by itself for drift', () => {
    const promised = Array.from({ length: 30 }, (_, i) =>
      decision({ ...proceeding, at: minute(i), calibration: 'old' }),
    );
    const records = promised.flatMap((one) => [one, outcome(one, 'reverted')]);
    const later = decision({ at: minute(40), calibration: 'new' });
    const [door] = goodReport(history([...records, later, outcome(later, 'reverted')])).doors;
    assert.deepEqual(
      door?.drift.map(({ offerRefit }) => offerRefit),
      [true, false],
    );
    assert.match(door?.drift[1]?.sentence ?? '', /too few/);
  });

  it('offers to fit a calibration from fifty outcomes on, and says how many are missing before', () => {
    const outcomes = (count: number, bad: number) =>
      Array.from({ length: count }, (_, i) => {
        const one = decision({ ...proceeding, at: minute(i) });
        return [one, outcome(one, i < bad ? 'reverted' : 'merged')];
      }).flat();
    const [refit] = goodReport(history(outcomes(38, 10))).doors[0]?.refits ?? [];
    assert.deepEqual([refit?.rater, refit?.outcomes, refit?.isReady], ['local', 38, false]);
    assert.match(refit?.sentence ?? '', /^Needs 12 more outcomes to fit a calibration \(38 of 50\)\.$/);
    const [enough] = goodReport(history(outcomes(50, 10))).doors[0]?.refits ?? [];
    assert.equal(enough?.isReady, true);
    assert.match(enough?.sentence ?? '', /on 50 outcomes\. .* nothing changes until you save it\.$/);
    const [oneSided] = goodReport(history(outcomes(60, 4))).doors[0]?.refits ?? [];
    assert.equal(oneSided?.isReady, false);
    assert.match(oneSided?.sentence ?? '', /4 of 60 were wrong\.$/);
    assert.deepEqual(goodReport(history([decision()])).doors[0]?.refits, []);
  });

  it('shows times as people say them', () => {
    assert.deepEqual([12, 2_400, 45_000, 240_000].map(duration), ['12 ms', '2.4 s', '45 s', '4 min']);
  });
});

describe('The same decision', () => {
  const first = decision({ at: minute(0) });
  const other = decision({ at: minute(1), rater: { name: 'chat', version: '1' } });
  const entries = history([first, other]);
  const again = decision({ at: minute(2) });

  it('is found among recent ones, or only as the latest on the text', () => {
    assert.equal(sameDecision(entries, again, false)?.decision.id, first.id);
    assert.equal(sameDecision(entries, again, true), undefined);
    assert.equal(sameDecision(history([first]), again, true)?.decision.id, first.id);
  });

  it('is another one on another text, by another rule or with another result', () => {
    for (const over of [
      { inputHash: hashOf('other') },
      { threshold: 0.9 },
      { bounceProbability: 0.71 },
      { outcome: 'unrated' },
      { source: 'copy.md' },
      { repository: null },
      { agent: 'Copilot' },
    ] as const) {
      assert.equal(sameDecision(entries, decision(over), false), undefined, JSON.stringify(over));
    }
  });
});

describe('A data set of the ledger', () => {
  const ticketText = 'It fails.';
  const texts = new Map([ticketText, 'diff'].map((text) => [hashOf(text), text]));
  const textOf = async (hash: string) => texts.get(hash);
  const ticket = decision({ inputHash: hashOf(ticketText), at: minute(0) });
  const patch = decision({
    ...proceeding,
    door: 'output',
    label: 'CORRECT_AND_PRECISE',
    source: 'fix.diff',
    inputHash: hashOf('diff'),
    ticketHash: hashOf(ticketText),
    at: minute(1),
  });
  const textless = decision({ inputHash: hashOf('gone'), at: minute(2) });
  const records = [
    patch,
    ticket,
    textless,
    outcome(patch, 'merged'),
    response(ticket, 'overrode', 'clear'),
    outcome(textless, 'reverted'),
  ];

  it('has the labelled texts that were kept, with a patch’s ticket', async () => {
    const { rows, labelled } = await datasetOf(history(records), textOf, 'output');
    assert.equal(labelled, 1);
    assert.equal(rows[0]?.patch, 'diff');
    assert.equal(rows[0]?.problem_statement, ticketText);
    assert.equal(rows[0]?.output_bounce, false);
  });

  it('counts the labels whose text is gone', async () => {
    const { rows, labelled } = await datasetOf(history(records), textOf, 'input');
    assert.equal(labelled, 2);
    assert.deepEqual(
      rows.map(({ problem_statement, input_bounce }) => [problem_statement, input_bounce]),
      [[ticketText, false]],
    );
  });

  it('has one row for an input, by its latest label', async () => {
    const again = decision({ inputHash: ticket.inputHash, at: minute(5) });
    const all = [...records, again, outcome(again, 'tests-failed', minute(6))];
    const { rows } = await datasetOf(history(all), textOf, 'input');
    assert.deepEqual(
      rows.map(({ input_bounce }) => input_bounce),
      [true],
    );
  });

  it('can be learned from', async () => {
    const { rows } = await datasetOf(history(records), textOf, 'input');
    const { cases, withoutGold } = await casesIn(
      rows.map((row) => JSON.stringify(row)),
      'input',
    );
    assert.equal(withoutGold, 0);
    assert.deepEqual(
      cases.map(({ bounce, outputs }) => [bounce, outputs.get('local')?.bounceProbability]),
      [[false, 0.7]],
    );
  });
});
