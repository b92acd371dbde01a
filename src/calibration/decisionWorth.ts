import type { Door } from '../core/rating.js';
import type { LabelledCase } from './doorCalibration.js';

/** A decision on a ticket or patch of which the truth is known. */
export interface GradedDecision extends Pick<LabelledCase, 'quality' | 'bounce'> {
  readonly bounced: boolean;
}

/**
 * What one decision adds to BouncerBench's score of its door (Mathews and Nagappan, arXiv 2506.17812). I-Score:
 * (2/3)·(−1)^(1−b)·(quality − 1.5), so that bouncing an impossible ticket earns 1, accepting it costs 1, and a vague one
 * counts a third. O-Score: (−1)^(b+y)·pass fraction: a right patch counts ±1, a wrong one ± the share of tests that it
 * passes, so that the nearly right ones weigh most. −1..1; null where the quality is unknown.
 */
export function decisionWorth(door: Door, decision: GradedDecision): number | null {
  const grade = gradeWorth(door, decision);
  return grade === null ? null : scales[door] * grade;
}

/**
 * The I-Score or O-Score, the mean over the decisions with a quality; null where none has one. Scaled after the sum,
 * which is exact for whole grades: two thresholds that earn the same are then seen to.
 */
export function doorScore(door: Door, decisions: readonly GradedDecision[]): number | null {
  const worths = decisions.flatMap((decision) => gradeWorth(door, decision) ?? []);
  const sum = worths.reduce((total, worth) => total + worth, 0);
  return worths.length === 0 ? null : (scales[door] * sum) / worths.length;
}

const scales: Readonly<Record<Door, number>> = { input: 2 / 3, output: 1 };

function gradeWorth(door: Door, { quality, bounce, bounced }: GradedDecision): number | null {
  if (quality === null) return null;
  if (door === 'input') return bounced ? quality - 1.5 : 1.5 - quality;
  return bounced === bounce ? quality : -quality;
}
