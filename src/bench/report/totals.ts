import type { Usage } from '../../core/rating.js';
import type { Answer } from '../run/answer.js';
import type { FailureGroup, Totals } from './report.js';

export function totalsOf(answers: readonly Answer[]): Totals {
  const used = answers.flatMap(({ verdict }) => verdict.usage ?? []);
  const sum = (of: (usage: Usage) => number) => used.reduce((total, usage) => total + of(usage), 0);
  const count = (of: (answer: Answer) => boolean) => answers.filter(of).length;
  return {
    tasks: answers.length,
    accepted: count(({ verdict }) => verdict.decision === 'proceed'),
    bounced: count(({ verdict }) => verdict.decision === 'abstain'),
    failed: count(({ verdict }) => verdict.unrated !== null),
    withoutGold: count(({ gold }) => gold === null),
    calls: sum(({ calls }) => calls),
    cachedCalls: sum(({ cachedCalls }) => cachedCalls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    dollars: used.length > 0 && used.every(isPriced) ? sum(({ dollars = 0 }) => dollars) : null,
    seconds: answers.reduce((total, { milliseconds }) => total + milliseconds, 0) / 1000,
  };
}

/** What an answer cost in US dollars; null where nothing was paid by tokens or the price is unknown. */
export function dollarsOf({ verdict: { usage } }: Answer): number | null {
  return usage && isPriced(usage) ? (usage.dollars ?? 0) : null;
}

export function failureGroups(answers: readonly Answer[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { verdict } of answers) {
    if (!verdict.unrated) continue;
    const { cause, message, nextStep } = verdict.unrated;
    const group = groups.get(cause) ?? { cause, tasks: 0, message, nextStep };
    groups.set(cause, { ...group, tasks: group.tasks + 1 });
  }
  return [...groups.values()].sort((a, b) => b.tasks - a.tasks);
}

function isPriced({ calls, dollars }: Usage): boolean {
  return dollars !== undefined || calls === 0;
}
