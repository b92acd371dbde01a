import { type RatedCase, thresholdBetween } from './riskCoverage.js';
import { binomialTail, hypergeometricTail } from './tails.js';

/** A promise on risk: at most `alpha` of what is accepted deserves a bounce, with confidence 1 − `delta`. */
export interface RiskPromise {
  /** 0..1, both ends excluded. */
  readonly alpha: number;
  /** 0..1, both ends excluded. */
  readonly delta: number;
  /**
   * How many next cases the promise is about, accepted or not; `Infinity` for the long run. On few cases chance alone
   * can break what holds in the long run, so the promise is the harder to give the fewer there are.
   */
  readonly next: number;
}

/** The laxest threshold that keeps a promise, or how near the strictest ones came to it. */
export type RiskTarget =
  | { readonly threshold: number; readonly accepted: number; readonly wrong: number }
  | { readonly threshold: null };

interface Step {
  readonly threshold: number;
  readonly accepted: number;
  readonly wrong: number;
  /** p-value of «more than alpha of the next accepted cases deserve a bounce». */
  readonly pValue: number;
}

/** Shares of the cases that the tested thresholds accept: from the first on in steps of a hundredth. */
const firstCoverage = 0.05;
const coverageStep = 0.01;

/**
 * Learn then test (Angelopoulos et al. 2021): thresholds are tested from strict to lax, each at level δ, until the
 * first fails; the last that passed is taken (fixed-sequence testing needs no correction for their number). Which
 * thresholds are tested follows from the probabilities alone, never from what was right.
 */
export function riskTarget(cases: readonly RatedCase[], promise: RiskPromise): RiskTarget {
  let last: Step | undefined;
  for (const step of steps(cases, promise)) {
    if (step.pValue > promise.delta) break;
    last = step;
  }
  return last
    ? { threshold: last.threshold, accepted: last.accepted, wrong: last.wrong }
    : { threshold: null };
}

function* steps(cases: readonly RatedCase[], promise: RiskPromise): Generator<Step> {
  const ascending = [...cases].sort((a, b) => a.probability - b.probability);
  const clusters = new Map<string, Cluster>();
  let wrong = 0;
  let due = firstCoverage;
  for (const [i, { probability, bounce, instance }] of ascending.entries()) {
    const cluster = clusters.get(instance) ?? { accepted: 0, wrong: 0 };
    cluster.accepted++;
    if (bounce) {
      cluster.wrong++;
      wrong++;
    }
    clusters.set(instance, cluster);
    const accepted = i + 1;
    const next = ascending[i + 1]?.probability;
    if (next === probability || accepted < due * cases.length) continue;
    due = accepted / cases.length + coverageStep;
    yield {
      threshold: thresholdBetween(probability, next),
      accepted,
      wrong,
      pValue: pValue(accepted, wrong, [...clusters.values()], promise, promise.next / cases.length),
    };
  }
}

interface Cluster {
  accepted: number;
  wrong: number;
}

function pValue(
  accepted: number,
  wrong: number,
  clusters: readonly Cluster[],
  { alpha }: RiskPromise,
  nextForEach: number,
): number {
  const effective = accepted / designEffect(accepted, wrong, clusters);
  const n = Math.floor(effective);
  const k = Math.ceil((wrong / accepted) * n - 1e-9);
  if (nextForEach === Number.POSITIVE_INFINITY) return binomialTail(k, n, alpha);
  const next = Math.floor(effective * nextForEach);
  const broken = Math.floor(alpha * next + 1e-9) + 1;
  if (next === 0 || broken > next) return 1;
  return hypergeometricTail(k, n + next, k + broken, n);
}

/**
 * By how much cases that share an instance widen the risk's variance against independent ones (Kish 1965; the
 * effective sample size in a Clopper–Pearson bound is Korn and Graubard's, 1998). At least 1. Where all or none are
 * wrong the data can't tell, and an instance counts as one case.
 */
function designEffect(accepted: number, wrong: number, clusters: readonly Cluster[]): number {
  const asOne = clusters.reduce((sum, cluster) => sum + cluster.accepted ** 2, 0) / accepted;
  const risk = wrong / accepted;
  const independent = accepted * risk * (1 - risk);
  if (independent === 0 || clusters.length < 2) return asOne;
  const squares = clusters.reduce((sum, one) => sum + (one.wrong - risk * one.accepted) ** 2, 0);
  return Math.max(1, (squares / independent) * (clusters.length / (clusters.length - 1)));
}
