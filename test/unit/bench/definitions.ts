import type { MetricId } from '../../../src/bench/metrics/registry.js';
import type { Scored } from '../../../src/bench/scored.js';
import type { Door } from '../../../src/core/rating.js';
import { type Estimate, quantile } from '../../../src/stats/bootstrap.js';
import { randomStream } from '../../../src/stats/random.js';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every figure straight from its definition, slowly, with rows and pairs in loops. NaN where it has no value. */
export function byDefinition(door: Door, rows: readonly Scored[], cost: number): Record<MetricId, number> {
  const graded = rows.filter((row) => row.quality !== null) as (Scored & { quality: number })[];
  const labelled = graded.filter((row) => row.label !== null) as (Scored & {
    quality: number;
    label: number;
  })[];
  const rated = rows.filter((row) => row.bounceProbability !== null) as (Scored & {
    bounceProbability: number;
  })[];
  const distributed = (door === 'input' ? graded : rows).filter((row) => row.labelProbabilities !== null);
  const accept = prf(rows, false);
  const bounce = prf(rows, true);
  const penalty = (each: number) =>
    mean(rows.map((row) => (row.bounced === row.gold ? 1 : row.bounced ? 0 : -each)));
  const bad = rows.filter((row) => row.gold);
  const good = rows.filter((row) => !row.gold);
  const risks = rated.map((_, i) => riskOfBest(rated, i + 1));
  const ticket = door === 'input';
  return {
    i_score: ticket
      ? (2 / 3) * mean(graded.map((row) => (-1) ** (1 - Number(row.bounced)) * (row.quality - 1.5)))
      : Number.NaN,
    o_score: ticket
      ? Number.NaN
      : mean(graded.map((row) => (-1) ** (Number(row.bounced) + Number(row.gold)) * row.quality)),
    f_macro: (accept.f1 + bounce.f1) / 2,
    r_b: 100 * mean(bad.map((row) => Number(row.bounced))),
    fnr_a: 100 * mean(good.map((row) => Number(row.bounced))),
    prec_accept: accept.precision,
    rec_accept: accept.recall,
    f_accept: accept.f1,
    prec_bounce: bounce.precision,
    rec_bounce: bounce.recall,
    f_bounce: bounce.f1,
    abstention_rate: mean(rows.map((row) => Number(row.bounced))),
    accepted_accuracy: mean(rows.filter((row) => !row.bounced).map((row) => Number(!row.gold))),
    penalty_0: penalty(0),
    penalty_1: penalty(1),
    penalty_10: penalty(10),
    penalty_n: penalty(rows.length),
    penalty_cost: penalty(cost),
    label_agreement: ticket ? mean(labelled.map((row) => Number(row.label === row.quality))) : Number.NaN,
    kappa: ticket ? kappa(labelled) : Number.NaN,
    rho: ticket
      ? pearson(midranks(labelled.map((row) => row.label)), midranks(labelled.map((row) => row.quality)))
      : Number.NaN,
    auroc: auroc(rated),
    auprc: averagePrecision(rated),
    brier: mean(rated.map((row) => (row.bounceProbability - Number(row.gold)) ** 2)),
    log_loss: -mean(
      rated.map(({ bounceProbability: p, gold }) => Math.log(Math.max(1e-12, gold ? p : 1 - p))),
    ),
    ece: calibrationError(rated),
    aurc: mean(risks),
    auarc: mean(risks.map((risk) => 1 - risk)),
    dcs: mean(
      distributed.map(({ labelProbabilities, quality, gold }) =>
        (labelProbabilities ?? []).reduce(
          (sum, p, label) => sum + ((ticket ? label === quality : label >= 2 === gold) ? p : -p),
          0,
        ),
      ),
    ),
    rps: ticket
      ? mean(
          distributed.map(({ labelProbabilities, quality }) =>
            mean(
              [0, 1, 2].map((last) => {
                const said = (labelProbabilities ?? []).slice(0, last + 1).reduce((a, b) => a + b, 0);
                return (said - Number((quality ?? 0) <= last)) ** 2;
              }),
            ),
          ),
        )
      : Number.NaN,
  };
}

function prf(rows: readonly Scored[], positive: boolean) {
  const hits = rows.filter((row) => row.bounced === positive && row.gold === positive).length;
  const predicted = rows.filter((row) => row.bounced === positive).length;
  const actual = rows.filter((row) => row.gold === positive).length;
  const precision = predicted === 0 ? 0 : hits / predicted;
  const recall = actual === 0 ? 0 : hits / actual;
  return { precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function kappa(rows: readonly { readonly label: number; readonly quality: number }[]): number {
  const share = (test: (row: { readonly label: number; readonly quality: number }) => boolean) =>
    rows.filter(test).length / rows.length;
  const observed = share((row) => row.label === row.quality);
  const chance = [0, 1, 2, 3].reduce(
    (sum, k) => sum + share((row) => row.label === k) * share((row) => row.quality === k),
    0,
  );
  return (observed - chance) / (1 - chance);
}

/** Rank 1 is the smallest; equal values share the mean of their ranks. */
function midranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const tied = values.filter((other) => other === value).length;
    return below + (tied + 1) / 2;
  });
}

function pearson(xs: readonly number[], ys: readonly number[]): number {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const sum = (of: (x: number, y: number) => number) =>
    xs.reduce((total, x, i) => total + of(x - meanX, (ys[i] as number) - meanY), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

type Rated = readonly { readonly bounceProbability: number; readonly gold: boolean }[];

function auroc(rows: Rated): number {
  const wins: number[] = [];
  for (const bad of rows.filter((row) => row.gold)) {
    for (const good of rows.filter((row) => !row.gold)) {
      const ahead = bad.bounceProbability - good.bounceProbability;
      wins.push(ahead > 0 ? 1 : ahead === 0 ? 0.5 : 0);
    }
  }
  return mean(wins);
}

/** Every probability that occurs is a threshold in turn, the highest first. */
function averagePrecision(rows: Rated): number {
  const bad = rows.filter((row) => row.gold).length;
  let reached = 0;
  let sum = 0;
  for (const threshold of [...new Set(rows.map((row) => row.bounceProbability))].sort((a, b) => b - a)) {
    const flagged = rows.filter((row) => row.bounceProbability >= threshold);
    const hits = flagged.filter((row) => row.gold).length;
    sum += (hits / bad - reached) * (hits / flagged.length);
    reached = hits / bad;
  }
  return bad === 0 ? Number.NaN : sum;
}

/** 15 bins of as many rows each as rounding allows, in the order of probability and then of the rows. */
function calibrationError(rows: Rated): number {
  const ascending = rows.toSorted((a, b) => a.bounceProbability - b.bounceProbability);
  const border = (bin: number) => Math.round((bin * rows.length) / 15);
  const gaps = Array.from({ length: 15 }, (_, bin) => {
    const inside = ascending.slice(border(bin), border(bin + 1));
    if (inside.length === 0) return 0;
    const gap =
      mean(inside.map((row) => row.bounceProbability)) - mean(inside.map((row) => Number(row.gold)));
    return (inside.length / rows.length) * Math.abs(gap);
  });
  return rows.length === 0 ? Number.NaN : gaps.reduce((a, b) => a + b, 0);
}

/** Expected share of bad ones among the `taken` rows of lowest probability, the tied ones at the border by lot. */
function riskOfBest(rows: Rated, taken: number): number {
  const border = rows.map((row) => row.bounceProbability).sort((a, b) => a - b)[taken - 1] as number;
  const below = rows.filter((row) => row.bounceProbability < border);
  const tied = rows.filter((row) => row.bounceProbability === border);
  const bad = (some: Rated) => some.filter((row) => row.gold).length;
  return (bad(below) + (bad(tied) * (taken - below.length)) / tied.length) / taken;
}

/** The risk-coverage area averaged over every order of the rows that their probabilities allow. */
export function aurcOverAllOrders(rows: Rated): number {
  const areas = orders(rows).flatMap((order) => {
    const ascends = order.every(
      (row, i) => i === 0 || (order[i - 1]?.bounceProbability ?? 0) <= row.bounceProbability,
    );
    if (!ascends) return [];
    return [mean(order.map((_, i) => order.slice(0, i + 1).filter((row) => row.gold).length / (i + 1)))];
  });
  return mean(areas);
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The clustered bootstrap of one figure, with the rows of each drawn group one after the other. */
export function clusteredBootstrap(
  groups: readonly string[],
  figure: (rows: readonly number[]) => number,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Estimate {
  const names = [...new Set(groups)];
  const random = randomStream(seed);
  const values = Array.from({ length: draws }, () =>
    figure(
      names.flatMap(() => {
        const name = names[Math.floor(random() * names.length)];
        return groups.flatMap((group, row) => (group === name ? [row] : []));
      }),
    ),
  );
  const ascending = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return {
    value: figure(groups.map((_, row) => row)),
    low: quantile(ascending, 0.025),
    high: quantile(ascending, 0.975),
  };
}
