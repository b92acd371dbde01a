import type { Entry } from './view.js';

/** Counts of one week, which begins on its Monday in UTC (`2026-01-26`). */
export type Period = ReturnType<typeof emptyWeek>;

export function weeks(entries: readonly Entry[]): Period[] {
  const counts = { proceed: 'proceeded', abstain: 'abstained', unrated: 'unrated' } as const;
  const periods = new Map<string, Period>();
  for (const { decision, response } of entries) {
    const from = mondayOf(decision.at);
    const period = periods.get(from) ?? emptyWeek(from);
    periods.set(from, period);
    period[counts[decision.outcome]]++;
    if (response?.did === 'overrode') period.overrode++;
  }
  return [...periods.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

function emptyWeek(from: string) {
  return { from, proceeded: 0, abstained: 0, unrated: 0, overrode: 0 };
}

function mondayOf(at: string): string {
  const date = new Date(at);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
