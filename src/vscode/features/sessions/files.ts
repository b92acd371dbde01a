import { severities } from '../../../core/evidence.js';
import { countWords } from '../../../core/fileWords.js';
import { type Finding, sureFindings } from '../../../core/rating.js';
import type { Verdict } from '../../../core/verdict.js';
import type { Session } from './session.js';

/** A file of a review, with what was found in it. */
export interface ReviewedFile {
  readonly path: string;
  /** Its name before, where it was renamed. */
  readonly was: string | undefined;
  /** On which side it is: deleted files are on the old one only. */
  readonly side: 'old' | 'new';
  readonly findings: readonly Finding[];
  /** "2 warnings", "Clean", "Not reviewed: lock file". */
  readonly words: string;
}

/** The files of a review, those with the gravest findings first; what Git could not read comes last. */
export function reviewedFiles({ files, unread }: Session, verdict: Verdict): ReviewedFile[] {
  const findings = sureFindings(verdict);
  const coverage = new Map(verdict.coverage.files.map((file) => [file.path, file]));
  const shown = files.map(({ oldPath, newPath }): ReviewedFile => {
    const path = (newPath ?? oldPath) as string;
    const isOf = (name: string | undefined) => name === path || name === oldPath;
    const own = findings.filter(({ place }) => isOf(place?.file?.path));
    const covered = coverage.get(path);
    const why = covered && covered.how !== 'reviewed' ? `Not reviewed: ${covered.why || covered.how}` : '';
    return {
      path,
      was: oldPath !== path ? oldPath : undefined,
      side: newPath === undefined ? 'old' : 'new',
      findings: own,
      words: own.length > 0 ? countWords(own) : why || 'Clean',
    };
  });
  const gravest = ({ findings: [first] }: ReviewedFile) =>
    first ? severities.indexOf(first.severity) : severities.length;
  const ordered = shown.sort(
    (one, other) => gravest(one) - gravest(other) || (one.path < other.path ? -1 : 1),
  );
  const missed = unread.map(
    ({ path, why }): ReviewedFile => ({
      path,
      was: undefined,
      side: 'new',
      findings: [],
      words: `Not reviewed: ${why}`,
    }),
  );
  return [...ordered, ...missed];
}

/** Findings that stand in no file: on the change as a whole, the gravest first. */
export function wholeFindings(verdict: Verdict): Finding[] {
  return sureFindings(verdict).filter(({ place }) => !place?.file);
}
