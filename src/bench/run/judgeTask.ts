import type { Verdict } from '../../core/verdict.js';
import { type JudgeOptions, judgePatch, judgeTicket } from '../../raters/judge.js';
import type { Rater } from '../../raters/rater.js';
import type { Task } from '../task.js';
import type { Answer } from './answer.js';
import { cloneOf } from './clones.js';
import type { RunSettings } from './runFolder.js';

/** Rates a task by a run's rules, along the one road from text to decision. Never rejects. */
export async function judgeTask(
  { minimumCoverage, thresholds, baseRates, repositories }: RunSettings,
  rater: Rater,
  task: Task,
  signal: AbortSignal | undefined,
  ending: AbortSignal | undefined,
): Promise<Verdict> {
  const repository = await cloneOf(repositories, task);
  const baseRate = baseRates[task.door];
  const options: JudgeOptions = {
    rater,
    policy: { threshold: thresholds[task.door], minimumCoverage, failOpen: false },
    ...(baseRate !== null && { baseRate }),
    ...(repository && { repository }),
    ...(signal && { signal }),
    ...(ending && { ending }),
  };
  const ticket = { text: task.ticket, source: task.id };
  return task.door === 'input'
    ? judgeTicket(ticket, options)
    : judgePatch({ text: task.patch, source: task.id, ...(task.ticket !== '' && { ticket }) }, options);
}

/** @param start when the rating began, by `performance.now()` */
export function answerOf(task: Task, { decision, rating, failure }: Verdict, start: number): Answer {
  return {
    door: task.door,
    task: task.id,
    instanceId: task.instanceId,
    repository: task.repository,
    agent: task.agent,
    gold: task.gold,
    ticketLength: task.ticket.length,
    patchLength: task.patch.length,
    decision,
    rating: rating
      ? {
          label: rating.label,
          labelProbabilities: rating.labelProbabilities ?? null,
          bounceProbability: rating.bounceProbability,
          probabilitySource: rating.probabilitySource,
          explanation: rating.explanation,
          findings: rating.findings,
          questions: rating.questions.map(({ text }) => text),
          usage: rating.usage ?? null,
          trace: rating.trace ?? [],
        }
      : null,
    failure: failure ?? null,
    milliseconds: Math.round(performance.now() - start),
    at: new Date().toISOString(),
  };
}
