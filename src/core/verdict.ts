import { type Decision, decideUnrated, type Policy } from './policy.js';
import {
  type CalibrationBasis,
  CouldNotRate,
  type Door,
  type Label,
  labels,
  type RaterIdentity,
  type Rating,
  type TraceStep,
  type UnratedCause,
  type Usage,
} from './rating.js';
import type { Subject } from './subject.js';
import { usageOf } from './usage.js';

/** Version of {@link VerdictJson}; raised when a field changes its meaning or goes away. */
export const schemaVersion = 2;

/** A line of the rated document (from 1) that a surface can hang a verdict on. */
export interface Anchor {
  readonly name: string;
  readonly line: number;
}

/** Why there is no rating: plain data, so that it crosses thread borders. */
export interface Failure {
  readonly cause: UnratedCause;
  readonly message: string;
  readonly nextStep: string;
  /** For the log only: a stack trace, a server's raw answer. */
  readonly detail?: string;
  /** What was taken all the same of a model that is paid by tokens. */
  readonly usage?: Usage;
}

/** What a surface shows of one ticket or patch: the rating, or why there is none, and the decision. */
export interface Verdict {
  readonly door: Door;
  /** What the user calls the input. */
  readonly source: string;
  readonly rater: RaterIdentity;
  /** The threshold that was in force, 0..1. */
  readonly threshold: number;
  readonly decision: Decision;
  /** Where the input's parts start: a ticket's title, each file of a patch. Empty when it could not be parsed. */
  readonly anchors: readonly Anchor[];
  readonly rating?: Rating;
  readonly failure?: Failure;
}

/** The verdict on what has no rating. */
export function unrated(
  { door, source }: Pick<Subject, 'door' | 'source'>,
  failure: Failure,
  by: { readonly policy: Policy; readonly rater: RaterIdentity; readonly anchors?: readonly Anchor[] },
): Verdict {
  const { policy, rater, anchors = [] } = by;
  const decision = decideUnrated(failure, door, policy);
  return { door, source, rater, threshold: policy.threshold, anchors, failure, decision };
}

/** A verdict as `--json` prints it; `docs/json.md` describes each field. */
export function verdictJson(verdict: Verdict): VerdictJson {
  const { door, source, rater, threshold, decision, rating, failure } = verdict;
  return {
    schemaVersion,
    door,
    source,
    rater,
    decision: decision.outcome,
    mayProceed: decision.mayProceed,
    because: decision.because,
    threshold,
    label: rating?.label ?? null,
    labelProbabilities: rating?.labelProbabilities ? byLabel(rating.door, rating.labelProbabilities) : null,
    bounceProbability: rating?.bounceProbability ?? null,
    probabilitySource: rating?.probabilitySource ?? null,
    calibration: rating?.calibration ?? null,
    baseRate: rating?.baseRate ?? null,
    explanation: rating?.explanation ?? decision.because,
    findings: rating?.findings ?? [],
    questions: rating?.questions ?? [],
    evidence: rating?.evidence ?? [],
    coverage: rating?.coverage ?? { files: [], share: 0 },
    usage: usageOf(verdict) ?? null,
    droppedFindings: rating?.droppedFindings ?? 0,
    trace: rating?.trace ?? [],
    unrated: failure ? { cause: failure.cause, message: failure.message, nextStep: failure.nextStep } : null,
  };
}

function byLabel(door: Door, probabilities: readonly number[]): Partial<Record<Label, number>> {
  return Object.fromEntries(labels[door].map((label, i) => [label, probabilities[i]]));
}

type Nullable<T, K extends keyof T> = { readonly [key in K]: T[key] | null };

export type VerdictJson = Pick<Verdict, 'door' | 'source' | 'rater' | 'threshold'> &
  Nullable<Rating, 'label' | 'bounceProbability' | 'probabilitySource'> & {
    readonly calibration: CalibrationBasis | null;
    readonly baseRate: number | null;
    readonly usage: Usage | null;
    readonly droppedFindings: number;
    readonly trace: readonly TraceStep[];
  } & Pick<Rating, 'explanation' | 'findings' | 'questions' | 'evidence' | 'coverage'> & {
    readonly schemaVersion: typeof schemaVersion;
    readonly decision: Decision['outcome'];
    readonly mayProceed: boolean;
    readonly because: string;
    readonly labelProbabilities: Partial<Record<Label, number>> | null;
    readonly unrated: Failure | null;
  };

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
