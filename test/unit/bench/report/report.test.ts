import assert from 'node:assert/strict';
import { measure } from '../../../../src/bench/measures.js';
import { buildReport, type Report } from '../../../../src/bench/report/report.js';
import { scoredOf } from '../../../../src/bench/report/scoredOf.js';
import { longestExplanation } from '../../../../src/bench/report/taskRows.js';
import type { Answer } from '../../../../src/bench/run/answer.js';
import { answer, answers, failed } from './answers.js';

function run(name: string, of: readonly Answer[]) {
  return { name, answers: of, about: [['Rater', 'test']] as const };
}

function reportOf(...of: Answer[]): Report {
  return buildReport([run('This', of)], { draws: 20 });
}

const accepted = { decision: 'proceed', mayProceed: true } as const;
const bounced = { decision: 'abstain', mayProceed: false } as const;

describe('Report', () => {
  it('scores what was rated and has a gold label, and counts what is missing', () => {
    const { scored, missing } = scoredOf([
      answer('input', 0),
      answer('input', 1, { verdict: { probabilitySource: 'label' } }),
      answer('input', 2, { gold: null }),
      failed('input', 3),
      failed('input', 4),
    ]);
    assert.equal(missing, 2);
    assert.deepEqual(
      scored.map(({ task, gold, bounced, bounceProbability, label }) => [
        task,
        gold,
        bounced,
        bounceProbability,
        label,
      ]),
      [
        ['task-0', true, false, 0, 0],
        ['task-1', false, false, null, 1],
      ],
    );
  });

  it('has the figures of `measure` in its leaderboard, with intervals for this run alone', () => {
    const own = [...answers('input', 60), failed('input', 60)];
    const other = answers('input', 40, { verdict: { probabilitySource: 'label' } });
    const report = buildReport([run('This', own), run('Other', other)], { draws: 50, seed: 7 });
    const [door] = report.doors;
    assert.ok(door);
    const expected = measure('input', scoredOf(own).scored, { draws: 50, seed: 7, missing: 1 });
    assert.deepEqual(door.measurement, expected);
    const [first, second] = door.leaderboard;
    const figure = (id: string) => {
      const { value, low, high } = expected.figures.find((one) => one.id === id) ?? assert.fail(id);
      return { value, interval: { low, high } };
    };
    assert.deepEqual(first, {
      kind: 'this run',
      name: 'This',
      note: '',
      figures: {
        score: figure('i_score'),
        f_macro: figure('f_macro'),
        r_b: figure('r_b'),
        fnr_a: figure('fnr_a'),
        auroc: figure('auroc'),
        ece: figure('ece'),
      },
      dollars: 15,
      dollarsPerThousand: 15_000 / 61,
      tasks: 60,
      missing: 1,
    });
    const without = measure('input', scoredOf(other).scored, { draws: 0 });
    const score = without.figures.find(({ id }) => id === 'i_score')?.value;
    assert.deepEqual(second?.figures.score, { value: score, interval: null });
    assert.equal(second?.figures.auroc, undefined);
    assert.equal(door.comparisons[0]?.comparison?.tasks, 40);
  });

  it('measures each repository as such, and names what the data do not', () => {
    const own = answers('output', 20).map((one, i) => (i % 3 === 0 ? { ...one, repository: '' } : one));
    const repositories = reportOf(...own).doors[0]?.repositories ?? [];
    assert.deepEqual(
      repositories.map(({ name, measurement }) => [name, measurement.tasks]),
      [
        ['unknown', 7],
        ['owner/repository-1', 4],
        ['owner/repository-0', 3],
        ['owner/repository-2', 3],
        ['owner/repository-3', 3],
      ],
    );
    const { scored } = scoredOf(own.filter(({ repository }) => repository === ''));
    assert.deepEqual(repositories[0]?.measurement, measure('output', scored, { draws: 0 }));
  });

  it('puts published rows and raters that read nothing beside the run, and says on what', () => {
    const { doors } = reportOf(...answers('input', 30), ...answers('output', 30));
    const [input, output] = doors.map(({ leaderboard }) => leaderboard);
    const published = input?.filter(({ kind }) => kind === 'published') ?? [];
    assert.equal(published.length, 6);
    assert.ok(published.every(({ note }) => /1,699|642/.test(note)));
    const bounceAll = output?.find(({ name }) => name === 'bounce everything');
    assert.equal(bounceAll?.figures.r_b?.value, 100);
    assert.equal(bounceAll?.figures.fnr_a?.value, 100);
    assert.equal(output?.filter(({ kind }) => kind === 'null').length, 5);
  });

  it('keeps a run over other labels in the leaderboard, and says why it can’t be compared', () => {
    const other = answers('input', 10, { gold: { bounce: true, quality: 3 } });
    const { doors } = buildReport([run('This', answers('input', 10)), run('Other', other)], { draws: 0 });
    assert.equal(doors[0]?.leaderboard[1]?.name, 'Other');
    assert.equal(doors[0]?.comparisons[0]?.comparison, null);
    assert.match(doors[0]?.comparisons[0]?.problem ?? '', /disagree/);
  });

  it('takes the last of several answers to a task', () => {
    const { totals, tasks } = reportOf(failed('input', 1), answer('input', 1));
    assert.equal(totals.tasks, 1);
    assert.equal(tasks[0]?.outcome, 'proceed');
  });

  it('adds up what was used, and knows no price where one call has none', () => {
    const usage = { calls: 2, cachedCalls: 1, inputTokens: 10, outputTokens: 5 };
    const priced = answer('input', 1, { verdict: { usage: { ...usage, dollars: 0.5 } } });
    const cached = answer('input', 2, { verdict: { usage: { ...usage, calls: 0 } } });
    const { totals } = reportOf(priced, cached, failed('input', 3));
    assert.deepEqual(totals, {
      tasks: 3,
      accepted: 1,
      bounced: 1,
      failed: 1,
      withoutGold: 0,
      calls: 2,
      cachedCalls: 2,
      inputTokens: 20,
      outputTokens: 10,
      dollars: 0.5,
      seconds: 1.5,
    });
    assert.equal(reportOf(priced, answer('input', 2, { verdict: { usage } })).totals.dollars, null);
    assert.equal(reportOf(answer('input', 2, { verdict: { usage: null } })).totals.dollars, null);
  });

  it('lists the worst mistakes first: the surest, those that don’t say, what failed, what is right, what nobody knows', () => {
    const wrong = (i: number, bounceProbability: number, outcome: 'proceed' | 'abstain') =>
      answer('input', i, {
        gold: { bounce: outcome === 'proceed', quality: null },
        verdict: { decision: outcome, mayProceed: false, bounceProbability },
      });
    const { tasks } = reportOf(
      answer('input', 10, { gold: null }),
      answer('input', 11, { verdict: accepted }),
      failed('input', 12),
      {
        ...answer('input', 13, {
          gold: { bounce: true, quality: 2 },
          verdict: { ...accepted, probabilitySource: 'label' },
        }),
      },
      wrong(14, 0.7, 'abstain'),
      wrong(15, 0.2, 'proceed'),
      wrong(16, 0.95, 'abstain'),
    );
    assert.deepEqual(
      tasks.map(({ task }) => task),
      ['task-16', 'task-15', 'task-14', 'task-13', 'task-12', 'task-11', 'task-10'],
    );
  });

  it('cuts explanations between characters', () => {
    const { tasks } = reportOf(answer('input', 1, { verdict: { explanation: '😀'.repeat(1000) } }));
    assert.equal([...(tasks[0]?.explanation ?? '')].length, longestExplanation);
    assert.ok(tasks[0]?.explanation.endsWith('😀…'));
  });

  it('follows patches through both doors; a bounced ticket’s patch goes no further', () => {
    const [good, bad] = [
      { bounce: false, quality: 1 },
      { bounce: true, quality: 0 },
    ];
    const { flow } = reportOf(
      answer('input', 1, { gold: good, verdict: accepted }),
      answer('input', 2, { gold: bad, verdict: bounced }),
      failed('input', 3),
      answer('output', 1, { gold: bad, verdict: accepted }),
      answer('output', 2, { gold: good, verdict: accepted }),
      answer('output', 3, { gold: good, verdict: accepted }),
      answer('output', 4, { gold: good, verdict: accepted }),
    );
    assert.deepEqual(flow, {
      patches: 3,
      links: [
        { input: 'accepted rightly', output: 'accepted wrongly', patches: 1 },
        { input: 'bounced rightly', output: null, patches: 1 },
        { input: 'not rated', output: null, patches: 1 },
      ],
    });
    assert.equal(reportOf(...answers('input', 5)).flow, null);
  });

  it('cuts tasks into bins of equal size by length', () => {
    const { doors } = reportOf(...answers('output', 100));
    const [ticket, patch] = doors[0]?.lengths ?? [];
    assert.equal(ticket?.of, 'ticket');
    assert.equal(patch?.of, 'patch');
    assert.equal(patch?.bins.length, 8);
    assert.equal(
      patch?.bins.reduce((sum, bin) => sum + bin.tasks, 0),
      100,
    );
    const deserving = patch?.bins.reduce((sum, bin) => sum + bin.tasks * bin.deserving, 0) ?? 0;
    assert.ok(Math.abs(deserving - 34) < 1e-9);
  });

  it('groups failures by their cause, most frequent first', () => {
    const { failures } = reportOf(failed('input', 1, 'no-key'), failed('input', 2), failed('input', 3));
    assert.deepEqual(
      failures.map(({ cause, tasks }) => [cause, tasks]),
      [
        ['timed-out', 2],
        ['no-key', 1],
      ],
    );
  });

  it('needs a run, and stands without a single gold label', () => {
    assert.throws(() => buildReport([]), /Choose one/);
    const { doors } = reportOf(answer('input', 1, { gold: null }));
    assert.equal(doors[0]?.measurement.tasks, 0);
  });
});
