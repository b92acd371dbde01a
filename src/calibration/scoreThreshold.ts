import type { Door } from '../core/rating.js';
import { decisionWorth } from './decisionWorth.js';
import type { LabelledCase } from './doorCalibration.js';

/** A row with its held-out probability, on which a threshold is chosen. */
export interface ThresholdRow extends Omit<LabelledCase, 'outputs'> {
  /** 0..1, by a calibration that had not seen the instance. */
  readonly probability: number;
  /** What the rater's label says by the paper's rule; null for raters without labels. */
  readonly labelBounces: boolean | null;
}

/**
 * The threshold, in whole percent, that earns most of the door's score (I-Score or O-Score) on held-out rows, but
 * only where it is three times likelier than not really to earn more than the reference (its gain is above 0.674
 * standard errors, clustered by instance); else the one whose decisions are nearest to the reference. The reference is
 * the paper's rule for raters that give labels, else the threshold at which bouncing and accepting are worth the same.
 * Where several thresholds decide the same, the middle one. Rows without a quality count only where none has one; then both sides weigh the same.
 */
export function scoreThreshold(door: Door, rows: readonly ThresholdRow[]): number {
  const worths = worthOfBouncing(door, rows);
  const reference = referenceDecisions(rows, worths);
  let best: Candidate | undefined;
  let nearest: Candidate | undefined;
  for (let percent = 1; percent <= 99; percent++) {
    const decisions = rows.map(({ probability }) => probability >= percent / 100);
    const { gain, error } = gainOver(reference, decisions, worths, rows);
    const distance = decisions.filter((bounced, i) => bounced !== reference[i]).length;
    best = better(best, { percents: [percent], value: gain, error });
    nearest = better(nearest, { percents: [percent], value: -distance, error });
  }
  const { percents } = (best && best.value > surely * best.error ? best : nearest) as Candidate;
  return (percents[Math.floor(percents.length / 2)] as number) / 100;
}

/** The normal distribution's upper quartile. */
const surely = 0.674;

interface Candidate {
  readonly percents: readonly number[];
  readonly value: number;
  readonly error: number;
}

function better(old: Candidate | undefined, fresh: Candidate): Candidate {
  const difference = old ? fresh.value - old.value : 1;
  if (Math.abs(difference) > 1e-9) return difference > 0 ? fresh : (old as Candidate);
  return { ...(old as Candidate), percents: [...(old as Candidate).percents, ...fresh.percents] };
}

/** What bouncing a row earns; accepting it earns the opposite. */
function worthOfBouncing(door: Door, rows: readonly ThresholdRow[]): number[] {
  if (!rows.some(({ quality }) => quality !== null)) {
    const bad = rows.filter(({ bounce }) => bounce).length;
    return rows.map(({ bounce }) => (bounce ? 1 / bad : -1 / (rows.length - bad)));
  }
  return rows.map((row) => decisionWorth(door, { ...row, bounced: true }) ?? 0);
}

function referenceDecisions(rows: readonly ThresholdRow[], worths: readonly number[]): boolean[] {
  const meanWorth = (side: boolean) => {
    const of = worths.filter((_, i) => rows[i]?.bounce === side);
    return Math.abs(of.reduce((sum, worth) => sum + worth, 0)) / Math.max(1, of.length);
  };
  const [needless, right] = [meanWorth(false), meanWorth(true)];
  const even = needless + right === 0 ? 0.5 : needless / (needless + right);
  return rows.map(({ labelBounces, probability }) => labelBounces ?? probability >= even);
}

function gainOver(
  reference: readonly boolean[],
  decisions: readonly boolean[],
  worths: readonly number[],
  rows: readonly ThresholdRow[],
): { gain: number; error: number } {
  const gains = new Map<string, number>();
  for (const [i, { instance }] of rows.entries()) {
    const change = Number(decisions[i]) - Number(reference[i]);
    gains.set(instance, (gains.get(instance) ?? 0) + 2 * change * (worths[i] as number));
  }
  const gain = [...gains.values()].reduce((sum, one) => sum + one, 0);
  const mean = gain / gains.size;
  const variance = [...gains.values()].reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { gain, error: Math.sqrt(variance) };
}
