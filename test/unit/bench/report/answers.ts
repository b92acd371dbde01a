import type { Answer } from '../../../../src/bench/run/answer.js';
import { type Door, labels } from '../../../../src/core/rating.js';
import { type RatedVerdict, schemaVersion, unrated } from '../../../../src/core/verdict.js';

/** What tests change of an answer. */
export type AnswerChanges = Partial<Omit<Answer, 'verdict'>> & {
  readonly verdict?: Partial<RatedVerdict>;
};

const rater = { name: 'chat:m', version: '1' };

/** An answer to a task numbered `i`; every third deserves a bounce, and the rater is wrong now and then. */
export function answer(door: Door, i: number, { verdict, ...changes }: AnswerChanges = {}): Answer {
  const bounce = i % 3 === 0;
  const bounceProbability = ((i * 37) % 101) / 100;
  const bounces = bounceProbability >= 0.5;
  const label = labels[door][(bounces ? 2 : 0) + (i % 2)] as RatedVerdict['label'];
  return {
    door,
    task: `task-${i}`,
    instanceId: `instance-${i}`,
    repository: `owner/repository-${i % 4}`,
    agent: door === 'output' ? `agent-${i % 2}` : '',
    gold: { bounce, quality: door === 'input' ? (bounce ? 2 : 0) + (i % 2) : bounce ? 0.4 : 1 },
    ticketLength: 100 + 31 * i,
    patchLength: door === 'output' ? 50 + 17 * i : 0,
    verdict: {
      schemaVersion,
      door,
      source: `task-${i}`,
      rater,
      decision: bounces ? 'abstain' : 'proceed',
      mayProceed: !bounces,
      asks: false,
      because: 'The threshold.',
      policy: 'threshold',
      threshold: 0.5,
      label,
      labelProbabilities: null,
      bounceProbability,
      probabilitySource: 'model',
      calibration: null,
      baseRate: null,
      baseRateBasis: null,
      agreement: null,
      measured: null,
      trust: null,
      explanation: `Explanation ${i}`,
      findings: [],
      questions: [],
      usage: { calls: 1, cachedCalls: 0, inputTokens: 100, outputTokens: 10, dollars: 0.25 },
      droppedFindings: 0,
      trace: [],
      unrated: null,
      ...verdict,
    },
    milliseconds: 500,
    at: '2025-11-25T00:00:00Z',
    ...changes,
  };
}

export function answers(door: Door, count: number, changes: AnswerChanges = {}): Answer[] {
  return Array.from({ length: count }, (_, i) => answer(door, i, changes));
}

/** An answer that could not be had. */
export function failed(door: Door, i: number, cause: 'timed-out' | 'no-key' = 'timed-out'): Answer {
  const message = `The server failed (${cause}).`;
  const policy = { threshold: 0.5, minimumCoverage: 0, failOpen: false };
  const failure = { cause, message, nextStep: 'Try again.' };
  const { task: source, ...rest } = answer(door, i);
  return { ...rest, task: source, verdict: unrated({ door, source }, failure, { policy, rater }) };
}
