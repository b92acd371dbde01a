/**
 * BouncerBench's metrics (Mathews and Nagappan, arXiv 2506.17812). Bouncing is the positive class; a prediction and
 * a gold value are true when they mean bounce. Every function is over the tasks that have a prediction.
 */

/** Precision, recall and F1 of one class, each 0..1 and 0 where its denominator is 0. */
export interface ClassMetrics {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface DecisionMetrics {
  readonly tasks: number;
  readonly accept: ClassMetrics;
  readonly bounce: ClassMetrics;
  /** `F_m`: the mean of the two classes' F1, 0..1. */
  readonly macroF1: number;
  /** `R_b`: recall on bounce in percent. */
  readonly bounceRecallPercent: number;
  /** `FNR_a`: 100 − recall on accept in percent, the good ones that were turned away. */
  readonly wronglyBouncedPercent: number;
}

export interface Decided {
  readonly predicted: boolean;
  readonly gold: boolean;
}

export function decisionMetrics(tasks: readonly Decided[]): DecisionMetrics {
  const accept = classOf(tasks, false);
  const bounce = classOf(tasks, true);
  return {
    tasks: tasks.length,
    accept,
    bounce,
    macroF1: (accept.f1 + bounce.f1) / 2,
    bounceRecallPercent: 100 * bounce.recall,
    wronglyBouncedPercent: 100 - 100 * accept.recall,
  };
}

function classOf(tasks: readonly Decided[], positive: boolean): ClassMetrics {
  let truePositives = 0;
  let predicted = 0;
  let gold = 0;
  for (const task of tasks) {
    if (task.predicted === positive) predicted++;
    if (task.gold === positive) gold++;
    if (task.predicted === positive && task.gold === positive) truePositives++;
  }
  return classMetrics(truePositives, predicted, gold);
}

/** From how many tasks are of the class and were predicted so, were predicted so at all, and are of the class at all. */
export function classMetrics(truePositives: number, predicted: number, gold: number): ClassMetrics {
  return {
    precision: predicted === 0 ? 0 : truePositives / predicted,
    recall: gold === 0 ? 0 : truePositives / gold,
    f1: predicted + gold === 0 ? 0 : (2 * truePositives) / (predicted + gold),
  };
}

/**
 * `I-Score` = (2/3) · mean of (−1)^(1−b) · (quality − 1.5), with quality in 0 (well specified) .. 3 (impossible):
 * bouncing an impossible ticket earns 1 and accepting it costs 1, a vague one counts a third. −1..1.
 */
export function inputScore(
  tasks: readonly { readonly predicted: boolean; readonly quality: number }[],
): number {
  let sum = 0;
  for (const { predicted, quality } of tasks) sum += (predicted ? 1 : -1) * (quality - 1.5);
  return ((2 / 3) * sum) / tasks.length;
}

/**
 * `O-Score` = mean of (−1)^(b+y) · pass fraction: a right patch counts ±1, a wrong one ± the share of tests that it
 * passes, so that the nearly right ones weigh most. −1..1.
 */
export function outputScore(tasks: readonly (Decided & { readonly passFraction: number })[]): number {
  let sum = 0;
  for (const { predicted, gold, passFraction } of tasks) {
    sum += predicted === gold ? passFraction : -passFraction;
  }
  return sum / tasks.length;
}
