import { type Confusion, f1, macroF1, mirrored, precision, recall } from '../../stats/classification.js';
import { fraction, type Metric, ofPaper, paper } from './metric.js';
import type { RowValue, WeightedRows } from './weightedRows.js';

const field: RowValue = ({ bounced, gold }) => 2 * Number(bounced) + Number(gold);

/** How the rater decided, with bouncing as the positive class. */
export function confusionIn(rows: WeightedRows): Confusion {
  const counts = rows.count(field, 4);
  const at = (bounced: 0 | 1, gold: 0 | 1) => counts[2 * bounced + gold] as number;
  return {
    truePositives: at(1, 1),
    falsePositives: at(1, 0),
    trueNegatives: at(0, 0),
    falseNegatives: at(0, 1),
  };
}

/** A metric's value from the decisions alone. */
const ofDecisions = (value: (decided: Confusion) => number) => (rows: WeightedRows) =>
  value(confusionIn(rows));

/**
 * @param positive which decision counts as the positive class
 * @param view the decisions with that class as the positive one
 */
const classMetrics = <Side extends string>(
  side: Side,
  positive: string,
  view: (decided: Confusion) => Confusion,
) => {
  const metric = <Name extends string>(
    name: Name,
    title: string,
    formula: string,
    value: (decided: Confusion) => number,
  ) =>
    ({
      id: `${name}_${side}`,
      title: `${title} on ${side}`,
      ...ofPaper,
      formula: `${formula} with ${positive} as the positive class`,
      value: ofDecisions((decided) => value(view(decided))),
    }) as const;
  return [
    metric('prec', 'Precision', 'TP / (TP + FP)', precision),
    metric('rec', 'Recall', 'TP / (TP + FN)', recall),
    metric('f', 'F1', '2 TP / (2 TP + FP + FN)', f1),
  ] as const;
};

/**
 * What the decisions alone tell. Precision, recall and F1 are 0 where their denominator is 0, as in the paper's own
 * evaluation; every other metric has no value there.
 */
export const decisions = [
  {
    id: 'f_macro',
    title: 'Macro F1 (F_m)',
    ...ofPaper,
    formula: '(F1 on accept + F1 on bounce) / 2',
    value: ofDecisions(macroF1),
  },
  {
    id: 'r_b',
    title: 'Bounce recall (R_b)',
    unit: '%',
    digits: 1,
    better: 'higher',
    formula: '100 · bounced rightly / all that deserve a bounce',
    source: paper,
    value: ofDecisions(
      ({ truePositives, falseNegatives }) => (100 * truePositives) / (truePositives + falseNegatives),
    ),
  },
  {
    id: 'fnr_a',
    title: 'Wrongly bounced (FNR_a)',
    unit: '%',
    digits: 1,
    better: 'lower',
    formula: '100 · bounced wrongly / all that deserve none',
    source: paper,
    value: ofDecisions(
      ({ falsePositives, trueNegatives }) => (100 * falsePositives) / (falsePositives + trueNegatives),
    ),
  },
  ...classMetrics('accept', 'accepting', mirrored),
  ...classMetrics('bounce', 'bouncing', (decided) => decided),
  {
    id: 'abstention_rate',
    title: 'Abstention rate',
    unit: '',
    digits: 3,
    better: 'neither',
    formula: 'bounced / all',
    source: 'Madhusudhan et al. 2024, Abstain-QA, arXiv 2407.16221',
    value: ofDecisions((decided) => (decided.truePositives + decided.falsePositives) / tasksIn(decided)),
  },
  {
    id: 'accepted_accuracy',
    title: 'Accuracy among the accepted',
    ...fraction,
    formula: 'accepted rightly / accepted; 1 minus the selective risk',
    source: 'Geifman and El-Yaniv 2017, Selective Classification for Deep Neural Networks',
    value: ofDecisions(
      ({ trueNegatives, falseNegatives }) => trueNegatives / (trueNegatives + falseNegatives),
    ),
  },
] as const satisfies readonly Metric[];

export function tasksIn(decided: Confusion): number {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = decided;
  return truePositives + falsePositives + trueNegatives + falseNegatives;
}
