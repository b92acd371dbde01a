import type { DecisionRecord } from './record.js';
import type { Entry } from './view.js';

/** So many of the newest decisions are looked through; looking through all of a long history takes too long. */
const lookedThrough = 5_000;

/**
 * The entry of the same decision on the same input: nobody learns anything from keeping it twice.
 *
 * @param entries newest first
 * @param inARow only the latest decision on the input counts; else any recent one does
 */
export function sameDecision(
  entries: readonly Entry[],
  decided: DecisionRecord,
  inARow: boolean,
): Entry | undefined {
  const newest = entries.slice(0, lookedThrough);
  const onInput = ({ decision }: Entry) =>
    decision.inputHash === decided.inputHash && decision.door === decided.door;
  if (!inARow) return newest.find((entry) => onInput(entry) && isSame(entry.decision, decided));
  const latest = newest.find(onInput);
  return latest && isSame(latest.decision, decided) ? latest : undefined;
}

/** A patch that is judged against another ticket is told apart by what comes of it. */
function isSame(a: DecisionRecord, b: DecisionRecord): boolean {
  return (
    a.source === b.source &&
    a.repository?.key === b.repository?.key &&
    a.rater.name === b.rater.name &&
    a.rater.version === b.rater.version &&
    a.threshold === b.threshold &&
    a.outcome === b.outcome &&
    a.label === b.label &&
    a.bounceProbability === b.bounceProbability &&
    a.cause === b.cause
  );
}
