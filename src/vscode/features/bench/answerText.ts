import { goldWord } from '../../../bench/report/words.js';
import type { Answer } from '../../../bench/run/answer.js';
import type { Task } from '../../../bench/task.js';
import { labelAndProbability, usageSentence } from '../../../core/ratingWords.js';
import { usageOf } from '../../../core/usage.js';

/** What a run says of a task, as plain text: decision, gold, reasons, findings, trace, and a patch's ticket. */
export function answerText(answer: Answer, task: Task | null): string {
  const { decision, rating, failure, gold, door } = answer;
  const parts = [
    `${answer.task} at the ${door} door`,
    `Decision: ${decision.outcome}. ${decision.because}`,
    `Gold: ${goldWord(gold?.bounce ?? null)}${gold?.quality == null ? '' : `, quality ${gold.quality}`}`,
  ];
  if (failure) parts.push(`Not rated: ${failure.message} ${failure.nextStep}`);
  if (rating) {
    parts.push(labelAndProbability(rating), rating.explanation);
    parts.push(
      ...listed(
        'Findings',
        rating.findings.map(({ severity, message }) => `${severity}: ${message}`),
      ),
      ...listed('Questions', rating.questions),
      ...listed(
        'What it looked at',
        rating.trace.map(({ tool, question, answer: found }) => `${tool} ${question} → ${found}`),
      ),
    );
  }
  const usage = usageOf(answer);
  if (usage) parts.push(usageSentence(usage));
  parts.push(`${answer.milliseconds} ms, ${answer.at}`);
  if (door === 'output' && task?.ticket) parts.push(`The ticket:\n\n${task.ticket}`);
  return `${parts.join('\n\n')}\n`;
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}\n${items.map((item) => `- ${item}`).join('\n')}`];
}
