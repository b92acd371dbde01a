import { decisionWorth } from '../../calibration/decisionWorth.js';
import type { Door } from '../../core/rating.js';
import { type Metric, ofPaper } from './metric.js';
import type { RowValue, WeightedRows } from './weightedRows.js';

const worth: RowValue = ({ quality, gold, bounced }, door) =>
  decisionWorth(door, { quality, bounce: gold, bounced });

const scoreAt = (door: Door) => (rows: WeightedRows) =>
  rows.of.door === door ? rows.mean(worth) : Number.NaN;

/** Each door's own score. */
export const scores = [
  {
    id: 'i_score',
    title: 'I-Score',
    ...ofPaper,
    formula:
      '(2/3) · mean of (−1)^(1−b) · (quality − 1.5) over the tickets with a grade, quality in 0 (best) to 3',
    value: scoreAt('input'),
  },
  {
    id: 'o_score',
    title: 'O-Score',
    ...ofPaper,
    formula: 'mean of (−1)^(b+y) · share of tests that pass, over the patches where that share is known',
    value: scoreAt('output'),
  },
] as const satisfies readonly Metric[];

export const scoreIds = { input: 'i_score', output: 'o_score' } as const;
