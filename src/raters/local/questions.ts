import type { Gap } from '../../checks/check.js';
import { gaps, lastResort, openGaps } from '../../checks/ticket/questions.js';
import type { Evidence } from '../../core/evidence.js';
import type { Question } from '../../core/rating.js';
import type { Features } from './features.js';

/** More questions than this are not asked at once. */
export const mostQuestions = 3;

/**
 * Questions to a ticket's author, each about a fact that is missing or in the way, by how much an answer would lower
 * the bounce probability, after those that the checks warn of. A question whose answer would not lower it is asked only
 * where the checks warn of its fact, or where there is no other: never none.
 *
 * @param numbers the ticket's features as they are
 * @param bounceProbability with other values for some of them, by name
 */
export function rankedQuestions(
  evidence: Evidence,
  numbers: Features['numbers'],
  bounceProbability: (changed: ReadonlyMap<string, number>) => number,
): Question[] {
  const values = new Map(numbers.map(({ name, value }) => [name, value]));
  const now = bounceProbability(new Map());
  const gainOf = (gap: Gap) => Math.max(0, now - bounceProbability(answered(values, gap)));
  const open = openGaps(evidence)
    .map(({ id, level, gap }) => ({
      question: { text: gap.text, fact: id, gain: gainOf(gap) },
      urgency: level === 'blocker' ? 2 : Number(level === 'warning'),
    }))
    .sort((a, b) => b.urgency - a.urgency || b.question.gain - a.question.gain);
  const worthAsking = open.filter(({ question, urgency }) => urgency > 0 || question.gain > 0);
  if (worthAsking.length > 0) return worthAsking.map(({ question }) => question);
  const [best] = open;
  const gap = gaps[lastResort] as Gap;
  return [best?.question ?? { text: gap.text, fact: lastResort, gain: gainOf(gap) }];
}

/** The questions that are asked at once: the first few, in the order in which an engineer asks them. */
export function askedAtOnce(ranked: readonly Question[]): Question[] {
  const order = Object.keys(gaps);
  return ranked.slice(0, mostQuestions).sort((a, b) => order.indexOf(a.fact) - order.indexOf(b.fact));
}

/** The values that change once a gap is filled. */
function answered(values: ReadonlyMap<string, number>, gap: Gap): Map<string, number> {
  const after = new Map<string, number>();
  for (const [name, target] of Object.entries(gap.answered)) {
    const value = values.get(name);
    if (value !== undefined) after.set(name, target === 0 ? 0 : Math.max(value, target));
  }
  return after;
}
