import { squeezed } from '../core/oneLine.js';
import type { Outcome } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { quantile } from '../stats/bootstrap.js';
import { wilson } from '../stats/wilson.js';
import { type Entry, labelOf } from './view.js';

/** What the ledger knows of one door; shares are 0..1, and null where there is nothing to share. */
export type DoorQuality = ReturnType<typeof qualityOf>;
/** How often a kind of decision was right, among those of which that is known. */
export type Precision = ReturnType<typeof precisionOf>;

const mostReasons = 5;

/** Sums up what is known of each door's decisions. */
export function howGood(entries: readonly Entry[]) {
  const qualityAt = (door: Door) => qualityOf(entries.filter(({ decision }) => decision.door === door));
  return { input: qualityAt('input'), output: qualityAt('output') };
}

function qualityOf(entries: readonly Entry[]) {
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
    /** Of the decisions that let the work go on. */
    coverage: shareOf(mayProceed),
    /** Proceeded, and deserved no bounce. */
    proceed: precisionOf(proceeded, false),
    /** Abstained, and deserved a bounce. */
    abstain: precisionOf(abstained, true),
    overrides: { count: reasons.length, share: shareOf(reasons), reasons: mostFrequent(reasons) },
    /** Where prices were known. */
    dollars: sum('dollars'),
    /** Decisions that a model was paid for at an unknown price; `dollars` lacks them. */
    unpriced: usages.filter(({ calls, dollars }) => calls > 0 && dollars === undefined).length,
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    medianMilliseconds: times.length === 0 ? null : quantile(times, 0.5),
  };
}

/** @param expected the label that makes the decisions right */
function precisionOf(entries: readonly Entry[], expected: boolean) {
  const labelled = entries.filter((entry) => labelOf(entry) !== null);
  const right = labelled.filter((entry) => labelOf(entry) === expected).length;
  // They all say "wrong", so they pull the share down.
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
export type LabelledProbability = ReturnType<typeof labels>[number];

/** The labeled ones among entries whose rater gave a probability, in their order. */
export function labels(entries: readonly Entry[]) {
  return entries.flatMap((entry) => {
    const { door, at, bounceProbability, probabilitySource, rater, calibration } = entry.decision;
    const bounce = labelOf(entry);
    if (bounce === null || bounceProbability === null || probabilitySource === 'label') return [];
    return [{ door, at, probability: bounceProbability, bounce, rater, calibration }];
  });
}
