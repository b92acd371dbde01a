import assert from 'node:assert/strict';
import { measure } from '../../../../src/bench/measures.js';
import { answerSentence, benefitOf } from '../../../../src/bench/report/answer.js';
import { leaderboardOf } from '../../../../src/bench/report/leaderboard.js';
import type { Scored } from '../../../../src/bench/scored.js';

const base: Scored = {
  task: '',
  group: '',
  repository: 'a/b',
  agent: '',
  gold: false,
  quality: 1,
  bounced: false,
  bounceProbability: null,
  label: null,
  labelProbabilities: null,
  ticketLength: 100,
  patchLength: 100,
} as Scored;

/** Patches, a share of them wrong, which a rater bounces as it is told. */
function sentence(tasks: number, bounces: (gold: boolean, i: number) => boolean): string {
  const scored = Array.from({ length: tasks }, (_, i): Scored => {
    const gold = i % 3 === 0;
    return {
      ...base,
      task: `t${i}`,
      group: `t${i}`,
      gold,
      quality: gold ? 0.5 : 1,
      bounced: bounces(gold, i),
    };
  });
  const measurement = measure('output', scored, { draws: 0 });
  const leaderboard = leaderboardOf('output', { name: 'run', measurement }, [], scored, 44);
  const benefit = benefitOf('output', scored, { draws: 200, seed: 1 });
  return answerSentence({ benefit, measurement, leaderboard } as Parameters<typeof answerSentence>[0]);
}

describe('The answer of a report', () => {
  it('says that a bouncer helps, with the interval of the difference', () => {
    assert.match(
      sentence(60, (gold) => gold),
      /^0\.33 above accepting everything: this bouncer helps here\. .* 0\.\d+ and 0\.\d+\.$/,
    );
  });

  it('says that a bouncer does harm', () => {
    assert.match(
      sentence(60, (gold, i) => !gold && i % 2 === 0),
      /^0\.\d+ below accepting everything: this bouncer does harm here\./,
    );
  });

  it('says that the tasks do not tell', () => {
    assert.match(
      sentence(30, (_, i) => i === 0),
      /accepting everything: 30.tasks can't tell whether this bouncer helps\./,
    );
    assert.match(
      sentence(30, () => false),
      /^As good as accepting everything: 30.tasks can't tell/,
    );
  });

  it('says nothing on a few tasks, and that none was measured', () => {
    assert.match(
      sentence(9, (gold) => gold),
      /^Too few to tell: 9.tasks\./,
    );
    assert.match(
      sentence(0, (gold) => gold),
      /^There is no answer yet/,
    );
  });
});
