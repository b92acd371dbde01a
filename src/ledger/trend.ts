import type { Period } from './report.js';
import type { Entry } from './view.js';

/** Counts for each day or week in which something was decided, the earliest first. */
export function trend(entries: readonly Entry[], by: 'day' | 'week'): Period[] {
  const periods = new Map<string, { -readonly [key in keyof Period]: Period[key] }>();
  const days = new Map<string, string>();
  for (const { decision, response } of entries) {
    const day = decision.at.slice(0, 10);
    const from = by === 'day' ? day : (days.get(day) ?? mondayOf(day));
    days.set(day, from);
    const period = periods.get(from) ?? { from, proceeded: 0, abstained: 0, unrated: 0, overrode: 0 };
    periods.set(from, period);
    if (decision.outcome === 'proceed') period.proceeded++;
    else if (decision.outcome === 'abstain') period.abstained++;
    else period.unrated++;
    if (response?.did === 'overrode') period.overrode++;
  }
  return [...periods.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
