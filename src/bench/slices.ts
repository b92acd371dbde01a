import { grouped } from '../core/grouped.js';
import { type Door, labels } from '../core/rating.js';
import { quantile } from '../stats/bootstrap.js';
import type { Measurement } from './measurement.js';
import { type MeasureOptions, measure } from './measures.js';
import { gradeOf, type Scored } from './scored.js';

/** What tasks are told apart by. `label` is what is known to be right about them, not what a rater said. */
export type SliceBy = 'repository' | 'ticketLength' | 'patchLength' | 'agent' | 'label';

/** The tasks that have something in common; how many they are is `measurement.tasks`. */
export interface Slice {
  /** For people: a repository, an agent, a range of lengths, a grade. Untrusted text where the data name it. */
  readonly name: string;
  readonly measurement: Measurement;
}

/**
 * Measures groups of tasks one by one: repositories and agents by falling size, lengths in quartiles, gold grades
 * best first. Groups without tasks are absent. No intervals unless `draws` asks for them.
 */
export function slices(
  door: Door,
  rows: readonly Scored[],
  by: SliceBy,
  { draws = 0, ...options }: Omit<MeasureOptions, 'missing'> = {},
): Slice[] {
  return groupsOf(door, rows, by).map(({ name, members }) => ({
    name,
    measurement: measure(door, members, { ...options, draws }),
  }));
}

interface Group {
  readonly name: string;
  readonly members: readonly Scored[];
}

function groupsOf(door: Door, rows: readonly Scored[], by: SliceBy): Group[] {
  switch (by) {
    case 'repository':
    case 'agent':
      return gathered(rows, (row) => row[by] || 'unknown').sort(
        (a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1),
      );
    case 'ticketLength':
    case 'patchLength':
      return quartiles(rows, by);
    case 'label': {
      const names: readonly string[] = goldNames[door];
      return gathered(rows, (row) => goldName(door, row)).sort(
        (a, b) => names.indexOf(a.name) - names.indexOf(b.name),
      );
    }
  }
}

function gathered(rows: readonly Scored[], nameOf: (row: Scored) => string): Group[] {
  return [...grouped(rows, nameOf)].map(([name, members]) => ({ name, members }));
}

/** Quarters by length, shortest first. Equal lengths stay together, so a quarter may be larger than the others, or empty. */
function quartiles(rows: readonly Scored[], by: 'ticketLength' | 'patchLength'): Group[] {
  const ascending = rows.map((row) => row[by]).sort((a, b) => a - b);
  const cuts = [0.25, 0.5, 0.75].map((share) => quantile(ascending, share));
  const quarters = [...cuts, Number.POSITIVE_INFINITY].map((high, i) => {
    const low = cuts[i - 1] ?? Number.NEGATIVE_INFINITY;
    return rows.filter((row) => row[by] > low && row[by] <= high);
  });
  return quarters
    .filter((members) => members.length > 0)
    .map((members) => ({ name: range(members.map((row) => row[by])), members }));
}

function range(lengths: readonly number[]): string {
  const shortest = lengths.reduce((a, b) => Math.min(a, b));
  const longest = lengths.reduce((a, b) => Math.max(a, b));
  const characters = `${longest.toLocaleString('en')} ${longest === 1 ? 'character' : 'characters'}`;
  return shortest === longest ? characters : `${shortest.toLocaleString('en')} to ${characters}`;
}

/** Best first. The data don't tell which of the four labels a patch deserves, only its side and its tests. */
const goldNames = {
  input: [...labels.input, 'no grade'],
  output: [
    'correct',
    'incorrect, passes at least half of the tests',
    'incorrect, passes fewer than half of the tests',
    'incorrect, tests unknown',
  ],
} as const;

function goldName(door: Door, row: Scored): string {
  if (door === 'input') return goldNames.input[gradeOf(door, row) ?? labels.input.length] as string;
  const [correct, half, fewer, unknown] = goldNames.output;
  if (!row.gold) return correct;
  if (row.quality === null) return unknown;
  return row.quality >= 0.5 ? half : fewer;
}
