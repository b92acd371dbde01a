import type { Patch } from './patch.js';
import type { Coverage } from './rating.js';

/** A changed file, or a folder with `/` at its end, that a patch does not hold. */
export interface UnreadFile {
  readonly path: string;
  /** Why, as a clause. */
  readonly why: string;
  /** About how many lines nobody read; 0 for what no patch could hold. */
  readonly lines: number;
}

/** What was read of a patch, where there is more to read than the patch holds. */
export function withUnread(coverage: Coverage, patch: Patch, unread: readonly UnreadFile[]): Coverage {
  if (unread.length === 0 || coverage.share === 0)
    return { ...coverage, files: [...coverage.files, ...told(unread)] };
  const read = patch.files
    .filter((_, i) => coverage.files[i]?.how === 'reviewed')
    .reduce((sum, { added, deleted }) => sum + Math.max(1, added + deleted), 0);
  const more = unread.reduce((sum, { lines }) => sum + lines, 0);
  return { files: [...coverage.files, ...told(unread)], share: read / (read / coverage.share + more) };
}

function told(unread: readonly UnreadFile[]): Coverage['files'] {
  return unread.map(({ path, why }) => ({ path, how: 'omitted', why }));
}
