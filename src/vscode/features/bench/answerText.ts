import { goldWord } from '../../../bench/report/words.js';
import type { Answer } from '../../../bench/run/answer.js';
import type { Task } from '../../../bench/task.js';
import { labelAndProbability, usageSentence } from '../../../core/ratingWords.js';

/** What a run says of a task, as plain text: decision, gold, reasons, findings, trace, and a patch's ticket. */
export function answerText(answer: Answer, task: Task | null): string {
  const { verdict, gold, door } = answer;
  const { decision, because, findings, questions, trace, usage, unrated } = verdict;
  const parts = [
    `${answer.task} at the ${door} door`,
    `Decision: ${decision}. ${because}`,
    `Gold: ${goldWord(gold?.bounce ?? null)}${gold?.quality == null ? '' : `, quality ${gold.quality}`}`,
  ];
  if (unrated) parts.push(`Not rated: ${unrated.message} ${unrated.nextStep}`);
  else {
    parts.push(labelAndProbability(verdict), verdict.explanation);
    parts.push(
      ...listed(
        'Findings',
        findings.map(({ severity, message }) => `${severity}: ${message}`),
      ),
      ...listed(
        'Questions',
        questions.map(({ text }) => text),
      ),
      ...listed(
        'What it looked at',
        trace.map(({ tool, question, answer: found }) => `${tool} ${question} → ${found}`),
      ),
    );
  }
  if (usage) parts.push(usageSentence(usage));
  parts.push(`${answer.milliseconds} ms, ${answer.at}`);
  if (door === 'output' && task?.ticket) parts.push(`The ticket:\n\n${task.ticket}`);
  return `${parts.join('\n\n')}\n`;
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}\n${items.map((item) => `- ${item}`).join('\n')}`];
}
