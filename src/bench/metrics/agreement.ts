import { labels } from '../../core/rating.js';
import { agreement as agreed, cohensKappa, spearmansRho } from '../../stats/agreement.js';
import { gradeOf } from '../scored.js';
import { fraction, type Metric, ofPaper } from './metric.js';
import type { RowValue, WeightedRows } from './weightedRows.js';

const size = labels.input.length;

const cell: RowValue = (row, door) => {
  const grade = gradeOf(door, row);
  return grade === null || row.label === null ? null : grade * size + row.label;
};

/** The annotators' grade (rows) against the rater's label (columns), row by row. */
export function labelsAgainstGrades(rows: WeightedRows): Float64Array {
  return rows.count(cell, size * size);
}

/** How far the labels are the annotators' grades. */
export const agreement = [
  {
    id: 'label_agreement',
    title: 'Agreement on the label',
    ...ofPaper,
    formula: "share of graded tickets whose label is the annotators' grade",
    value: (rows) => agreed(labelsAgainstGrades(rows)),
  },
  {
    id: 'kappa',
    title: "Cohen's kappa",
    ...fraction,
    formula: '(observed − chance agreement) / (1 − chance agreement) on the four labels, unweighted',
    source: 'Cohen 1960, A Coefficient of Agreement for Nominal Scales',
    value: (rows) => cohensKappa(labelsAgainstGrades(rows)),
  },
  {
    id: 'rho',
    title: "Spearman's rho",
    ...fraction,
    formula: 'correlation of the ranks of label and grade, ties at their mean rank',
    source: 'Spearman 1904, The Proof and Measurement of Association between Two Things',
    value: (rows) => spearmansRho(labelsAgainstGrades(rows)),
  },
] as const satisfies readonly Metric[];
