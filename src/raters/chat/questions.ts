import { gaps } from '../../checks/ticket/questions.js';
import type { Question } from '../../core/rating.js';
import { mostQuestions } from '../local/questions.js';
import type { ClaimedQuestion } from './answer.js';

/** A question longer than this, in UTF-16 units, is cut. */
const longestQuestion = 400;

/**
 * A model's questions, each matched to the gap that it is about, which says what an answer is worth. A gap is asked
 * about once. What is about no gap that the checks found is worth nothing that can be told, and comes last.
 *
 * @param open what the local rater would ask
 */
export function wordedQuestions(claimed: readonly ClaimedQuestion[], open: readonly Question[]): Question[] {
  const worded = new Map<string, Question>();
  for (const { fact: named, text: written } of claimed) {
    const text = written
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, longestQuestion);
    const fact = gapOf(named, text);
    const key = fact === 'other' ? text : fact;
    if (text === '' || worded.has(key)) continue;
    worded.set(key, { text, fact, gain: open.find((question) => question.fact === fact)?.gain ?? 0 });
  }
  return [...worded.values()].sort((a, b) => b.gain - a.gain).slice(0, mostQuestions);
}

/** The gap by the name that a model gave it, in whatever spelling, or by the words of its own question. */
function gapOf(named: string, text: string): string {
  const id = named
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  if (Object.hasOwn(gaps, id)) return id;
  return (
    Object.entries(gaps).find(([, gap]) => gap.text.toLowerCase() === text.toLowerCase())?.[0] ?? 'other'
  );
}
