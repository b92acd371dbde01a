import type { Fact } from '../../core/evidence.js';
import { type ChangedLine, isComment, lineFact, type PatchReading, placesOf } from './reading.js';

/** Changes that change nothing. */
export function churnFacts({ added, deleted }: PatchReading): Fact[] {
  const respaced = reformatted(added, deleted);
  const changed = added.length + deleted.length;
  const share = (2 * respaced.length) / Math.max(1, changed);
  const code = (line: ChangedLine) => line.code !== '' && !isComment(line);
  const commentsOnly = changed > 0 && !added.some(code) && !deleted.some(code);
  const loud = share > 0.2 && respaced.length > 2;
  return [
    {
      id: 'whitespace-churn',
      value: share,
      sentence:
        respaced.length === 0
          ? 'Changes no line in its white space only.'
          : `Changes ${respaced.length} ${respaced.length === 1 ? 'line' : 'lines'} in white space only.`,
      places: loud ? placesOf(respaced.slice(0, 1)) : [],
      level: loud ? 'info' : 'note',
    },
    {
      id: 'comments-only',
      value: Number(commentsOnly),
      sentence: commentsOnly
        ? 'Changes only comments or blank lines of the source code.'
        : 'Changes code, not only comments.',
      places: commentsOnly ? placesOf(added) : [],
      level: commentsOnly ? 'warning' : 'note',
    },
    lineFact(
      'swallowed-errors',
      swallowed(added),
      'Swallows errors without a word.',
      'Swallows no error.',
      'warning',
    ),
  ];
}

/** Added lines that a deleted line equals but for white space. */
function reformatted(added: readonly ChangedLine[], deleted: readonly ChangedLine[]): ChangedLine[] {
  if (deleted.length === 0 || added.length === 0) return [];
  // Most lines differ at their ends already, which is quicker to see than any hash.
  const seen = new Set(deleted.map(({ code }) => ends(code)));
  let gone: Map<number, number> | undefined;
  return added.filter(({ code }) => {
    if (code === '' || !seen.has(ends(code))) return false;
    gone ??= countInk(deleted);
    const key = inkHash(code);
    const left = gone.get(key) ?? 0;
    if (left > 0) gone.set(key, left - 1);
    return left > 0;
  });
}

function countInk(lines: readonly ChangedLine[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { code } of lines) {
    if (code === '') continue;
    const key = inkHash(code);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function ends(code: string): number {
  return (code.charCodeAt(0) << 16) | code.charCodeAt(code.length - 1);
}

/** A hash of a line without its blanks (FNV-1a); a collision among the lines of one patch is next to impossible. */
function inkHash(code: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < code.length; i++) {
    const unit = code.charCodeAt(i);
    if (unit !== 0x20 && unit !== 0x09) hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return hash;
}

/** `except: pass`, `catch (e) {}` and the like, on one line or two. */
function swallowed(added: readonly ChangedLine[]): ChangedLine[] {
  return added.filter(({ head, code, line }, i) => {
    if (head === 'except' || head === 'rescue') {
      const next = added[i + 1];
      if (/:\s*pass$/.test(code)) return true;
      return next !== undefined && next.line.document === line.document + 1 && next.code === 'pass';
    }
    const mayCatch = head === 'catch' || head === 'try' || code.startsWith('}');
    return mayCatch && /\bcatch\b[^{]{0,100}\{\s*\}/.test(code);
  });
}
