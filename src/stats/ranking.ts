/** Rows in ascending order of their scores; rows of one score stay in the order in which they came. */
export interface Ranking {
  readonly scores: Float64Array;
  /** 1 for a positive row, 0 for a negative one; a share in between where ties are {@link pooled}. */
  readonly truths: Float64Array;
  /** Where each run of equal scores ends (exclusive). */
  readonly ends: Int32Array;
}

/**
 * How many rows have each of the scores that occur, ascending, and how many of them are positive: all that a measure
 * of the order alone needs. Every such measure below is over these, so that a row with weight 2 counts as two rows,
 * and rows without weights count once.
 */
export interface Runs {
  readonly sizes: Float64Array;
  readonly positives: Float64Array;
  readonly total: number;
  readonly totalPositive: number;
}

export function ranked(scores: readonly number[], positives: readonly boolean[]): Ranking {
  const order = scores.map((_, row) => row).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const sorted = Float64Array.from(order, (row) => scores[row] as number);
  return {
    scores: sorted,
    truths: Float64Array.from(order, (row) => (positives[row] ? 1 : 0)),
    ends: Int32Array.from(order.flatMap((_, i) => (sorted[i] === sorted[i + 1] ? [] : [i + 1]))),
  };
}

/** The ranking with each tie's share of positives in place of its rows' truths, which then have no order. */
export function pooled(ranking: Ranking): Ranking {
  const truths = Float64Array.from(ranking.truths);
  let start = 0;
  for (const end of ranking.ends) {
    const tied = truths.subarray(start, end);
    tied.fill(tied.reduce((sum, truth) => sum + truth, 0) / tied.length);
    start = end;
  }
  return { ...ranking, truths };
}

/** Each row counts once. */
export function equalWeights({ scores }: Ranking): Int32Array {
  return new Int32Array(scores.length).fill(1);
}

/** @param weights how often each row of the ranking counts, whole numbers from 0 */
export function runsOf(ranking: Ranking, weights = equalWeights(ranking)): Runs {
  const { truths, ends } = ranking;
  const sizes = new Float64Array(ends.length);
  const positives = new Float64Array(ends.length);
  let filled = 0;
  let total = 0;
  let totalPositive = 0;
  let row = 0;
  for (let run = 0; run < ends.length; run++) {
    const end = ends[run] as number;
    let size = 0;
    let positive = 0;
    for (; row < end; row++) {
      const weight = weights[row] as number;
      size += weight;
      positive += weight * (truths[row] as number);
    }
    if (size === 0) continue;
    sizes[filled] = size;
    positives[filled++] = positive;
    total += size;
    totalPositive += positive;
  }
  return {
    sizes: sizes.subarray(0, filled),
    positives: positives.subarray(0, filled),
    total,
    totalPositive,
  };
}

/**
 * Area under the ROC curve: the probability that a positive row has a higher score than a negative one, ties counting
 * half (Mann and Whitney's U over the number of pairs). 0..1; not a number where one class is missing.
 */
export function auroc({ sizes, positives, total, totalPositive }: Runs): number {
  let orderedPairs = 0;
  let negativeBefore = 0;
  for (let run = 0; run < sizes.length; run++) {
    const positive = positives[run] as number;
    const negative = (sizes[run] as number) - positive;
    orderedPairs += positive * (negativeBefore + negative / 2);
    negativeBefore += negative;
  }
  return orderedPairs / (totalPositive * (total - totalPositive));
}

/** Average precision on the positive class, each distinct score being one threshold, without interpolation. 0..1. */
export function averagePrecision({ sizes, positives, total, totalPositive }: Runs): number {
  let precisions = 0;
  let before = 0;
  let positiveBefore = 0;
  for (let run = 0; run < sizes.length; run++) {
    const positive = positives[run] as number;
    precisions += (positive * (totalPositive - positiveBefore)) / (total - before);
    before += sizes[run] as number;
    positiveBefore += positive;
  }
  return precisions / totalPositive;
}

/**
 * Area under the risk–coverage curve: the mean over k = 1..n of the share of positives among the k rows of the lowest
 * scores, ties in expectation (Geifman and El-Yaniv 2017). 0..1.
 */
export function riskCoverageArea({ sizes, positives, total }: Runs): number {
  let risks = 0;
  let before = 0;
  let positiveBefore = 0;
  for (let run = 0; run < sizes.length; run++) {
    const size = sizes[run] as number;
    const positive = positives[run] as number;
    const share = positive / size;
    for (let taken = 1; taken <= size; taken++) risks += (positiveBefore + taken * share) / (before + taken);
    before += size;
    positiveBefore += positive;
  }
  return risks / total;
}

/**
 * Share of negatives among the given share of rows with the lowest scores (at least one row), rows that tie at the
 * border in proportion. 0..1.
 */
export function lowestPrecision({ sizes, positives, total }: Runs, share: number): number {
  const taken = Math.max(1, Math.round(share * total));
  let before = 0;
  let negativeBefore = 0;
  let run = 0;
  for (; before + (sizes[run] as number) < taken; run++) {
    before += sizes[run] as number;
    negativeBefore += (sizes[run] as number) - (positives[run] as number);
  }
  const size = sizes[run] as number;
  const negative = size - (positives[run] as number);
  return (negativeBefore + (negative * (taken - before)) / size) / taken;
}
