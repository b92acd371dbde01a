import { gradeOf } from '../scored.js';
import { error, fraction, type Metric } from './metric.js';
import type { RowValue } from './weightedRows.js';

const correctness: RowValue = (row, door) => {
  const { labelProbabilities: of, gold } = row;
  const grade = gradeOf(door, row);
  if (of === null || (door === 'input' && grade === null)) return null;
  const total = of.reduce((sum, p) => sum + p, 0);
  const right =
    grade !== null
      ? (of[grade] as number)
      : gold
        ? (of[2] as number) + (of[3] as number)
        : (of[0] as number) + (of[1] as number);
  return 2 * right - total;
};

const rankedError: RowValue = (row, door) => {
  const grade = gradeOf(door, row);
  if (row.labelProbabilities === null || grade === null) return null;
  const steps = row.labelProbabilities.slice(0, -1);
  let cumulative = 0;
  let sum = 0;
  for (const [label, p] of steps.entries()) {
    cumulative += p;
    sum += (cumulative - (grade <= label ? 1 : 0)) ** 2;
  }
  return sum / steps.length;
};

/** How good the probabilities of the four labels are. */
export const distributions = [
  {
    id: 'dcs',
    title: 'Distributional correctness',
    ...fraction,
    formula:
      'mean of probability of what is right − probability of the rest: the gold label of a ticket, the gold pair of labels of a patch',
    source: `Burns 2025, arXiv 2510.04302, with loadings of 1 and no label "don't know"; rewards certainty, so it is no proper score`,
    value: (rows) => rows.mean(correctness),
  },
  {
    id: 'rps',
    title: 'Ranked probability score',
    ...error,
    formula:
      '(1/3) · mean of the sum over the first three labels of (cumulative probability − cumulative truth)², tickets only',
    source: 'Epstein 1969, A Scoring System for Probability Forecasts of Ranked Categories; a proper score',
    value: (rows) => rows.mean(rankedError),
  },
] as const satisfies readonly Metric[];
