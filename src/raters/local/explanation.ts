import { nouns, percent, plurals } from '../../core/policy.js';
import type { Door } from '../../core/rating.js';
import type { Contribution } from './model.js';

/** Most sentences on each side. */
const mostReasons = 3;

/** A contribution below this many log odds (about two percentage points near the middle) is not worth a sentence. */
const smallestReason = 0.08;

/**
 * The probability in words and what moved it most, from the model's own contributions: what speaks against the
 * ticket or patch, then what speaks for it. All words are the project's; none are taken from the input.
 */
export function explain(
  door: Door,
  bounceProbability: number,
  baseRate: number,
  contributions: readonly Contribution[],
): string {
  const telling = contributions
    .filter(({ amount, feature }) => feature.sentence !== '' && Math.abs(amount) >= smallestReason)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const against = sentences(telling.filter(({ amount }) => amount > 0));
  const inFavour = sentences(telling.filter(({ amount, feature }) => amount < 0 && !feature.isFinding));
  const parts = [
    `The chance that this ${nouns[door]} ${failures[door].one} is ${percent(bounceProbability)}, where ${percent(baseRate)} of all ${plurals[door]} ${failures[door].all}.`,
  ];
  if (against) parts.push(`Against it: ${against}`);
  if (inFavour) parts.push(`In its favour: ${inFavour}`);
  if (!against && !inFavour) parts.push('Nothing about it stands out.');
  return parts.join(' ');
}

const failures: Readonly<Record<Door, { readonly one: string; readonly all: string }>> = {
  input: { one: 'is too unclear to attempt', all: 'are' },
  output: { one: 'does not do all that it should', all: 'do not' },
};

function sentences(contributions: readonly Contribution[]): string {
  const distinct = new Set(contributions.map(({ feature }) => feature.sentence));
  return [...distinct].slice(0, mostReasons).join(' ');
}
