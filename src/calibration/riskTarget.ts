import { type RatedCase, thresholdBetween } from '../stats/riskCoverage.js';
import { binomialTail, hypergeometricTail } from '../stats/tails.js';

/** A promise on risk: at most `alpha` of what is accepted deserves a bounce, with confidence 1 − `delta`. */
export interface RiskPromise {
  /** 0..1, both ends excluded. */
  readonly alpha: number;
  /** 0..1, both ends excluded. */
  readonly delta: number;
  /**
   * How many next cases the promise is about, accepted or not; `Infinity` for the long run. On few cases chance alone
   * can break what holds in the long run: over 500 random halves of 3,119 labelled patches, long-run promises at
   * δ = 0.1 were broken on the other half in 13 to 16% of the splits, promises about that half in 6 to 9%.
   */
  readonly next: number;
}

/** Shares of the cases that the tested thresholds accept: from the first on in steps of a hundredth. */
const firstCoverage = 0.05;
const coverageStep = 0.01;
/** The first threshold accepts so many that the promise would bear this many wrong ones: one must not end it all. */
const roomForWrong = 2;

/**
 * The laxest threshold that keeps a promise, and what it accepts of the cases; undefined where none does.
 *
 * Learn then test (Angelopoulos et al. 2021): thresholds are tested from strict to lax, each at level δ, until the
 * first fails; the last that passed is taken (fixed-sequence testing needs no correction for their number). What is
 * tested must follow from the rater's answers alone, never from what was right. A calibration that was fitted on these
 * very cases keeps the order of the answers, but which of them it gives one probability depends on what was right; so
 * every answer is a step of the sequence, also where no threshold parts it from the next, and only steps with a
 * threshold are taken. (Where a rater states a probability at times and a label alone at others, how the two lie among
 * each other is learned; the tests measure that this breaks no promise.)
 */
export function riskTarget(cases: readonly RatedCase[], promise: RiskPromise) {
  let last: { threshold: number; accepted: number; wrong: number } | undefined;
  for (const { threshold, accepted, wrong, pValue } of steps(cases, promise)) {
    if (pValue > promise.delta) break;
    if (threshold !== undefined) last = { threshold, accepted, wrong };
  }
  return last;
}

/** The sequence: `pValue` is that of "more than alpha of the next accepted cases deserve a bounce". */
function* steps(cases: readonly RatedCase[], promise: RiskPromise) {
  const ascending = [...cases].sort((a, b) => a.probability - b.probability || answerOf(a) - answerOf(b));
  const clusters = new Map<string, Cluster>();
  let wrong = 0;
  let due = firstCoverage;
  for (const [i, one] of ascending.entries()) {
    const { probability, bounce, instance } = one;
    const cluster = clusters.get(instance) ?? { accepted: 0, wrong: 0 };
    cluster.accepted++;
    if (bounce) {
      cluster.wrong++;
      wrong++;
    }
    clusters.set(instance, cluster);
    const accepted = i + 1;
    const next = ascending[i + 1];
    const ties = next?.probability === probability;
    if ((ties && answerOf(next) === answerOf(one)) || accepted < due * cases.length) continue;
    due = accepted / cases.length + coverageStep;
    const seen = [...clusters.values()];
    const independent = accepted / wholeInstances(accepted, seen);
    if (pValueOf(roomForWrong, Math.floor(independent), promise, cases.length) > promise.delta) continue;
    yield {
      // No threshold parts two answers of one probability.
      threshold: ties ? undefined : thresholdBetween(probability, next?.probability),
      accepted,
      wrong,
      pValue: clusteredPValue(accepted, wrong, seen, promise, cases.length),
    };
  }
}

function answerOf({ answer, probability }: RatedCase): number {
  return answer ?? probability;
}

interface Cluster {
  accepted: number;
  wrong: number;
}

function clusteredPValue(
  accepted: number,
  wrong: number,
  clusters: readonly Cluster[],
  promise: RiskPromise,
  rows: number,
): number {
  const n = Math.floor(accepted / designEffect(accepted, wrong, clusters));
  return pValueOf(Math.ceil((wrong / accepted) * n - 1e-9), n, promise, rows);
}

/**
 * The chance of so few wrong among `n` independent cases if the promise were broken: in the long run a binomial tail
 * (Clopper and Pearson's test); for a finite number of next cases, which are as good as drawn from one pot with
 * these, the hypergeometric tail of the mildest way to break it.
 */
function pValueOf(wrong: number, n: number, { alpha, next }: RiskPromise, rows: number): number {
  if (next === Number.POSITIVE_INFINITY) return binomialTail(wrong, n, alpha);
  const nextAccepted = Math.floor((n * next) / rows);
  const broken = Math.floor(alpha * nextAccepted + 1e-9) + 1;
  if (broken > nextAccepted) return 1;
  return hypergeometricTail(wrong, n + nextAccepted, wrong + broken, n);
}

/**
 * By how much cases that share an instance widen the risk's variance against independent ones (Kish 1965; the
 * effective sample size in a Clopper–Pearson bound is Korn and Graubard's, 1998). At least 1. Where all or none are
 * wrong the data can't tell, and an instance counts as one case.
 */
function designEffect(accepted: number, wrong: number, clusters: readonly Cluster[]): number {
  const risk = wrong / accepted;
  const independent = accepted * risk * (1 - risk);
  if (independent === 0 || clusters.length < 2) return wholeInstances(accepted, clusters);
  const squares = clusters.reduce((sum, one) => sum + (one.wrong - risk * one.accepted) ** 2, 0);
  return Math.max(1, (squares / independent) * (clusters.length / (clusters.length - 1)));
}

/** The design effect where an instance's cases are all right or all wrong together. */
function wholeInstances(accepted: number, clusters: readonly Cluster[]): number {
  return clusters.reduce((sum, cluster) => sum + cluster.accepted ** 2, 0) / accepted;
}
