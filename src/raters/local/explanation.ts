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
  const inFavor = sentences(telling.filter(({ amount, feature }) => amount < 0 && !feature.isFinding));
  const parts = [
    `The chance that this ${nouns[door]} ${failures[door]} is ${percent(bounceProbability)}, compared with ${percent(baseRate)} for all ${plurals[door]}.`,
  ];
  if (against) parts.push(`Against it: ${against}`);
  if (inFavor) parts.push(`In its favor: ${inFavor}`);
  if (!against && !inFavor) parts.push('Nothing about it stands out.');
  return parts.join(' ');
}

const failures: Readonly<Record<Door, string>> = {
  input: 'is too unclear to attempt',
  output: 'does not do all that it should',
};

function sentences(contributions: readonly Contribution[]): string {
  const distinct = new Set(contributions.map(({ feature }) => feature.sentence));
  return [...distinct].slice(0, mostReasons).join(' ');
}
