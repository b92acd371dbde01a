import assert from 'node:assert/strict';
import { goodReport } from '../../../src/ledger/goodReport.js';
import { PatchOutcomes } from '../../../src/ledger/outcomes.js';
import { type DecisionRecord, hashOf, type LedgerRecord } from '../../../src/ledger/record.js';
import { history } from '../../../src/ledger/view.js';
import { decision, minute, outcome, proceeding, response } from './samples.js';

let number = 0;
const patch = (over: Partial<DecisionRecord> = {}) =>
  decision({
    ...proceeding,
    door: 'output',
    label: 'CORRECT_AND_PRECISE',
    agent: 'Aider (gpt-4o)',
    inputHash: hashOf(`patch ${++number}`),
    ...over,
  });
const [merged, reverted, unknown, overridden] = [
  patch(),
  patch({ agent: 'Aider (gpt-5)' }),
  patch(),
  patch({ outcome: 'abstain' }),
];
const byNobody = patch({ agent: undefined });
const elsewhere = patch({
  agent: 'Codex',
  repository: { key: 'bbbb', name: 'shop' },
  threshold: 0.9,
  policy: 'person',
});
const records: LedgerRecord[] = [
  ...[merged, reverted, unknown, overridden, byNobody, elsewhere],
  ...[outcome(merged, 'merged'), outcome(reverted, 'reverted'), outcome(unknown, 'closed')],
  ...[response(overridden, 'overrode', 'fine'), outcome(byNobody, 'tests-failed')],
  outcome(elsewhere, 'reverted'),
];

describe('The outcomes that a ledger knows', () => {
  const known = new PatchOutcomes(history(records));

  it("are an agent's, whatever its model, and a repository's, as far as they are labelled", () => {
    const { agent, repository } = known.of('Aider', 'aaaa');
    assert.deepEqual(agent, { count: 3, wrong: 1 });
    assert.deepEqual(repository, { count: 4, wrong: 2 });
    assert.deepEqual(known.of('AIDER (o3)\n', 'none'), { agent, repository: undefined });
    assert.deepEqual(known.of(undefined, undefined), { agent: undefined, repository: undefined });
  });

  it('count a patch once, by its latest label, and no ticket', () => {
    const again = patch({ inputHash: merged.inputHash, at: minute(5) });
    const ticket = decision({ agent: 'Aider' });
    const more = [
      ...records,
      again,
      outcome(again, 'reverted', minute(6)),
      ticket,
      outcome(ticket, 'reverted'),
    ];
    assert.deepEqual(new PatchOutcomes(history(more)).of('Aider', 'aaaa').agent, { count: 3, wrong: 2 });
  });

  it('are shown by agent, repository, rater and policy, with counts and intervals', () => {
    const [door] = goodReport(history(records)).doors;
    const tables = door?.breakdown ?? [];
    assert.deepEqual(
      tables.map(({ title, rows }) => [title, ...rows.map(({ name, outcomes }) => `${name} ${outcomes}`)]),
      [
        ['By Agent', 'Aider 3', 'Codex 1'],
        ['By Repository', 'shop 4', 'shop 1'],
        ['By Rater', 'local 5'],
        ['By Policy', 'Threshold 50% 4', 'A person reviews next, limit 90% 1'],
      ],
    );
    const [aider] = tables[0]?.rows ?? [];
    assert.equal(aider?.rework, '1 of 3, 33% (6% to 79%)');
    assert.equal(aider?.decidedRight, '1 of 3, 33% (6% to 79%)');
    assert.deepEqual(goodReport(history([merged])).doors[0]?.breakdown, []);
  });
});
