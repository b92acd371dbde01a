import { squeezed } from '../core/oneLine.js';
import type { Outcome } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { type Estimate, quantile } from '../stats/bootstrap.js';
import type { RatedCase } from '../stats/riskCoverage.js';
import { wilson } from '../stats/wilson.js';
import type { DecisionRecord } from './record.js';
import { type Entry, labelOf } from './view.js';

/** How often a kind of decision was right, among those of which that is known. */
export interface Precision {
  /** Decisions with a label. */
  readonly labelled: number;
  readonly right: number;
  /** Of the labels, those that rest on a person's override alone. They all say "wrong", so they pull the share down. */
  readonly byOverride: number;
  /** `right / labelled` with Wilson's 95% interval; null when nothing is labelled. */
  readonly share: Estimate | null;
}

/** What the ledger knows of one door. */
export interface DoorQuality {
  readonly decisions: number;
  readonly proceeded: number;
  readonly abstained: number;
  readonly unrated: number;
  /** Share of the decisions that let the work go on, 0..1; null without decisions. */
  readonly coverage: number | null;
  /** Proceeded, and deserved no bounce. */
  readonly proceed: Precision;
  /** Abstained, and deserved a bounce. */
  readonly abstain: Precision;
  readonly overrides: {
    readonly count: number;
    /** Of all decisions, 0..1; null without decisions. */
    readonly share: number | null;
    /** The most frequent reasons, at most {@link mostReasons}, most frequent first. */
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
  /** US dollars where prices were known. */
  readonly dollars: number;
  /** Decisions that a model was paid for at an unknown price; `dollars` lacks them. */
  readonly unpriced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null without decisions. */
  readonly medianMilliseconds: number | null;
}

const mostReasons = 5;

/** Sums up what is known of each door's decisions. */
export function howGood(entries: readonly Entry[]): Readonly<Record<Door, DoorQuality>> {
  const qualityAt = (door: Door) => qualityOf(entries.filter(({ decision }) => decision.door === door));
  return { input: qualityAt('input'), output: qualityAt('output') };
}

function qualityOf(entries: readonly Entry[]): DoorQuality {
  const that = (outcome: Outcome) => entries.filter(({ decision }) => decision.outcome === outcome);
  const [proceeded, abstained] = [that('proceed'), that('abstain')];
  const mayProceed = entries.filter(({ decision }) => decision.mayProceed);
  const usages = entries.flatMap(({ decision }) => decision.usage ?? []);
  const reasons = entries.flatMap(({ response }) => (response?.did === 'overrode' ? [response.reason] : []));
  const times = entries.map(({ decision }) => decision.milliseconds).sort((a, b) => a - b);
  const shareOf = ({ length }: readonly unknown[]) => (entries.length === 0 ? null : length / entries.length);
  const sum = (key: 'dollars' | 'inputTokens' | 'outputTokens') =>
    usages.reduce((total, usage) => total + (usage[key] ?? 0), 0);
  return {
    decisions: entries.length,
    proceeded: proceeded.length,
    abstained: abstained.length,
    unrated: that('unrated').length,
    coverage: shareOf(mayProceed),
    proceed: precisionOf(proceeded, false),
    abstain: precisionOf(abstained, true),
    overrides: { count: reasons.length, share: shareOf(reasons), reasons: mostFrequent(reasons) },
    dollars: sum('dollars'),
    unpriced: usages.filter(({ calls, dollars }) => calls > 0 && dollars === undefined).length,
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    medianMilliseconds: times.length === 0 ? null : quantile(times, 0.5),
  };
}

/** @param expected the label that makes the decisions right */
function precisionOf(entries: readonly Entry[], expected: boolean): Precision {
  const labelled = entries.filter((entry) => labelOf(entry) !== null);
  const right = labelled.filter((entry) => labelOf(entry) === expected).length;
  const byOverride = labelled.filter(({ outcome }) => !outcome || outcome.outcome === 'closed').length;
  return { labelled: labelled.length, right, byOverride, share: wilson(right, labelled.length) };
}

/** Reasons that differ in spaces and in upper and lower case alone count as one. */
function mostFrequent(reasons: readonly string[]): { reason: string; count: number }[] {
  const counts = new Map<string, { readonly reason: string; count: number }>();
  for (const given of reasons) {
    const reason = squeezed(given);
    const known = counts.get(reason.toLowerCase());
    if (known) known.count++;
    else if (reason !== '') counts.set(reason.toLowerCase(), { reason, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, mostReasons);
}

/** A probability that was given, and what turned out: a row for calibration and for watching drift. */
export type LabelledProbability = Pick<DecisionRecord, 'door' | 'at' | 'rater' | 'calibration'> &
  Pick<RatedCase, 'probability' | 'bounce'>;

/** The labelled ones among entries whose rater gave a probability, in their order. */
export function labels(entries: readonly Entry[]): LabelledProbability[] {
  return entries.flatMap((entry) => {
    const { door, at, bounceProbability, probabilitySource, rater, calibration } = entry.decision;
    const bounce = labelOf(entry);
    if (bounce === null || bounceProbability === null || probabilitySource === 'label') return [];
    return [{ door, at, probability: bounceProbability, bounce, rater, calibration }];
  });
}
