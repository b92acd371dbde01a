import type { Contribution } from './model.js';

/** Most sentences on each side. */
const mostReasons = 3;

/** A contribution below this many log odds (about two percentage points near the middle) is not worth a sentence. */
const smallestReason = 0.08;

/**
 * What moved the probability most, from the model's own contributions: what speaks against the ticket or patch, then what
 * speaks for it. All words are the project's; none are taken from the input.
 */
export function explain(contributions: readonly Contribution[]): string {
  const telling = contributions
    .filter(({ amount, feature }) => feature.sentence !== '' && Math.abs(amount) >= smallestReason)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const against = sentences(telling.filter(({ amount }) => amount > 0));
  const inFavor = sentences(telling.filter(({ amount, feature }) => amount < 0 && !feature.isFinding));
  const parts = [against && `Raises the risk: ${against}`, inFavor && `Lowers the risk: ${inFavor}`];
  return parts.filter(Boolean).join(' ') || 'Nothing about it stands out.';
}

function sentences(contributions: readonly Contribution[]): string {
  const distinct = new Set(contributions.map(({ feature }) => feature.sentence));
  return [...distinct].slice(0, mostReasons).join(' ');
}
