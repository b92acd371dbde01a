import type { BaseRateBasis } from './baseRate.js';
import type { Checklist } from './checklist.js';
import { type Evidence, type Severity, severities } from './evidence.js';
import { grouped } from './grouped.js';
import type { Place } from './place.js';

/** `input` judges tickets, `output` judges patches (BouncerBench, arXiv 2506.17812). */
export const doors = ['input', 'output'] as const;
export type Door = (typeof doors)[number];

/** The four labels of each door, best first. The last two mean bounce. */
export const labels = {
  input: ['WELL_SPECIFIED', 'REASONABLY_SPECIFIED', 'VAGUE', 'IMPOSSIBLE_TO_SOLVE'],
  output: ['CORRECT_AND_PRECISE', 'CORRECT_BUT_INCOMPLETE', 'BROAD_MISSING_KEY_ASPECTS', 'INCORRECT'],
} as const;

export type Label = (typeof labels)[Door][number];

/** Something to tell the person at a place: what is wrong and why it matters. */
export interface Finding {
  /** The check or rater that says it. */
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  /** Where else the same is so. */
  readonly otherPlaces?: readonly Place[];
  /** The rater itself was not sure of it; surfaces fold it away. */
  readonly unsure?: boolean;
}

/** Something to ask a ticket's author. */
export interface Question {
  readonly text: string;
  /** Id of the fact that is missing or in the way; `other` for a question of a model's own. */
  readonly fact: string;
  /** By how much the bounce probability would fall if it were answered, 0..1, as the local rater reckons. */
  readonly gain: number;
}

/** How much of the input a rating rests on, file by file. */
export interface Coverage {
  readonly files: readonly CoveredFile[];
  /** Share of the changed lines that was reviewed, 0..1; for a ticket the share of its characters. */
  readonly share: number;
}

export interface CoveredFile {
  readonly path: string;
  /** `reviewed`: read line by line; `summarised`: only counted; `omitted`: not looked into. */
  readonly how: 'reviewed' | 'summarised' | 'omitted';
  /** Why it was not reviewed; empty for reviewed files. */
  readonly why: string;
}

/** What a rater says of a ticket or a patch. */
export interface Rating {
  readonly door: Door;
  readonly rater: RaterIdentity;
  readonly label: Label;
  /** Probability of each of the door's labels, in their order; they sum to 1. Absent where the rater can't tell. */
  readonly labelProbabilities?: readonly number[];
  /** Probability in 0..1 that the ticket or patch should be bounced. By a label alone it is 0 or 1. */
  readonly bounceProbability: number;
  readonly probabilitySource: ProbabilitySource;
  /**
   * What the rater itself gives, 0..1, before what its answers turned out to mean and what is presumed where the user
   * works: what a calibration learns from. Absent where that is {@link bounceProbability}, or where it gives none.
   */
  readonly ownProbability?: number;
  /** What the probability was calibrated on; there when its source is `calibrated`. */
  readonly calibration?: CalibrationBasis;
  /** The share of inputs that deserve a bounce which the probability presumes, 0..1; absent where it presumes none. */
  readonly baseRate?: number;
  /** What that share rests on; there when it is. */
  readonly baseRateBasis?: BaseRateBasis;
  /** There where other patches were given and can be compared. */
  readonly agreement?: PatchAgreement;
  /** What ratings like it turned out to mean; absent where that was not measured. */
  readonly measured?: Measured;
  /** How near it is to what its rater was measured on; absent where the rater was not. */
  readonly trust?: Trust;
  readonly explanation: string;
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  /** What to ask the ticket's author; at most three, in the order to ask, and at least one where a ticket is bounced or half open. */
  readonly questions: readonly Question[];
  readonly coverage: Coverage;
  /** What the patch's ticket asks for, where its rater looked at that itself. */
  readonly checklist?: Checklist;
  /** What the rating took from a model that is paid by tokens. */
  readonly usage?: Usage;
  /** Findings that were dropped because what they quote or name is not there. */
  readonly droppedFindings?: number;
  /** What the rater looked at in the code base, step by step, and why. */
  readonly trace?: readonly TraceStep[];
}

/** Findings with the sure ones first, then by how grave they are; what one check says in the same words is one finding. */
export function orderedFindings(findings: readonly Finding[]): Finding[] {
  const byCause = grouped(findings, ({ id, severity, message, unsure }) =>
    JSON.stringify([id, severity, message, unsure]),
  );
  return [...byCause.values()]
    .map(joined)
    .sort(
      (a, b) =>
        Number(a.unsure ?? false) - Number(b.unsure ?? false) ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
}

/** One finding with the places of several. */
function joined(findings: readonly Finding[]): Finding {
  const [first] = findings as readonly [Finding, ...Finding[]];
  const places = findings.flatMap(({ place, otherPlaces = [] }) =>
    place ? [place, ...otherPlaces] : otherPlaces,
  );
  const [place, ...others] = new Map(places.map((one) => [JSON.stringify(one), one])).values();
  return findings.length === 1
    ? first
    : { ...first, place, otherPlaces: others.length > 0 ? others : undefined };
}

/** The findings that its rater was sure of; surfaces fold the others away or leave them out. */
export function sureFindings({ findings }: Pick<Rating, 'findings'>): readonly Finding[] {
  return findings.filter(({ unsure }) => !unsure);
}

/** How far other patches for the same ticket agree with a patch. */
export interface PatchAgreement {
  /** Families of agents besides its own; 0 where nothing counts, since it is not known that agents differ. */
  readonly families: number;
  /** The largest share of tokens that another patch has in common, 0..1; of another family where there is one. */
  readonly mostTokens: number;
  /** What that patch is called. */
  readonly with: string;
  /** The bounce probability of the patch alone, 0..1. */
  readonly before: number;
}

/** The likelier label on the likelier side, so that the label never contradicts the bounce probability. */
export function likeliestLabel(
  door: Door,
  probabilities: readonly number[],
  bounceProbability: number,
): Label {
  const first = bounceProbability >= 0.5 ? 2 : 0;
  const second = first + 1;
  const isFirst = (probabilities[first] as number) >= (probabilities[second] as number);
  return labels[door][isFirst ? first : second] as Label;
}

/** Of labelled tickets or patches that were rated alike without having been learned from, how many deserved a bounce. */
export interface Measured {
  /** 0..1, at the base rate of the rating. */
  readonly share: number;
  readonly rows: number;
}

/** What a trained rater was measured on that is nearest to what it rates. */
export interface Trust {
  /** Whether it is in languages that the rater was trained on; elsewhere its probability is nearer to the base rate. */
  readonly inside: boolean;
  /** Languages of the ticket's text or of the patch's code, by the most lines first; empty where none is known. */
  readonly languages: readonly string[];
  /** The labelled tickets or patches, in a few words: "Python patches by agents of 2025 or later". */
  readonly nearest: string;
  readonly rows: number;
  /** In how many pairs of one that deserves a bounce and one that doesn't the former has the higher probability, 0..1. */
  readonly pairs: number;
}

/** On how much a calibration rests. */
export interface CalibrationBasis {
  /** Labelled answers of the rater that it was fitted on. */
  readonly rows: number;
  /** Where they come from, in a few words for people. */
  readonly source: string;
  /** Changes whenever the calibration does. */
  readonly version: string;
}

/**
 * Where a bounce probability comes from, most to be trusted first: a model that was trained to give it, what a
 * rater's answers turned out to mean on labelled examples ({@link CalibrationBasis}), the share of several samples,
 * the probabilities of the label's tokens, the model's own word, or nothing but the label.
 */
export const probabilitySources = [
  'model',
  'calibrated',
  'samples',
  'token-probabilities',
  'stated',
  'label',
] as const;
export type ProbabilitySource = (typeof probabilitySources)[number];

/** What calls to a model used. */
export interface Usage {
  /** Calls that were answered by the server; answers from the cache are not among them. */
  readonly calls: number;
  readonly cachedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** A server told no tokens, so that some of them were counted here. */
  readonly isEstimated?: boolean;
  /** US dollars, by the user's table of prices; absent where it has no price for the model. */
  readonly dollars?: number;
}

/** One look-up of a rater that may look into the code base. */
export interface TraceStep {
  readonly tool: string;
  readonly question: string;
  /** What came back, in a few words. */
  readonly answer: string;
  readonly milliseconds: number;
}

/** Who rated. `version` changes whenever the same input could be rated otherwise; a calibration has one of its own. */
export interface RaterIdentity {
  readonly name: string;
  readonly version: string;
}

export const unratedCauses = [
  'empty',
  'too-large',
  'not-text',
  'malformed',
  'unreadable',
  'cancelled',
  'timed-out',
  'forbidden',
  'no-key',
  'no-model',
  'unreachable',
  'rate-limited',
  'over-budget',
  'server-failed',
  'refused',
  'bad-answer',
  'internal',
] as const;
export type UnratedCause = (typeof unratedCauses)[number];

/** Why there is no rating, in words for people, and what they can do. */
export class CouldNotRate extends Error {
  override readonly name = 'CouldNotRate';

  constructor(
    readonly unratedBecause: UnratedCause,
    message: string,
    readonly nextStep: string,
    options?: ErrorOptions,
    /** What was taken all the same of a model that is paid by tokens. */
    readonly usage?: Usage,
  ) {
    super(message, options);
  }

  /** The same, after so much was used. */
  after(usage: Usage): CouldNotRate {
    const { unratedBecause, message, nextStep, cause } = this;
    return new CouldNotRate(unratedBecause, message, nextStep, { cause }, usage);
  }
}
