import { grouped } from '../core/grouped.js';
import type { Scored } from './scored.js';

/** Tasks by what they have in common, most tasks first. */
export function largestGroups(
  rows: readonly Scored[],
  nameOf: (row: Scored) => string,
): (readonly [name: string, members: readonly Scored[]])[] {
  return [...grouped(rows, nameOf)].sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1));
}
