import { grouped } from '../../core/grouped.js';
import type { Usage } from '../../core/rating.js';
import type { Failure } from '../../core/verdict.js';
import type { Answer } from '../run/answer.js';

export type Totals = ReturnType<typeof totalsOf>;

export function totalsOf(answers: readonly Answer[]) {
  const used = answers.flatMap(({ verdict }) => verdict.usage ?? []);
  const sum = (of: (usage: Usage) => number) => used.reduce((total, usage) => total + of(usage), 0);
  const count = (of: (answer: Answer) => boolean) => answers.filter(of).length;
  return {
    tasks: answers.length,
    accepted: count(({ verdict }) => verdict.decision === 'proceed'),
    bounced: count(({ verdict }) => verdict.decision === 'abstain'),
    /** Tasks that could not be rated. */
    failed: count(({ verdict }) => verdict.unrated !== null),
    /** Tasks without a gold label; no figure counts them. */
    withoutGold: count(({ gold }) => gold === null),
    calls: sum(({ calls }) => calls),
    cachedCalls: sum(({ cachedCalls }) => cachedCalls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    /** US dollars; null where nothing was paid by tokens or a price is unknown. */
    dollars: used.length > 0 && used.every(isPriced) ? sum(({ dollars = 0 }) => dollars) : null,
    /** How long the ratings took, one after the other. */
    seconds: answers.reduce((total, { milliseconds }) => total + milliseconds, 0) / 1000,
  };
}

/** What an answer cost in US dollars; null where nothing was paid by tokens or the price is unknown. */
export function dollarsOf({ verdict: { usage } }: Answer): number | null {
  return usage && isPriced(usage) ? (usage.dollars ?? 0) : null;
}

/** Failures by their cause, the most frequent first, with the message of the first such task. */
export function failureGroups(answers: readonly Answer[]) {
  const failures = answers.flatMap(({ verdict }) => verdict.unrated ?? []);
  return [...grouped(failures, ({ cause }) => cause)]
    .map(([cause, [first, ...others]]) => {
      const { message, nextStep } = first as Failure;
      return { cause, tasks: 1 + others.length, message, nextStep };
    })
    .sort((a, b) => b.tasks - a.tasks);
}

function isPriced({ calls, dollars }: Usage): boolean {
  return dollars !== undefined || calls === 0;
}
