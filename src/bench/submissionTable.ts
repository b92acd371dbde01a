import { largestGroups } from './groups.js';
import type { Scored } from './scored.js';

/** What the output door does to an agent's patches. A share without anything to share is null. */
export type SubmissionRow = ReturnType<typeof submission>;

/** The output door's effect on all patches, then on each agent's, most patches first. */
export function submissionTable(rows: readonly Scored[]): SubmissionRow[] {
  const agents = largestGroups(rows, ({ agent }) => agent);
  return [submission(null, rows), ...agents.map(([agent, own]) => submission(agent, own))];
}

/** @param agent empty where the data name none; null for all of them */
function submission(agent: string | null, rows: readonly Scored[]) {
  const accepted = rows.filter(({ bounced }) => !bounced);
  const correctBefore = rows.filter(({ gold }) => !gold).length;
  const correctAfter = accepted.filter(({ gold }) => !gold).length;
  const correctLost = correctBefore - correctAfter;
  return {
    agent,
    /** Patches that the agent made and that were rated, and those of them that the door accepted. */
    before: rows.length,
    after: accepted.length,
    correctBefore,
    correctAfter,
    /** Share of the patches that is correct, 0..1. */
    correctShareBefore: share(correctBefore, rows.length),
    correctShareAfter: share(correctAfter, accepted.length),
    /** Correct patches that the door bounced; also as a share of all correct ones, 0..1. */
    correctLost,
    correctLostShare: share(correctLost, correctBefore),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
