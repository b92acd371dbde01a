import { goldWord } from '../../../bench/report/words.js';
import type { Answer } from '../../../bench/run/answer.js';
import type { Task } from '../../../bench/task.js';
import { labelAndRisk, usageSentence } from '../../../core/ratingWords.js';

/** What a run says of a task, as plain text: decision, gold, reasons, findings, trace, and a patch's ticket. */
export function answerText(answer: Answer, task: Task | null): string {
  const { verdict, gold, door } = answer;
  const { decision, because, findings, questions, trace, usage, unrated } = verdict;
  const looks = trace.map(({ tool, question, answer: found }) => `${tool} ${question} → ${found}`);
  const lists = [
    ['Findings', findings.map(({ severity, message }) => `${severity}: ${message}`)],
    ['Questions', questions.map(({ text }) => text)],
    ['What it looked at', looks],
  ] as const;
  const listed = lists
    .filter(([, items]) => items.length > 0)
    .map(([title, items]) => `${title}\n${items.map((item) => `- ${item}`).join('\n')}`);
  const parts = [
    `${answer.task} at the ${door} door`,
    `Decision: ${decision}. ${because}`,
    `Gold: ${goldWord(gold?.bounce ?? null)}${gold?.quality == null ? '' : `, quality ${gold.quality}`}`,
    ...(unrated
      ? [`Not rated: ${unrated.message} ${unrated.nextStep}`]
      : [labelAndRisk(verdict), verdict.explanation, ...listed]),
    ...(usage ? [usageSentence(usage)] : []),
    `${answer.milliseconds} ms, ${answer.at}`,
    ...(door === 'output' && task?.ticket ? [`The ticket:\n\n${task.ticket}`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
