import type { RatedVerdict } from './verdict.js';

/** What a change of a ticket did to its rating. */
export interface Moved {
  /** The bounce probabilities before and after, 0..1. */
  readonly before: number;
  readonly after: number;
  /** What the checks find now and did not find before, a sentence each. */
  readonly gained: readonly string[];
  /** What the checks found before and find no more, a sentence each. */
  readonly lost: readonly string[];
  /** What was asked before, and whether the change answers it as far as the checks can tell. */
  readonly questions: readonly { readonly text: string; readonly answered: boolean }[];
}

/**
 * Compares two verdicts on a ticket. Undefined where they can't be compared: by another rater, for another base rate
 * or generation, or without probabilities. A fact is gained when its value was 0 and is not any more, and lost the other way round.
 */
export function whatMoved(before: RatedVerdict, after: RatedVerdict): Moved | undefined {
  if (!areComparable(before, after)) return undefined;
  const earlier = new Map(before.evidence.map((fact) => [fact.id, fact]));
  const turned = after.evidence.flatMap((now) => {
    const then = earlier.get(now.id);
    return then && (then.value === 0) !== (now.value === 0) ? [{ then, now }] : [];
  });
  const turnedIds = new Set(turned.map(({ now }) => now.id));
  return {
    before: before.bounceProbability,
    after: after.bounceProbability,
    gained: turned.filter(({ now }) => now.value !== 0).map(({ now }) => now.sentence),
    lost: turned.filter(({ now }) => now.value === 0).map(({ then }) => then.sentence),
    questions: before.questions.map(({ text, fact }) => ({ text, answered: turnedIds.has(fact) })),
  };
}

function areComparable(before: RatedVerdict, after: RatedVerdict): boolean {
  return (
    before.door === after.door &&
    before.rater.name === after.rater.name &&
    before.rater.version === after.rater.version &&
    before.baseRate === after.baseRate &&
    before.baseRateBasis?.generation === after.baseRateBasis?.generation &&
    before.probabilitySource !== 'label' &&
    after.probabilitySource !== 'label'
  );
}
