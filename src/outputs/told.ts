import { type Checklist, checklistWords, type Point, stateWords } from '../core/checklist.js';
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

/** A checklist's title, and its points that are told: those that anybody could tell of, else the first ones. */
export function checklistTold({ checklist }: Verdict): ToldChecklist | undefined {
  if (!checklist || checklist.points.length === 0) return undefined;
  const known = checklist.points.filter(({ state }) => state !== 'unknown');
  const unknown = checklist.points.filter(({ state }) => state === 'unknown');
  const points = [...known, ...unknown.slice(0, Math.max(0, mostPoints - known.length))];
  return { title: `Checklist: ${checklistWords(checklist)}`, points: inOrder(points, checklist) };
}

export interface ToldChecklist {
  readonly title: string;
  readonly points: readonly (Pick<Point, 'text' | 'why' | 'places'> & { readonly state: string })[];
}

/** Points that are told where nothing is known of them. */
const mostPoints = 12;

function inOrder(points: readonly Point[], { points: all }: Checklist): ToldChecklist['points'] {
  return all
    .filter((point) => points.includes(point))
    .map(({ text, state, why, places }) => ({ text, why, places, state: stateWords[state] }));
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
