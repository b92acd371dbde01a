import { labelWords, meansBounce } from './labelWords.js';
import type { CouldNotRate, Door, Rating } from './rating.js';

/** Who looks at the work next; the first is the default. */
export const reviewers = ['person', 'nobody'] as const;
export type Reviewer = (typeof reviewers)[number];

/** What a limit comes from: who looks next, or a threshold of the user's own, which stands above that. */
export const policyKinds = [...reviewers, 'threshold'] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** What the user says of the decisions on tickets, or on patches. */
export interface Rules {
  /** The bounce probability from which to abstain, 0..1; null for what {@link next} means. */
  readonly threshold?: number | null;
  readonly next?: Reviewer;
  /** The most risk that may proceed where nobody looks next, 0..1. */
  readonly risk?: number;
  /** Let through what could not be rated. */
  readonly failOpen?: boolean;
}

/** Where a rater's probabilities start to mean something where a person looks next, 0..1. */
export interface Limits {
  /** Abstain from here on. */
  readonly abstain: number;
  /** Proceed with the questions from here on. */
  readonly ask?: number;
}

/** The risk that may proceed where nobody looks next and the user names none. */
export const usualRisk = 0.1;

/** The rules that turn a rating into a decision. Text of a ticket or patch never reaches them. */
export interface Policy {
  /** Who looks next; absent where the user set a threshold. */
  readonly next?: Reviewer;
  /** Abstain from this bounce probability on, or above it where nobody looks next; 0..1. */
  readonly threshold: number;
  /** Proceed with the questions from this bounce probability on, 0..1. */
  readonly ask?: number;
  /** Abstain when a smaller share of the input was reviewed, 0..1. */
  readonly minimumCoverage: number;
  /** Let an input through that could not be rated. Off by default: the door fails closed. */
  readonly failOpen: boolean;
}

/** The policy that the user's rules make of a rater's limits. */
export function policyOf(rules: Rules, { abstain, ask }: Limits, minimumCoverage: number): Policy {
  const { threshold = null, next = 'person', risk = usualRisk, failOpen = false } = rules;
  const others = { minimumCoverage, failOpen };
  if (threshold !== null) return { threshold, ...others };
  return next === 'nobody'
    ? { next, threshold: risk, ...others }
    : { next, threshold: abstain, ask, ...others };
}

/** `unrated` means that there is no rating to decide on; it is never a kind of proceed or abstain. */
export const outcomes = ['proceed', 'abstain', 'unrated'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Decision {
  readonly outcome: Outcome;
  /** Whether the work may go on: on proceed, and on unrated where the user set the door to fail open. */
  readonly mayProceed: boolean;
  /** Whether it may proceed, but its questions should be asked. */
  readonly asks: boolean;
  /** One or two sentences that name the rule which decided. */
  readonly because: string;
}

/** Decides on a rating. Blockers come first, then coverage, then who looks next or the threshold. */
export function decide(rating: Rating, policy: Policy): Decision {
  const blocker = rating.evidence.find((fact) => fact.level === 'blocker');
  if (blocker) return abstain(blocker.sentence);
  const { share } = rating.coverage;
  if (share < policy.minimumCoverage) {
    return abstain(
      `${share === 0 ? 'Nothing' : `Only ${percent(share)}`} of the ${nouns[rating.door]} was reviewed; the minimum is ${percent(policy.minimumCoverage)}.`,
    );
  }
  if (rating.probabilitySource === 'label') return byLabel(rating, policy);
  if (!Number.isFinite(rating.bounceProbability))
    return abstain('The rater gave no usable probability. Rate again, or ask another rater.');
  return policy.next === 'nobody' ? byRisk(rating, policy) : byLimit(rating, policy);
}

function byLabel({ label, bounceProbability }: Rating, { next }: Policy): Decision {
  const bounces = bounceProbability >= 0.5;
  if (next === 'nobody' && !bounces)
    return abstain(
      'Nobody reviews next, and a label without a probability promises no risk. Ask a model that gives a probability, or let a person review.',
    );
  const because = `The rater calls this ${labelWords[label].toLowerCase()} and gives no probability.`;
  return bounces ? abstain(because) : proceed(because);
}

function byRisk({ bounceProbability, probabilitySource }: Rating, { threshold }: Policy): Decision {
  const numbers = riskWords(bounceProbability, threshold);
  if (bounceProbability <= threshold)
    return proceed(`${numbers} Nobody reviews next, and you accept this much.`);
  const nextStep =
    probabilitySource === 'model' ? 'Ask a model, or let a person review.' : 'Let a person review.';
  return abstain(`${numbers} Nobody reviews next, and that is more than you accept. ${nextStep}`);
}

function byLimit(rating: Rating, { threshold, ask = threshold }: Policy): Decision {
  const { door, label, bounceProbability, probabilitySource } = rating;
  const bounces = bounceProbability >= threshold;
  const numbers = riskWords(bounceProbability, threshold);
  if (probabilitySource === 'calibrated' && meansBounce(door, label) !== bounces) {
    // The label decides only through what it meant on labelled answers.
    const because = `${numbers} The rater calls this ${labelWords[label].toLowerCase()}, but what such answers turned out to mean decides.`;
    return bounces ? abstain(because) : proceed(because);
  }
  if (bounces) return abstain(numbers);
  return bounceProbability < ask
    ? proceed(numbers)
    : { ...proceed(`${numbers} Below the limit, but ask what is open.`), asks: true };
}

/** Decides on an input that could not be rated. */
export function decideUnrated(failure: Pick<CouldNotRate, 'message'>, door: Door, policy: Policy): Decision {
  return {
    outcome: 'unrated',
    mayProceed: policy.failOpen,
    asks: false,
    because: policy.failOpen
      ? `${failure.message} It may proceed all the same, because you let unrated ${plurals[door]} through.`
      : failure.message,
  };
}

/** "Risk 86%, limit 50%." */
export function riskWords(risk: number, limit: number): string {
  const [one, other] = percents(risk, limit);
  return `Risk ${one}, limit ${other}.`;
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

function proceed(because: string): Decision {
  return { outcome: 'proceed', mayProceed: true, asks: false, because };
}

function abstain(because: string): Decision {
  return { outcome: 'abstain', mayProceed: false, asks: false, because };
}
