import { labelWords, meansBounce } from './labelWords.js';
import type { CouldNotRate, Door, Rating } from './rating.js';

/** The user's rules that turn a rating into a decision. Text of a ticket or patch never reaches them. */
export interface Policy {
  /** Abstain from this bounce probability on, 0..1. */
  readonly threshold: number;
  /** Abstain when a smaller share of the input was reviewed, 0..1. */
  readonly minimumCoverage: number;
  /** Let an input through that could not be rated. Off by default: the door fails closed. */
  readonly failOpen: boolean;
}

/** `unrated` means that there is no rating to decide on; it is never a kind of proceed or abstain. */
export const outcomes = ['proceed', 'abstain', 'unrated'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Decision {
  readonly outcome: Outcome;
  /** Whether the work may go on: on proceed, and on unrated where the user set the door to fail open. */
  readonly mayProceed: boolean;
  /** One sentence that names the rule which decided. */
  readonly because: string;
}

/** Decides on a rating. Blockers come first, then coverage, then the threshold. */
export function decide(rating: Rating, policy: Policy): Decision {
  const blocker = rating.evidence.find((fact) => fact.level === 'blocker');
  if (blocker) return abstain(blocker.sentence);
  const { share } = rating.coverage;
  if (share < policy.minimumCoverage) {
    return abstain(
      `${share === 0 ? 'Nothing' : `Only ${percent(share)}`} of the ${nouns[rating.door]} was reviewed; the minimum is ${percent(policy.minimumCoverage)}.`,
    );
  }
  if (rating.probabilitySource === 'label') {
    const bounces = rating.bounceProbability >= 0.5;
    const because = `The rater calls this ${labelWords[rating.label].toLowerCase()} and gives no probability.`;
    return bounces ? abstain(because) : { outcome: 'proceed', mayProceed: true, because };
  }
  const isCalibrated = rating.probabilitySource === 'calibrated';
  const [probability, threshold] = percents(rating.bounceProbability, policy.threshold);
  const chance = `The ${isCalibrated ? 'calibrated ' : ''}bounce probability of ${probability}`;
  const bounces = rating.bounceProbability >= policy.threshold;
  const rule = `${bounces ? 'reaches' : 'is below'} the threshold of ${threshold}`;
  const because = `${chance} ${rule}${isCalibrated ? otherwiseByLabel(rating, bounces) : ''}.`;
  return bounces ? abstain(because) : { outcome: 'proceed', mayProceed: true, because };
}

/** Says so where the label that a probability was made from means the other side. */
function otherwiseByLabel({ door, label }: Rating, bounces: boolean): string {
  const byLabel = meansBounce(door, label);
  return byLabel === bounces ? '' : `, although the rater calls this ${labelWords[label].toLowerCase()}`;
}

/** Decides on an input that could not be rated. */
export function decideUnrated(failure: Pick<CouldNotRate, 'message'>, door: Door, policy: Policy): Decision {
  return {
    outcome: 'unrated',
    mayProceed: policy.failOpen,
    because: policy.failOpen
      ? `${failure.message} It may proceed all the same, because you let unrated ${plurals[door]} through.`
      : failure.message,
  };
}

/** What each door judges. */
export const nouns: Readonly<Record<Door, string>> = { input: 'ticket', output: 'patch' };
export const plurals: Readonly<Record<Door, string>> = { input: 'tickets', output: 'patches' };

/** A share as a percentage for people. Never rounds up to 100% or down to 0%. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return '99%';
  if (rounded === 0 && share > 0) return '1%';
  return `${rounded}%`;
}

/** Two shares as percentages that read alike only where the shares are equal. */
export function percents(one: number, other: number): [string, string] {
  const plain: [string, string] = [percent(one), percent(other)];
  if (one === other || plain[0] !== plain[1]) return plain;
  for (let digits = 1; ; digits++) {
    const [a, b] = [(one * 100).toFixed(digits), (other * 100).toFixed(digits)];
    if (a !== b || digits === 15) return [`${a}%`, `${b}%`];
  }
}

function abstain(because: string): Decision {
  return { outcome: 'abstain', mayProceed: false, because };
}
