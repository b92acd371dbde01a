import { round } from './round.js';

export const mostBins = 64;

/** A feature's values, cut into bins. */
export interface Column {
  /** The bin of each row. */
  readonly bins: Uint8Array;
  /** `borders[b]` lies between the values of bin b and of bin b + 1. */
  readonly borders: readonly number[];
}

export function binned(values: readonly number[]): Column {
  const sorted = [...values].sort((a, b) => a - b);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const cuts =
    distinct.length <= mostBins
      ? distinct
      : [
          ...new Set(
            Array.from(
              { length: mostBins },
              (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / mostBins) - 1] as number,
            ),
          ),
        ];
  // A border halfway to the next value that occurs, so that unseen values fall to the nearer side.
  const borders = cuts.slice(0, -1).map((cut) => {
    const next = distinct[firstAtLeast(distinct, cut) + 1] as number;
    return rounded((cut + next) / 2, cut, next);
  });
  return { bins: Uint8Array.from(values, (value) => firstAtLeast(borders, value)), borders };
}

/** The value to five digits where that still separates its neighbours: a model in JSON stays small. */
function rounded(border: number, below: number, above: number): number {
  const short = round(border);
  return short >= below && short < above ? short : border;
}

function firstAtLeast(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
