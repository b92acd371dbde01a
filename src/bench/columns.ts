import { type Door, labels } from '../core/rating.js';
import type { Scored } from './scored.js';

const labelCount = labels.input.length;

/** Cells of the labels' contingency table: the gold grade times the rater's label. */
export const labelCells = labelCount * labelCount;

/** A row's kind is its label cell ({@link labelCells} where it has none), followed by these bits. */
export const Flag = { gold: 1, bounced: 2, graded: 4, distribution: 8 } as const;
export const flagBits = 4;
export const kinds = (labelCells + 1) << flagBits;

/**
 * Scored rows as typed arrays, sorted by bounce probability, ascending and stable; rows without one stand last. What
 * a row adds to each figure is computed once, so that a draw of the bootstrap only weighs it.
 */
export interface Columns {
  readonly rows: number;
  /** Rows with a bounce probability: the first ones. */
  readonly rated: number;
  /** Groups are numbered in the order of the rows they came from. */
  readonly clusters: number;
  readonly cluster: Int32Array;
  readonly kind: Int32Array;
  /** What the row adds to the I-Score or O-Score; 0 without a quality. */
  readonly worth: Float64Array;
  readonly probability: Float64Array;
  /** 1 where the row deserves a bounce. */
  readonly bad: Int32Array;
  /** (p − y)²; 0 without a probability. */
  readonly squaredError: Float64Array;
  /** What the row adds to the distributional correctness and the ranked probability score; 0 without. */
  readonly correctness: Float64Array;
  readonly rankedError: Float64Array;
  /** Where each run of equal probabilities ends (exclusive). */
  readonly runEnds: Int32Array;
}

export function columnsOf(door: Door, rows: readonly Scored[]): Columns {
  const clusterOf = new Map<string, number>();
  for (const { group } of rows) if (!clusterOf.has(group)) clusterOf.set(group, clusterOf.size);
  const withProbability = rows
    .filter((row) => row.bounceProbability !== null)
    .sort((a, b) => (a.bounceProbability as number) - (b.bounceProbability as number));
  const rated = withProbability.length;
  const sorted = [...withProbability, ...without(rows)];
  const runEnds: number[] = [];
  for (let i = 1; i <= rated; i++) {
    if (i === rated || sorted[i]?.bounceProbability !== sorted[i - 1]?.bounceProbability) runEnds.push(i);
  }
  const reals = (of: (row: Scored) => number) => Float64Array.from(sorted, of);
  const integers = (of: (row: Scored) => number) => Int32Array.from(sorted, of);
  return {
    rows: rows.length,
    rated,
    clusters: clusterOf.size,
    cluster: integers((row) => clusterOf.get(row.group) as number),
    kind: integers((row) => kindOf(door, row)),
    worth: reals((row) => worth(door, row)),
    probability: reals((row) => row.bounceProbability ?? 0),
    bad: integers((row) => Number(row.gold)),
    squaredError: reals((row) =>
      row.bounceProbability === null ? 0 : (row.bounceProbability - Number(row.gold)) ** 2,
    ),
    correctness: reals((row) => correctness(door, row)),
    rankedError: reals((row) => rankedError(door, row)),
    runEnds: Int32Array.from(runEnds),
  };
}

/** The gold label's index at the input door; a grade between two labels counts as the better one. Null elsewhere. */
export function gradeOf(door: Door, { quality }: Pick<Scored, 'quality'>): number | null {
  return door === 'input' && quality !== null ? Math.floor(quality) : null;
}

function* without(rows: readonly Scored[]): Iterable<Scored> {
  for (const row of rows) if (row.bounceProbability === null) yield row;
}

function kindOf(door: Door, row: Scored): number {
  const grade = gradeOf(door, row);
  const cell = grade === null || row.label === null ? labelCells : grade * labelCount + row.label;
  const flags =
    (row.gold ? Flag.gold : 0) +
    (row.bounced ? Flag.bounced : 0) +
    (row.quality === null ? 0 : Flag.graded) +
    (row.labelProbabilities !== null && (door === 'output' || grade !== null) ? Flag.distribution : 0);
  return (cell << flagBits) + flags;
}

function worth(door: Door, { quality, bounced, gold }: Scored): number {
  if (quality === null) return 0;
  if (door === 'input') return (2 / 3) * (bounced ? quality - 1.5 : 1.5 - quality);
  return bounced === gold ? quality : -quality;
}

function correctness(door: Door, row: Scored): number {
  const { labelProbabilities: of, gold } = row;
  const grade = gradeOf(door, row);
  if (of === null || (door === 'input' && grade === null)) return 0;
  const total = of.reduce((sum, p) => sum + p, 0);
  const right =
    grade !== null
      ? (of[grade] as number)
      : gold
        ? (of[2] as number) + (of[3] as number)
        : (of[0] as number) + (of[1] as number);
  return 2 * right - total;
}

function rankedError(door: Door, row: Scored): number {
  const grade = gradeOf(door, row);
  if (row.labelProbabilities === null || grade === null) return 0;
  let cumulative = 0;
  let error = 0;
  for (let label = 0; label < labelCount - 1; label++) {
    cumulative += row.labelProbabilities[label] as number;
    error += (cumulative - (grade <= label ? 1 : 0)) ** 2;
  }
  return error / (labelCount - 1);
}
