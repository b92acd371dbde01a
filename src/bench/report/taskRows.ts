import type { Answer } from '../run/answer.js';
import { statedProbability } from './scoredOf.js';
import { dollarsOf } from './totals.js';
import { shortened } from './words.js';

/** Characters of an explanation that a report keeps. */
export const longestExplanation = 600;

export type TaskRow = ReturnType<typeof taskRow>;

/**
 * The tasks with the worst mistakes first: wrong decisions by how sure the rater was of the wrong side, then those
 * without a word on how sure it was, then what could not be rated, what is right, and what has no gold label.
 */
export function taskRows(answers: readonly Answer[]): TaskRow[] {
  return answers.map(taskRow).sort((a, b) => rank(a) - rank(b) || sureness(b) - sureness(a));
}

function taskRow(answer: Answer) {
  const { door, task, instanceId, repository, agent, gold, verdict, milliseconds } = answer;
  const { decision: outcome, unrated, label, explanation } = verdict;
  const isKnown = gold !== null && unrated === null;
  return {
    door,
    task,
    instanceId,
    repository,
    agent,
    /** Deserves a bounce; null where unknown. */
    gold: gold?.bounce ?? null,
    quality: gold?.quality ?? null,
    outcome,
    /** Null where it was not rated, or what is right is unknown. */
    isRight: isKnown ? gold.bounce === (outcome === 'abstain') : null,
    label,
    /** Null where the rater gave none. */
    bounceProbability: statedProbability(verdict),
    explanation: unrated ? '' : shortened(explanation, longestExplanation),
    /** Why it was not rated; empty for a rated one. */
    failure: unrated?.message ?? '',
    milliseconds,
    dollars: dollarsOf(answer),
  };
}

function rank({ isRight, gold, outcome }: TaskRow): number {
  if (isRight === false) return 0;
  if (outcome === 'unrated') return 1;
  return gold === null ? 3 : 2;
}

/** How probable the rater held the side that it took, 0..1; −1 where it did not say. Only mistakes are told apart. */
function sureness({ isRight, bounceProbability, outcome }: TaskRow): number {
  if (isRight !== false) return 0;
  if (bounceProbability === null) return -1;
  return outcome === 'abstain' ? bounceProbability : 1 - bounceProbability;
}
