import { largestGroups } from './groups.js';
import type { Scored } from './scored.js';

/** What the output door does to an agent's patches. A share without anything to share is null. */
export interface SubmissionRow {
  /** Empty where the data name no agent; null in the row over all of them. */
  readonly agent: string | null;
  /** Patches that the agent made and that were rated. */
  readonly before: number;
  /** Patches that the door accepted. */
  readonly after: number;
  readonly correctBefore: number;
  readonly correctAfter: number;
  /** Share of the patches that is correct, 0..1. */
  readonly correctShareBefore: number | null;
  readonly correctShareAfter: number | null;
  /** Correct patches that the door bounced. */
  readonly correctLost: number;
  /** Those as a share of all correct ones, 0..1. */
  readonly correctLostShare: number | null;
}

/** The output door's effect on all patches, then on each agent's, most patches first. */
export function submissionTable(rows: readonly Scored[]): SubmissionRow[] {
  const agents = largestGroups(rows, ({ agent }) => agent);
  return [submission(null, rows), ...agents.map(([agent, own]) => submission(agent, own))];
}

function submission(agent: string | null, rows: readonly Scored[]): SubmissionRow {
  const accepted = rows.filter(({ bounced }) => !bounced);
  const correctBefore = rows.filter(({ gold }) => !gold).length;
  const correctAfter = accepted.filter(({ gold }) => !gold).length;
  const correctLost = correctBefore - correctAfter;
  return {
    agent,
    before: rows.length,
    after: accepted.length,
    correctBefore,
    correctAfter,
    correctShareBefore: share(correctBefore, rows.length),
    correctShareAfter: share(correctAfter, accepted.length),
    correctLost,
    correctLostShare: share(correctLost, correctBefore),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
