import type { BaseRateBasis } from './baseRate.js';
import type { Checklist } from './checklist.js';
import { type Decision, decide, decideUnrated, type Policy, type PolicyKind } from './policy.js';
import {
  type CalibrationBasis,
  CouldNotRate,
  type Door,
  type Label,
  labels,
  type Measured,
  orderedFindings,
  type PatchAgreement,
  type RaterIdentity,
  type Rating,
  type TraceStep,
  type Trust,
  type UnratedCause,
  type Usage,
} from './rating.js';
import type { Subject } from './subject.js';

/** Version of {@link Verdict}; raised when a field changes its meaning or goes away. */
export const schemaVersion = 3;

/** A line of the rated document (from 1) that a surface can hang a verdict on. */
export interface Anchor {
  readonly name: string;
  readonly line: number;
}

/** Why there is no rating, and what to do next. */
export interface Unrated {
  readonly cause: UnratedCause;
  readonly message: string;
  readonly nextStep: string;
}

/** What made a rating fail: plain data, so that it crosses thread borders. */
export interface Failure extends Unrated {
  /** For the log only, never part of a verdict: a stack trace, a server's raw answer. */
  readonly detail?: string;
  /** What was taken all the same of a model that is paid by tokens. */
  readonly usage?: Usage;
}

/** What the decision on a subject was, and what it went by. */
interface Decided extends Omit<Decision, 'outcome'> {
  readonly schemaVersion: typeof schemaVersion;
  readonly door: Door;
  /** What the user calls the input. */
  readonly source: string;
  readonly rater: RaterIdentity;
  readonly decision: Decision['outcome'];
  readonly policy: PolicyKind;
  /** The limit that was in force, 0..1. */
  readonly threshold: number;
  /** Where the input's parts start: a ticket's title, each file of a patch. Empty when it could not be parsed. */
  readonly anchors: readonly Anchor[];
}

type Always = 'label' | 'bounceProbability' | 'probabilitySource';
type Told = Pick<Rating, 'explanation' | 'findings' | 'questions' | 'evidence' | 'coverage'>;

/** The verdict on a subject that was rated: the decision, and the rating with null for what it does not have. */
export interface RatedVerdict extends Decided, Pick<Rating, Always | 'ownProbability'>, Told {
  readonly labelProbabilities: Partial<Record<Label, number>> | null;
  readonly calibration: CalibrationBasis | null;
  readonly baseRate: number | null;
  readonly baseRateBasis: BaseRateBasis | null;
  readonly agreement: PatchAgreement | null;
  readonly measured: Measured | null;
  readonly trust: Trust | null;
  /** What a patch's ticket asks for, and what became of it. It never decides. */
  readonly checklist: Checklist | null;
  readonly usage: Usage | null;
  readonly droppedFindings: number;
  readonly trace: readonly TraceStep[];
  readonly unrated: null;
}

/** The verdict on a subject that could not be rated. */
export interface UnratedVerdict
  extends Omit<RatedVerdict, Always | 'unrated'>,
    Readonly<Record<Always, null>> {
  readonly unrated: Unrated;
}

/**
 * What Bouncer says of one ticket or patch: one plain JSON object, which crosses threads and goes to every output as
 * it is. `docs/json.md` describes each field.
 */
export type Verdict = RatedVerdict | UnratedVerdict;

/** What a verdict goes by besides the rating. */
export interface VerdictContext {
  readonly policy: Policy;
  readonly rater: RaterIdentity;
  readonly anchors?: readonly Anchor[];
}

/** The verdict on what was rated. */
export function rated(subject: About, rating: Rating, context: VerdictContext): RatedVerdict {
  const { labelProbabilities, calibration, baseRate, baseRateBasis } = rating;
  const { agreement, measured, trust, checklist } = rating;
  const { usage, droppedFindings, trace } = rating;
  return {
    ...decided(subject, decide(rating, context.policy), context),
    label: rating.label,
    labelProbabilities: labelProbabilities ? byLabel(rating.door, labelProbabilities) : null,
    bounceProbability: rating.bounceProbability,
    probabilitySource: rating.probabilitySource,
    ownProbability: rating.ownProbability,
    calibration: calibration ?? null,
    baseRate: baseRate ?? null,
    baseRateBasis: baseRateBasis ?? null,
    agreement: agreement ?? null,
    measured: measured ?? null,
    trust: trust ?? null,
    checklist: checklist ?? null,
    explanation: rating.explanation,
    findings: orderedFindings(rating.findings),
    questions: rating.questions,
    evidence: rating.evidence,
    coverage: rating.coverage,
    usage: usage ?? null,
    droppedFindings: droppedFindings ?? 0,
    trace: trace ?? [],
    unrated: null,
  };
}

/** The verdict on what has no rating. */
export function unrated(
  subject: About,
  { cause, message, nextStep, usage }: Failure,
  context: VerdictContext,
): UnratedVerdict {
  const decision = decideUnrated({ message }, subject.door, context.policy);
  return {
    ...decided(subject, decision, context),
    label: null,
    labelProbabilities: null,
    bounceProbability: null,
    probabilitySource: null,
    calibration: null,
    baseRate: null,
    baseRateBasis: null,
    agreement: null,
    measured: null,
    trust: null,
    checklist: null,
    explanation: decision.because,
    findings: [],
    questions: [],
    evidence: [],
    coverage: { files: [], share: 0 },
    usage: usage ?? null,
    droppedFindings: 0,
    trace: [],
    unrated: { cause, message, nextStep },
  };
}

type About = Pick<Subject, 'door' | 'source'>;

function decided({ door, source }: About, decision: Decision, context: VerdictContext): Decided {
  const { outcome, ...rest } = decision;
  const { rater, anchors = [] } = context;
  const { next: policy = 'threshold', threshold } = context.policy;
  return { schemaVersion, door, source, rater, decision: outcome, ...rest, policy, threshold, anchors };
}

/** The probabilities of a door's labels, which come in their order, by label. */
export function byLabel(door: Door, probabilities: readonly number[]): Partial<Record<Label, number>> {
  return Object.fromEntries(labels[door].map((label, i) => [label, probabilities[i]]));
}

export function failureOf(error: CouldNotRate): Failure {
  const { unratedBecause, message, nextStep, cause, usage } = error;
  return {
    cause: unratedBecause,
    message,
    nextStep,
    detail: cause instanceof Error ? chainOf(cause).join(': ') : undefined,
    usage,
  };
}

/** What nobody foresaw. `message` says what failed; the stack trace is for the log. */
export function internalFailure(message: string, error: unknown): Failure {
  return {
    cause: 'internal',
    message,
    nextStep: 'Please report it with the detail in the Bouncer output channel.',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/** The error that a failure stands for; the inverse of {@link failureOf}. */
export function errorOf({ cause, message, nextStep, detail, usage }: Failure): CouldNotRate {
  const options = detail === undefined ? {} : { cause: new Error(detail) };
  return new CouldNotRate(cause, message, nextStep, options, usage);
}

/** The messages of an error and of what caused it. */
function chainOf(error: Error): string[] {
  const deeper = error.cause instanceof Error ? chainOf(error.cause) : [];
  return [error.message, ...deeper].filter((message) => message !== '');
}
