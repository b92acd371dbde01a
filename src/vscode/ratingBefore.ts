import type { RatedSubject } from './verdicts.js';

/**
 * Keeps the rating to compare a ticket's next one with: while the text is edited, the rating at its last save; between
 * ratings that a person asked for, the previous one.
 */
export function keepBefore(entry: RatedSubject, version: number): void {
  const last = entry.whole;
  if (last?.unrated === null && entry.door === 'input' && version !== entry.ratedVersion) {
    const isNew = entry.before?.rater.version !== last.rater.version;
    if (isNew || entry.chosen || entry.savedVersion >= entry.ratedVersion) entry.before = last;
  }
  entry.ratedVersion = version;
}
