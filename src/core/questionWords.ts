import type { Question } from './rating.js';

/** What an answer to a question is worth, in a clause; empty where nobody reckoned it. */
export function gainWords({ fact, gain }: Question): string {
  if (fact === 'other') return '';
  const points = Math.round(gain * 100);
  if (points === 0) return 'would hardly lower the risk';
  return `would lower the risk by ${points} ${points === 1 ? 'point' : 'points'}`;
}

/** Questions as a message to a ticket's author. */
export function messageOf(questions: readonly Question[]): string {
  const please =
    questions.length === 1
      ? 'Thank you for the ticket. Before the work starts, could you please answer this?'
      : `Thank you for the ticket. Before the work starts, could you please answer these ${questions.length} questions?`;
  return `${please}\n\n${questions.map(({ text }, i) => `${i + 1}. ${text}`).join('\n')}\n`;
}
