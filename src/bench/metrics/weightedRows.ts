import type { Door } from '../../core/rating.js';
import { type Ranking, type Runs, ranked, riskCoverageArea, runsOf } from '../../stats/ranking.js';
import type { Scored } from '../scored.js';

/** What a metric reads from a row; null where the row has no such value and does not count. */
export type RowValue = (row: Scored, door: Door) => number | null;

/** The values of the rows that have one, and where these rows stand. */
interface Column {
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/**
 * Scored rows in the order of their bounce probabilities; rows without one stand last. What a metric reads from a row is
 * read once, so that a draw of the bootstrap only weighs it.
 */
export class Rows {
  /** Of the rows with a probability. */
  readonly ranking: Ranking;
  readonly clusters: number;
  /** The group of each row; groups are numbered in the order of the rows they came from. */
  readonly cluster: Int32Array;
  private readonly sorted: readonly Scored[];
  private readonly columns = new Map<RowValue, Column>();

  /** @param cost what one wrong accept costs in `penalty_cost`, in units of one right one; 0 or more */
  constructor(
    readonly door: Door,
    rows: readonly Scored[],
    readonly cost = 1,
  ) {
    const probabilityOf = (row: Scored) => row.bounceProbability as number;
    const rated = rows
      .filter((row) => row.bounceProbability !== null)
      .sort((a, b) => probabilityOf(a) - probabilityOf(b));
    this.ranking = ranked(
      rated.map(probabilityOf),
      rated.map(({ gold }) => gold),
    );
    this.sorted = [...rated, ...rows.filter((row) => row.bounceProbability === null)];
    const numbers = new Map([...new Set(rows.map(({ group }) => group))].map((group, i) => [group, i]));
    this.clusters = numbers.size;
    this.cluster = Int32Array.from(this.sorted, ({ group }) => numbers.get(group) as number);
  }

  column(of: RowValue): Column {
    const known = this.columns.get(of);
    if (known) return known;
    const all = this.sorted.map((row) => of(row, this.door));
    const column = {
      rows: Int32Array.from(all.flatMap((value, row) => (value === null ? [] : [row]))),
      values: Float64Array.from(all.filter((value) => value !== null)),
    };
    this.columns.set(of, column);
    return column;
  }
}

/** Rows of which each counts as often as its cluster was drawn: the same as over rows that are repeated so. */
export class WeightedRows {
  readonly weights: Int32Array;
  private readonly counted = new Map<RowValue, Float64Array>();
  private knownRuns: Runs | undefined;
  private knownArea: number | undefined;

  /** @param counts how often each cluster was drawn; once unless given */
  constructor(
    readonly of: Rows,
    counts?: Int32Array,
  ) {
    const { cluster } = of;
    this.weights = new Int32Array(cluster.length).fill(1);
    if (!counts) return;
    for (let i = 0; i < cluster.length; i++) this.weights[i] = counts[cluster[i] as number] as number;
  }

  /** The mean over the rows that have the value. */
  mean(value: RowValue): number {
    const { rows, values } = this.of.column(value);
    const { weights } = this;
    let sum = 0;
    let total = 0;
    for (let i = 0; i < rows.length; i++) {
      const weight = weights[rows[i] as number] as number;
      sum += weight * (values[i] as number);
      total += weight;
    }
    return sum / total;
  }

  /** How many rows have each value, of the whole numbers below `cells`. */
  count(value: RowValue, cells: number): Float64Array {
    const known = this.counted.get(value);
    if (known) return known;
    const { rows, values } = this.of.column(value);
    const { weights } = this;
    const counts = new Float64Array(cells);
    for (let i = 0; i < rows.length; i++) {
      const cell = values[i] as number;
      counts[cell] = (counts[cell] as number) + (weights[rows[i] as number] as number);
    }
    this.counted.set(value, counts);
    return counts;
  }

  /** The runs of equal probabilities. */
  get runs(): Runs {
    this.knownRuns ??= runsOf(this.of.ranking, this.weights);
    return this.knownRuns;
  }

  /** The area under the risk–coverage curve, of which two metrics are made. */
  get riskCoverageArea(): number {
    this.knownArea ??= riskCoverageArea(this.runs);
    return this.knownArea;
  }
}
