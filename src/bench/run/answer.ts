import type { Decision } from '../../core/policy.js';
import type { Door, Finding, Label, ProbabilitySource, TraceStep, Usage } from '../../core/rating.js';
import type { Failure, Verdict } from '../../core/verdict.js';
import type { Gold, Task } from '../task.js';

/**
 * What became of one task of a run: one line of its `answers.jsonl`. It holds no ticket and no patch, only what was
 * said of them, so that a report needs no data set. A later line for the same door and task replaces an earlier one.
 */
export interface Answer {
  readonly door: Door;
  readonly task: string;
  readonly instanceId: string;
  readonly repository: string;
  readonly agent: string;
  readonly gold: Gold | null;
  /** Characters (UTF-16 code units); 0 for a patch at the input door. */
  readonly ticketLength: number;
  readonly patchLength: number;
  readonly decision: Decision;
  /** Null where the task could not be rated; `failure` says why. */
  readonly rating: AnswerRating | null;
  readonly failure: Failure | null;
  /** How long the rating took. */
  readonly milliseconds: number;
  /** When it was there, ISO 8601. */
  readonly at: string;
}

/** What a report keeps of a rating. */
export interface AnswerRating {
  readonly label: Label;
  readonly labelProbabilities: readonly number[] | null;
  readonly bounceProbability: number;
  readonly probabilitySource: ProbabilitySource;
  readonly explanation: string;
  readonly findings: readonly Finding[];
  readonly questions: readonly string[];
  readonly usage: Usage | null;
  readonly trace: readonly TraceStep[];
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
