import { posix } from 'node:path';
import type { PatchFile } from '../../core/patch.js';
import { LineIndex, type Place, quoteOf } from '../../core/place.js';
import { isInside } from '../../repository/inside.js';
import type { Checks } from '../check.js';
import { ordersToJudge } from '../promptInjection/orders.js';
import { placesOfFiles } from './places.js';
import type { PatchReading } from './reading.js';

/** What a person must know before anything is applied. */
export const safety = {
  'unsafe-path': {
    title: 'A path that leads out of the code base',
    help: 'It is absolute, leads upwards, goes into `.git`, or leads out through a symbolic link. Blocker.',
    why: 'Applying such a patch writes outside the code base.',
    example: '`+++ b/../../.ssh/config`.',
    run: ({ patch: { files } }) => {
      const unsafe = files.filter((file) => leadsOut(file.oldPath) || leadsOut(file.newPath));
      const seen = [...unsafe, ...files.filter(linksOut)];
      return {
        value: seen.length,
        sentence:
          unsafe.length > 0
            ? 'Writes outside the code base: a path is absolute or leads upwards.'
            : seen.length > 0
              ? 'Makes a symbolic link that leads out of the code base.'
              : 'Stays within the code base.',
        places: placesOfFiles(seen),
        level: seen.length > 0 ? 'blocker' : 'note',
      };
    },
  },
} satisfies Checks<PatchReading>;

/** Out of the code base, or into git's own folder. */
function leadsOut(path: string | undefined): boolean {
  return path !== undefined && !isInside(path);
}

/** Whether a file is a symbolic link after the patch, to a place outside of the code base or in git's own folder. */
function linksOut({ newMode, newPath, hunks }: PatchFile): boolean {
  if (newMode !== '120000' || newPath === undefined) return false;
  const target = hunks
    .flatMap(({ lines }) => lines)
    .find(({ kind }) => kind === 'added')
    ?.text.replaceAll('\\', '/');
  if (target === undefined) return false;
  if (/^[/~]|^[A-Za-z]:/.test(target)) return true;
  return !isInside(posix.join(posix.dirname(newPath), target));
}

/**
 * Orders in what the patch adds and in the prose before the diff, and in names of files. The lines that stay or go were
 * there before.
 */
export function ordersIn({ patch }: PatchReading): Place[] {
  const orders = ordersToJudge(patch.text);
  if (orders.length === 0) return [];
  const index = new LineIndex(patch.text);
  const quiet = new Set(
    patch.files.flatMap(({ hunks }) =>
      hunks.flatMap(({ lines }) =>
        lines.flatMap(({ kind, document }) => (kind === 'added' ? [] : [document])),
      ),
    ),
  );
  return orders.flatMap(({ start, end }) => {
    const range = index.range(start, end);
    if (quiet.has(range.start.line) && quiet.has(range.end.line)) return [];
    return [{ document: 'patch' as const, range, quote: quoteOf(patch.text.slice(start, end)) }];
  });
}
