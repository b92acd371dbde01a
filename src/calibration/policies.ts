import { nouns, percent, plurals } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { type RatedCase, riskCoverageAt, riskCoverageLine } from '../stats/riskCoverage.js';
import { type RiskPromise, riskTarget } from './riskTarget.js';

/** A threshold on the calibrated bounce probability (bounce from it on), and what it does on the labelled cases. */
export interface ChosenPolicy {
  readonly threshold: number;
  /** Share of the accepted that deserves a bounce, 0..1; null where nothing is accepted. */
  readonly expectedRisk: number | null;
  /** Share that is accepted, 0..1. */
  readonly expectedCoverage: number;
  /** Null where nothing is promised. */
  readonly guarantee: Pick<RiskPromise, 'alpha' | 'delta'> | null;
  /** One sentence for people. */
  readonly explanation: string;
}

/** Why no threshold does what is asked, and what to do. */
export interface ImpossiblePolicy {
  readonly impossible: string;
  readonly nextStep: string;
}

/** Bounces from a threshold on that somebody set. */
export function fixedPolicy(door: Door, cases: readonly RatedCase[], threshold: number): ChosenPolicy {
  return chosen(
    cases,
    threshold,
    `A ${nouns[door]} is bounced at a bounce probability of ${percent(threshold)} or more.`,
  );
}

/** What mistakes cost, in units of one right acceptance; any unit will do, only their ratio counts. */
export interface Costs {
  /** Accepting what deserved a bounce: a wrong merge, or work on a hopeless ticket. */
  readonly wrongAccept: number;
  readonly needlessBounce: number;
}

/**
 * Accepts where accepting has the lower expected cost, p · c ≤ (1 − p) · d, so that the threshold is d / (c + d)
 * (Chow 1970; Elkan 2001). It needs no cases, but is only right for probabilities that are calibrated.
 */
export function costPolicy(
  door: Door,
  cases: readonly RatedCase[],
  { wrongAccept, needlessBounce }: Costs,
): ChosenPolicy | ImpossiblePolicy {
  const total = wrongAccept + needlessBounce;
  if (!(wrongAccept >= 0 && needlessBounce >= 0 && total > 0 && Number.isFinite(total))) {
    return {
      impossible: 'Costs must be numbers from 0 on, and one of them above 0.',
      nextStep: 'Say what a wrong acceptance and a needless bounce cost.',
    };
  }
  const threshold = needlessBounce / total;
  return chosen(
    cases,
    threshold,
    `A wrongly accepted ${nouns[door]} costs ${wrongAccept} and a needless bounce ${needlessBounce}, so accepting pays below a bounce probability of ${percent(threshold)}.`,
  );
}

/** The threshold that accepts a share of the inputs, or the nearest share below where many tie. */
export function coveragePolicy(
  door: Door,
  cases: readonly RatedCase[],
  share: number,
): ChosenPolicy | ImpossiblePolicy {
  if (!(share >= 0 && share <= 1)) {
    return { impossible: `A share is a number from 0 to 1, not ${share}.`, nextStep: 'Give such a share.' };
  }
  if (cases.length === 0) return noCases(door);
  const line = riskCoverageLine(cases);
  const point = line.findLast(({ coverage }) => coverage <= share + 1e-9);
  const { threshold, coverage } = point ?? riskCoverageAt(cases, 0);
  const next = line.find((one) => one.coverage > coverage);
  const tied =
    next && share - coverage > 0.05
      ? ` The next ones have one probability: with them it is ${percent(next.coverage)}, from a bounce probability of ${Number(next.threshold.toPrecision(4))} on.`
      : '';
  return chosen(
    cases,
    threshold,
    coverage === 0
      ? `No ${nouns[door]} is accepted.${tied}`
      : `The likeliest ${percent(coverage)} of the ${plurals[door]} to be right are accepted.${tied}`,
  );
}

/**
 * The laxest threshold below which at most `alpha` of what is accepted deserves a bounce, with confidence 1 − `delta`
 * ({@link riskTarget}); impossible where the cases can't bear that out. By default the promise is about as many next
 * cases as these.
 */
export function riskPolicy(
  door: Door,
  cases: readonly RatedCase[],
  { alpha, delta, next = cases.length }: Pick<RiskPromise, 'alpha' | 'delta'> & { readonly next?: number },
): ChosenPolicy | ImpossiblePolicy {
  if (!(alpha > 0 && alpha < 1 && delta > 0 && delta < 1)) {
    return {
      impossible: 'A risk and the chance to break it are numbers between 0 and 1.',
      nextStep: 'Give such numbers, for example a risk of 0.2 and a chance of 0.1.',
    };
  }
  if (cases.length === 0) return noCases(door);
  const target = riskTarget(cases, { alpha, delta, next });
  const promise = `at most ${percent(alpha)} of the accepted ${plurals[door]} need rework, with ${percent(1 - delta)} confidence`;
  if (!target) {
    const instances = new Set(cases.map(({ instance }) => instance)).size;
    return {
      impossible: `Not enough data to promise that ${promise}: ${cases.length.toLocaleString('en')} labeled ${plurals[door]} of ${instances.toLocaleString('en')} instances do not bear it out.`,
      nextStep: 'Accept a higher risk or less confidence, choose a rater that ranks better, or label more.',
    };
  }
  return {
    ...chosen(
      cases,
      target.threshold,
      `${promise[0]?.toUpperCase()}${promise.slice(1)}: of ${target.accepted} labeled ones that it accepts, ${target.wrong} do.`,
    ),
    guarantee: { alpha, delta },
  };
}

/** What a policy is to do, as plain data. */
export type PolicyWish =
  | { readonly kind: 'threshold'; readonly threshold: number }
  | ({ readonly kind: 'cost' } & Costs)
  | ({ readonly kind: 'risk' } & Pick<RiskPromise, 'alpha' | 'delta'>)
  | { readonly kind: 'coverage'; readonly share: number };

/** The threshold that does what is wished, and what it does on the labelled cases. */
export function choosePolicy(
  door: Door,
  cases: readonly RatedCase[],
  wish: PolicyWish,
): ChosenPolicy | ImpossiblePolicy {
  if (wish.kind === 'threshold') return fixedPolicy(door, cases, wish.threshold);
  if (wish.kind === 'cost') return costPolicy(door, cases, wish);
  return wish.kind === 'risk' ? riskPolicy(door, cases, wish) : coveragePolicy(door, cases, wish.share);
}

function noCases(door: Door): ImpossiblePolicy {
  return {
    impossible: `There are no labeled ${plurals[door]} to choose a threshold on.`,
    nextStep: `Label some ${plurals[door]}, or set the threshold yourself.`,
  };
}

function chosen(cases: readonly RatedCase[], threshold: number, explanation: string): ChosenPolicy {
  const { risk, coverage } = riskCoverageAt(cases, threshold);
  return { threshold, expectedRisk: risk, expectedCoverage: coverage, guarantee: null, explanation };
}
