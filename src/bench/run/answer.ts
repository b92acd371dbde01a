import type { Door } from '../../core/rating.js';
import type { RatedVerdict, UnratedVerdict, Verdict } from '../../core/verdict.js';
import type { Gold } from '../../rows/gold.js';
import type { Task } from '../task.js';

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
  readonly verdict: AnswerVerdict;
  /** How long the rating took. */
  readonly milliseconds: number;
  /** When it was there, ISO 8601. */
  readonly at: string;
}

/** A verdict without what is large and can be read off the task again at any time, at no cost. */
export type AnswerVerdict = Omit<RatedVerdict, Large> | Omit<UnratedVerdict, Large>;
type Large = 'evidence' | 'coverage' | 'anchors' | 'checklist';

/** @param start when the rating began, by `performance.now()` */
export function answerOf(task: Task, verdict: Verdict, start: number): Answer {
  const {
    evidence: _evidence,
    coverage: _coverage,
    anchors: _anchors,
    checklist: _checklist,
    ...kept
  } = verdict;
  return {
    door: task.door,
    task: task.id,
    instanceId: task.instanceId,
    repository: task.repository,
    agent: task.agent,
    gold: task.gold,
    ticketLength: task.ticket.length,
    patchLength: task.patch.length,
    verdict: kept,
    milliseconds: Math.round(performance.now() - start),
    at: new Date().toISOString(),
  };
}
