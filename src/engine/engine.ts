import type { KnownOutcomes } from '../core/baseRate.js';
import { type Policy, policyOf, type Rules } from '../core/policy.js';
import type { Door, RaterIdentity } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import { type Failure, unrated, type Verdict } from '../core/verdict.js';
import type { RaterServices } from '../raters/rater.js';
import { limitsOf, makeRater, type RaterChoice } from '../raters/registry.js';
import { presumptionFor } from './presumption.js';
import { promptText } from './prompt.js';
import { type RateOptions, rate } from './rate.js';

/** How to rate, as plain data: it crosses from the editor to its rating thread, and a run's folder has it. */
export interface EngineConfig {
  readonly rater: RaterChoice;
  readonly doors: Readonly<Partial<Record<Door, DoorRules>>>;
  /** Abstain when a smaller share of the subject was reviewed, 0..1. */
  readonly minimumCoverage: number;
  /** Patterns of generated files; the usual ones if absent. */
  readonly generatedFiles?: readonly string[];
}

/** The user's rules for tickets, or for patches. */
export interface DoorRules extends Rules {
  /** The share of subjects that deserve a bounce where the user works, 0..1; null for the best that is known. */
  readonly baseRate?: number | null;
}

/** What belongs to one rating alone. */
export interface RateRequest
  extends Pick<RateOptions, 'repository' | 'earlier' | 'checklist' | 'signal' | 'ending' | 'onFailure'> {
  /** What became of patches of the same agent, and in the same repository. */
  readonly outcomes?: KnownOutcomes;
}

export interface Engine {
  readonly rater: RaterIdentity;
  /** Never rejects: what can't be rated is an unrated verdict. */
  rate(subject: Subject, request?: RateRequest): Promise<Verdict>;
  /** The verdict on what failed before it could be rated. */
  unrated(subject: Pick<Subject, 'door' | 'source'>, failure: Failure): Verdict;
  /** What the rater would send, as text for people. @throws CouldNotRate, MalformedPatch */
  prompt(subject: Subject, request?: RateRequest): Promise<string>;
}

/** The only way from a subject to a verdict. */
export function createEngine(config: EngineConfig, services: RaterServices): Engine {
  const { rater: choice, doors, minimumCoverage, generatedFiles } = config;
  const rater = makeRater(choice, services);
  const policyAt = (door: Door, baseRate?: number): Policy =>
    policyOf(doors[door] ?? {}, limitsOf(choice, door, services, baseRate), minimumCoverage);
  return {
    rater: rater.identity,
    rate(subject, { outcomes, ...request } = {}) {
      const { door } = subject;
      const presumption = presumptionFor(subject, doors[door]?.baseRate, outcomes);
      const own = { rater, policy: policyAt(door, presumption?.baseRate), generatedFiles, presumption };
      return rate(subject, { ...own, ...request });
    },
    unrated: (subject, failure) =>
      unrated(subject, failure, { policy: policyAt(subject.door), rater: rater.identity }),
    prompt: (subject, request) => promptText(subject, { generatedFiles, ...request }, choice, services),
  };
}
