import type { DecisionRecord } from './record.js';
import type { Entry } from './view.js';

/**
 * The entry of the same decision on the same input: a second copy tells nothing new.
 *
 * @param entries newest first
 * @param inARow only the latest decision on the input counts; else any does
 */
export function sameDecision(
  entries: readonly Entry[],
  decided: DecisionRecord,
  inARow: boolean,
): Entry | undefined {
  const onInput = entries.filter(
    ({ decision: { door, inputHash } }) => door === decided.door && inputHash === decided.inputHash,
  );
  const same = whatWasDecided(decided);
  return onInput.slice(0, inARow ? 1 : undefined).find(({ decision }) => whatWasDecided(decision) === same);
}

/** The result tells apart a patch that was judged against another ticket. */
function whatWasDecided(decision: DecisionRecord): string {
  const { source, repository, agent, rater, threshold, outcome, label, bounceProbability, cause } = decision;
  const by = [repository?.key, agent, rater.name, rater.version, threshold];
  return JSON.stringify([source, by, outcome, label, bounceProbability, cause]);
}
