import { squeezed } from '../core/oneLine.js';
import type { Door, RaterIdentity } from '../core/rating.js';
import { type Estimate, quantile } from '../stats/bootstrap.js';
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
  const sums = { input: new Sums(), output: new Sums() };
  for (const { decision, response, outcome } of entries) {
    sums[decision.door].add({ decision, response, outcome });
  }
  return { input: sums.input.quality(), output: sums.output.quality() };
}

/** Adds up a door's decisions in one go: a view of a hundred thousand waits for it. */
class Sums {
  private readonly counts = { proceed: 0, abstain: 0, unrated: 0 };
  private readonly tallies = { proceed: new Tally(), abstain: new Tally() };
  private readonly reasons: string[] = [];
  private readonly milliseconds: number[] = [];
  private mayProceed = 0;
  private dollars = 0;
  private unpriced = 0;
  private inputTokens = 0;
  private outputTokens = 0;

  add(entry: Entry): void {
    const { outcome, usage, mayProceed, milliseconds } = entry.decision;
    this.counts[outcome]++;
    if (mayProceed) this.mayProceed++;
    this.milliseconds.push(milliseconds);
    if (outcome !== 'unrated') this.tallies[outcome].add(entry, outcome === 'abstain');
    if (entry.response?.did === 'overrode') this.reasons.push(entry.response.reason);
    if (!usage) return;
    this.inputTokens += usage.inputTokens;
    this.outputTokens += usage.outputTokens;
    if (usage.dollars !== undefined) this.dollars += usage.dollars;
    else if (usage.calls > 0) this.unpriced++;
  }

  quality(): DoorQuality {
    const { counts, tallies, reasons, dollars, unpriced, inputTokens, outputTokens } = this;
    const decisions = this.milliseconds.length;
    const shareOf = (count: number) => (decisions === 0 ? null : count / decisions);
    return {
      decisions,
      proceeded: counts.proceed,
      abstained: counts.abstain,
      unrated: counts.unrated,
      coverage: shareOf(this.mayProceed),
      proceed: tallies.proceed.precision(),
      abstain: tallies.abstain.precision(),
      overrides: { count: reasons.length, share: shareOf(reasons.length), reasons: mostFrequent(reasons) },
      dollars,
      unpriced,
      inputTokens,
      outputTokens,
      medianMilliseconds: decisions === 0 ? null : median(this.milliseconds),
    };
  }
}

/** Counts labelled decisions of a kind. */
class Tally {
  private labelled = 0;
  private right = 0;
  private byOverride = 0;

  /** @param expected the label that makes the decision right */
  add(entry: Entry, expected: boolean): void {
    const label = labelOf(entry);
    if (label === null) return;
    this.labelled++;
    if (label === expected) this.right++;
    if (!entry.outcome || entry.outcome.outcome === 'closed') this.byOverride++;
  }

  precision(): Precision {
    const { labelled, right, byOverride } = this;
    return { labelled, right, byOverride, share: wilson(right, labelled) };
  }
}

/** A share with its 95% score interval (Wilson 1927), which stays within 0..1 on few rows; null of no rows. */
export function wilson(count: number, of: number): Estimate | null {
  if (of === 0) return null;
  const z = 1.959963984540054;
  const value = count / of;
  const middle = (value + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  // Rounding must not put the share of none or of all outside.
  return {
    value,
    low: Math.max(0, Math.min(value, middle - half)),
    high: Math.min(1, Math.max(value, middle + half)),
  };
}

function median(values: readonly number[]): number {
  const ascending = new Float64Array(values).sort();
  const half = (ascending.length - 1) / 2;
  return quantile([...ascending.subarray(Math.floor(half), Math.ceil(half) + 1)], 0.5);
}

/** Reasons that differ in spaces and in upper and lower case alone count as one. */
function mostFrequent(reasons: readonly string[]): { reason: string; count: number }[] {
  const given = new Map<string, number>();
  for (const reason of reasons) given.set(reason, (given.get(reason) ?? 0) + 1);
  const counts = new Map<string, { reason: string; count: number }>();
  for (const [text, times] of given) {
    const reason = squeezed(text);
    if (reason === '') continue;
    const key = reason.toLowerCase();
    const known = counts.get(key);
    counts.set(key, { reason: known?.reason ?? reason, count: (known?.count ?? 0) + times });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, mostReasons);
}

/** A probability that was given, and what turned out: a row for calibration and for watching drift. */
export interface LabelledProbability {
  readonly door: Door;
  readonly at: string;
  /** Of a bounce, 0..1. */
  readonly probability: number;
  /** Deserved one. */
  readonly bounce: boolean;
  readonly rater: RaterIdentity;
  readonly calibration: string | null;
}

/** The labelled ones among entries whose rater gave a probability, in their order. */
export function labels(entries: readonly Entry[]): LabelledProbability[] {
  return entries.flatMap((entry) => {
    const { door, at, bounceProbability, probabilitySource, rater, calibration } = entry.decision;
    const bounce = labelOf(entry);
    if (bounce === null || bounceProbability === null || probabilitySource === 'label') return [];
    return [{ door, at, probability: bounceProbability, bounce, rater, calibration }];
  });
}
