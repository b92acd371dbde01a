import type { Door } from '../../core/rating.js';
import type { Scored } from '../scored.js';

const mostBins = 8;
/** Tasks that a bin has at least, where there are so many: a share of fewer says nothing. */
const fewestTasks = 10;

/** How decisions change with length: tasks sorted by length and cut into bins of equal size. */
export interface LengthCurve {
  readonly of: 'ticket' | 'patch';
  readonly bins: ReturnType<typeof binsOf>;
}

/** Bounces by the length of the ticket and, at the output door, of the patch. Empty without tasks of known length. */
export function lengthCurves(door: Door, rows: readonly Scored[]): LengthCurve[] {
  const curves: LengthCurve[] = [
    { of: 'ticket', bins: binsOf(rows, (row) => row.ticketLength) },
    { of: 'patch', bins: door === 'output' ? binsOf(rows, (row) => row.patchLength) : [] },
  ];
  return curves.filter(({ bins }) => bins.length > 0);
}

function binsOf(rows: readonly Scored[], lengthOf: (row: Scored) => number) {
  const ascending = rows.filter((row) => lengthOf(row) > 0).sort((a, b) => lengthOf(a) - lengthOf(b));
  const bins = Math.min(mostBins, Math.max(1, Math.floor(ascending.length / fewestTasks)));
  const border = (bin: number) => Math.round((bin * ascending.length) / bins);
  return Array.from({ length: bins }, (_, bin) => ascending.slice(border(bin), border(bin + 1)))
    .filter((members) => members.length > 0)
    .map((members) => {
      const at = (row: Scored | undefined) => lengthOf(row as Scored);
      return {
        /** Characters (UTF-16 code units). */
        shortest: at(members[0]),
        median: at(members[Math.floor(members.length / 2)]),
        longest: at(members.at(-1)),
        tasks: members.length,
        /** Share of the tasks that was bounced, and that deserved it; 0..1. */
        bounced: members.filter(({ bounced }) => bounced).length / members.length,
        deserving: members.filter(({ gold }) => gold).length / members.length,
      };
    });
}
