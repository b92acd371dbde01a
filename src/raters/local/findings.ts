import type { Evidence, FactLevel } from '../../core/evidence.js';
import { type Finding, orderedFindings } from '../../core/rating.js';

const severities: Readonly<Record<FactLevel, Finding['severity'] | undefined>> = {
  blocker: 'error',
  error: 'error',
  warning: 'warning',
  info: 'info',
  note: undefined,
};

/** A finding for each fact that is worth a word, with all its places, gravest first. */
export function findings(evidence: Evidence): Finding[] {
  const found = evidence.flatMap(({ id, level, sentence, places: [place, ...otherPlaces] }): Finding[] => {
    const severity = severities[level];
    if (!severity) return [];
    return [
      {
        id,
        severity,
        message: sentence,
        place,
        otherPlaces: otherPlaces.length > 0 ? otherPlaces : undefined,
      },
    ];
  });
  return orderedFindings(found);
}
