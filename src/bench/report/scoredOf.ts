import { type Door, labels } from '../../core/rating.js';
import type { Answer, AnswerVerdict } from '../run/answer.js';
import type { Scored } from '../scored.js';

/**
 * The answers that metrics can use: rated, and with a gold label. `missing` counts those with a gold label that
 * could not be rated; answers without a gold label are in neither.
 */
export function scoredOf(answers: readonly Answer[]): { scored: Scored[]; missing: number } {
  const labelled = answers.filter(({ gold }) => gold !== null);
  const scored = labelled.flatMap((answer) => scoredAnswer(answer) ?? []);
  return { scored, missing: labelled.length - scored.length };
}

/** A door's answers; of several for one task the last one, which replaces the others. */
export function latestAnswers(answers: readonly Answer[], door: Door): Answer[] {
  const latest = new Map<string, Answer>();
  for (const answer of answers) if (answer.door === door) latest.set(answer.task, answer);
  return [...latest.values()];
}

function scoredAnswer(answer: Answer): Scored | null {
  const { door, task, instanceId, repository, agent, ticketLength, patchLength, gold, verdict } = answer;
  if (!gold || verdict.unrated) return null;
  const names: readonly string[] = labels[door];
  const of = verdict.labelProbabilities;
  const label = names.indexOf(verdict.label);
  return {
    task,
    group: instanceId,
    repository,
    agent,
    ticketLength,
    patchLength,
    gold: gold.bounce,
    quality: gold.quality,
    bounced: verdict.decision === 'abstain',
    bounceProbability: statedProbability(verdict),
    label: label < 0 ? null : label,
    labelProbabilities: of && labels[door].map((one) => of[one] ?? 0),
  };
}

/** Null where the rater gave a label only, whose probability of 0 or 1 says nothing of how sure it was. */
export function statedProbability({ probabilitySource, bounceProbability }: AnswerVerdict): number | null {
  return probabilitySource === 'label' ? null : bounceProbability;
}
