import { nouns, percent } from '../core/policy.js';
import { gainWords } from '../core/questionWords.js';
import { confidenceSentence, droppedSentence, trustWords, usageSentence } from '../core/ratingWords.js';
import type { RatedVerdict, Verdict } from '../core/verdict.js';

/** A question with what an answer is worth in brackets, empty where nobody reckoned it. */
export interface ToldQuestion {
  readonly text: string;
  readonly worth: string;
}

/** What to ask a ticket's author. Like all that is told, it may quote untrusted text. */
export function questionsTold({ questions }: Verdict): ToldQuestion[] {
  return questions.map((question) => {
    const worth = gainWords(question);
    return { text: question.text, worth: worth && `(${worth})` };
  });
}

/** What a verdict rests on, a line each. */
export function basisTold(verdict: RatedVerdict): string[] {
  const { coverage, door, rater, usage, droppedFindings } = verdict;
  return [
    `Reviewed ${percent(coverage.share)} of the ${nouns[door]}.`,
    `Rated by ${rater.name} ${rater.version}. ${confidenceSentence(verdict)}`,
    trustWords(verdict),
    usage ? usageSentence(usage) : '',
    droppedFindings > 0 ? droppedSentence(droppedFindings) : '',
  ].filter(Boolean);
}
