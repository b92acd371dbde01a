import type { Evidence, FactLevel } from '../../core/evidence.js';
import type { Finding } from '../../core/rating.js';

const severities: Readonly<Record<FactLevel, Finding['severity'] | undefined>> = {
  blocker: 'error',
  error: 'error',
  warning: 'warning',
  info: 'info',
  note: undefined,
};

const ranks: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** A finding for each place of each fact that is worth a word, gravest first; a fact without a place gives one. */
export function findings(evidence: Evidence): Finding[] {
  const found = evidence.flatMap(({ id, level, sentence, places }): Finding[] => {
    const severity = severities[level];
    if (!severity) return [];
    if (places.length === 0) return [{ id, severity, message: sentence }];
    return places.map((place) => ({ id, severity, message: sentence, place }));
  });
  return found.sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}
