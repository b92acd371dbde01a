import { counted } from './counted.js';
import { severities } from './evidence.js';
import { type Finding, sureFindings } from './rating.js';
import type { Verdict } from './verdict.js';

/** What a review says of one file of a patch. */
export interface FileReview {
  readonly path: string;
  readonly findings: readonly Finding[];
  /** "Clean", "1 error, 2 warnings", "Not reviewed: lock file". */
  readonly words: string;
}

/** The files of a patch: those with findings first, the gravest on top, then the clean ones, then what nobody read. */
export function filesOf(verdict: Verdict): FileReview[] {
  const found = sureFindings(verdict);
  const files = verdict.coverage.files.map(({ path, how, why }): FileReview & { readonly rank: number } => {
    const findings = found.filter((finding) => isIn(finding, path));
    const unread = how === 'reviewed' ? '' : `Not reviewed: ${why}`;
    const words = [countWords(findings), unread].filter(Boolean).join(' · ');
    const rank = findings[0]
      ? severities.indexOf(findings[0].severity)
      : severities.length + Number(unread !== '');
    return { path, findings, words: words || 'Clean', rank };
  });
  return files.sort((a, b) => a.rank - b.rank).map(({ rank: _, ...file }) => file);
}

/** "1 error, 2 warnings, 1 hint"; empty for none. */
export function countWords(findings: readonly Finding[]): string {
  return severities
    .map((severity) => [severity, findings.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => counted(count, severity === 'info' ? 'hint' : severity))
    .join(', ');
}

function isIn({ place, otherPlaces = [] }: Finding, path: string): boolean {
  return [place, ...otherPlaces].some((one) => one?.file?.path === path);
}
