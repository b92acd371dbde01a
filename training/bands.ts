import type { Band, Bands } from '../src/raters/local/figures.js';
import { bootstrap } from '../src/stats/bootstrap.js';
import { atBaseRate, type HeldOutRow } from './nested.js';

/** Bands begin at multiples of this probability. */
const step = 0.05;
/** A band of fewer rows is joined to its neighbour. */
const fewestRows = 30;

/**
 * What probabilities at a base rate turned out to mean on held-out rows: bands with enough rows each, in which the share
 * of wrong ones never falls as the probability rises (neighbours that break the order are pooled).
 */
export function bandsOf(rows: readonly HeldOutRow[], baseRate: number, seed: number): Bands {
  const rated = rows
    .map((row) => ({ row, probability: atBaseRate(row, baseRate) }))
    .sort((one, other) => one.probability - other.probability);
  const pools: Pool[] = [];
  for (const { row, probability } of rated) {
    const from = Math.floor(probability / step) * step;
    const last = pools.at(-1);
    if (last && (last.step === from || last.rows.length < fewestRows)) {
      last.rows.push(row);
      last.step = from;
    } else {
      pools.push({ from, step: from, rows: [row] });
    }
  }
  const few = pools.at(-1);
  if (few && pools.length > 1 && few.rows.length < fewestRows) joinLast(pools);
  const ordered: Pool[] = [];
  for (const pool of pools) {
    ordered.push(pool);
    while (ordered.length > 1 && wrongShare(ordered.at(-2)) >= wrongShare(ordered.at(-1))) joinLast(ordered);
  }
  return { baseRate, bands: ordered.map((pool, i) => bandOf(pool, i, seed)) };
}

interface Pool {
  /** Where it begins, and the last step that it has rows of. */
  readonly from: number;
  step: number;
  readonly rows: HeldOutRow[];
}

function joinLast(pools: Pool[]): void {
  const last = pools.pop() as Pool;
  const before = pools.at(-1) as Pool;
  before.rows.push(...last.rows);
  before.step = last.step;
}

function wrongShare(pool: Pool | undefined): number {
  const rows = pool?.rows ?? [];
  return rows.filter(({ bounce }) => bounce).length / rows.length;
}

/** The interval draws whole instances. */
function bandOf({ from, rows }: Pool, place: number, seed: number): Band {
  const numbers = new Map([...new Set(rows.map(({ instance }) => instance))].map((one, i) => [one, i]));
  const [share] = bootstrap(
    numbers.size,
    (counts) => {
      let [wrong, all] = [0, 0];
      for (const { instance, bounce } of rows) {
        const count = counts[numbers.get(instance) as number] as number;
        all += count;
        if (bounce) wrong += count;
      }
      return [wrong / all];
    },
    { seed },
  );
  if (!share) throw new Error('A band has no rows.');
  return { from: place === 0 ? 0 : from, rows: rows.length, share };
}
