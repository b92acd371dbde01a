import type { Evidence } from '../../core/evidence.js';
import { questions } from '../../evidence/ticket/questions.js';
import type { Features } from './features.js';
import type { Scoring } from './model.js';

const mostQuestions = 3;

/**
 * At most three questions to a ticket's author, each about a fact that is missing or in the way. First come those
 * whose answer the checks hold for necessary, then those that would lower the model's score most.
 */
export function chooseQuestions(evidence: Evidence, features: Features, scoring: Scoring): string[] {
  const score = scoring.score(features);
  const open = evidence.flatMap(({ id, value, level }) => {
    const question = Object.hasOwn(questions, id) ? questions[id] : undefined;
    if (!question || value === question.answered[id]) return [];
    // Counts that an answer raises are only asked for where there is nothing yet.
    if ((question.answered[id] as number) > 0 && value > 0) return [];
    const answered = features.numbers.map((feature) => ({
      ...feature,
      value: question.answered[feature.name] ?? feature.value,
    }));
    const gain = score - scoring.score({ ...features, numbers: answered });
    return [{ text: question.text, urgent: level === 'warning', gain }];
  });
  return open
    .filter(({ urgent, gain }) => urgent || gain > 0)
    .sort((a, b) => Number(b.urgent) - Number(a.urgent) || b.gain - a.gain)
    .slice(0, mostQuestions)
    .map(({ text }) => text);
}
