import type { Contribution } from './model.js';

/** Most sentences on each side. */
const mostReasons = 3;

/** A contribution below this many log odds (about two percentage points near the middle) is not worth a sentence. */
const smallestReason = 0.08;

/**
 * What moved the probability most, from the model's own contributions, as the statistical estimate that it is. Findings
 * are told with their places elsewhere; what speaks for one ticket or patch is never told against another. All words are
 * the project's; none are taken from the input.
 */
export function explain(contributions: readonly Contribution[]): string {
  const telling = contributions
    .filter(({ amount, feature }) => feature.sentence !== '' && Math.abs(amount) >= smallestReason)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const isFound = telling.some(({ amount, feature }) => feature.isFinding && amount > 0);
  const others = telling.filter(({ feature, amount, side }) => !feature.isFinding && side * amount > 0);
  const against = sentences(others.filter(({ amount }) => amount > 0));
  const inFavor = sentences(others.filter(({ amount }) => amount < 0));
  const parts = [
    isFound && 'The findings raise the risk.',
    against && `${isFound ? 'So does this' : 'Raises the risk'}: ${against}`,
    inFavor && `Lowers the risk: ${inFavor}`,
  ].filter(Boolean);
  return `Statistical estimate. ${parts.join(' ') || 'Nothing about it stands out.'}`;
}

function sentences(contributions: readonly Contribution[]): string {
  const distinct = new Set(contributions.map(({ feature }) => feature.sentence));
  return [...distinct].slice(0, mostReasons).join(' ');
}
