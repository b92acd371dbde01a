import type { Evidence } from '../../core/evidence.js';
import type { Question } from '../../core/rating.js';
import { type Gap, gaps, lastResort, openGaps } from '../../evidence/ticket/questions.js';
import type { Features } from './features.js';

/** More questions than this are not asked at once. */
export const mostQuestions = 3;

/**
 * Questions to a ticket's author, each about a fact that is missing or in the way, by how much an answer would lower
 * the bounce probability. A question whose answer would not lower it is asked only where the checks warn of its fact,
 * or where there is no other: never none.
 */
export function rankedQuestions(
  evidence: Evidence,
  features: Features,
  bounceProbability: (features: Features) => number,
): Question[] {
  const now = bounceProbability(features);
  const gainOf = (gap: Gap) => Math.max(0, now - bounceProbability(answered(features, gap)));
  const open = openGaps(evidence)
    .map(({ id, level, gap }) => ({
      question: { text: gap.text, fact: id, gain: gainOf(gap) },
      urgent: level === 'warning',
    }))
    .sort((a, b) => b.question.gain - a.question.gain || Number(b.urgent) - Number(a.urgent));
  const worthAsking = open.filter(({ question, urgent }) => urgent || question.gain > 0);
  if (worthAsking.length > 0) return worthAsking.map(({ question }) => question);
  const [best] = open;
  const gap = gaps[lastResort] as Gap;
  return [best?.question ?? { text: gap.text, fact: lastResort, gain: gainOf(gap) }];
}

/** The features of the ticket once a gap is filled. */
function answered({ numbers, grams }: Features, gap: Gap): Features {
  const after = new Map(Object.entries(gap.answered));
  return {
    numbers: numbers.map((feature) => {
      const target = after.get(feature.name);
      if (target === undefined) return feature;
      return { ...feature, value: target === 0 ? 0 : Math.max(feature.value, target) };
    }),
    grams,
  };
}
