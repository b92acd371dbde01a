/** What a figure is called, how it is printed and where it comes from. */
export interface FigureInfo {
  /** Its name in files and code. */
  readonly id: string;
  readonly title: string;
  readonly unit: '' | '%';
  /** Digits after the point that people are shown. */
  readonly digits: number;
  readonly better: 'higher' | 'lower' | 'neither';
  /** One line of text; b is 1 where the rater bounced, y is 1 where the task deserves it, p is its probability of a bounce. */
  readonly formula: string;
  readonly source: string;
}

const paper = 'Mathews and Nagappan 2025, BouncerBench, arXiv 2506.17812';
const trustSql = 'Lee et al. 2024, TrustSQL, arXiv 2403.15879: the reliability score RS(c), per task';

const fraction = { unit: '', digits: 3, better: 'higher' } as const;
const error = { unit: '', digits: 3, better: 'lower' } as const;

const penaltyFormula = (cost: string) =>
  `mean of +1 for a right accept or bounce, 0 for a wrong bounce, −c for a wrong accept, with c = ${cost}`;

/** @param positive which decision counts as the positive class */
const classFigures = <Side extends string>(side: Side, positive: string) =>
  [
    {
      id: `prec_${side}`,
      title: `Precision on ${side}`,
      ...fraction,
      formula: `TP / (TP + FP) ${positive}`,
      source: paper,
    },
    {
      id: `rec_${side}`,
      title: `Recall on ${side}`,
      ...fraction,
      formula: `TP / (TP + FN) ${positive}`,
      source: paper,
    },
    {
      id: `f_${side}`,
      title: `F1 on ${side}`,
      ...fraction,
      formula: `2 TP / (2 TP + FP + FN) ${positive}`,
      source: paper,
    },
  ] as const;

/**
 * Every figure that is measured, in the order in which it is shown. Precision, recall and F1 are 0 where their
 * denominator is 0, as in the paper's own evaluation; every other figure is absent where it has no value.
 */
export const figures = [
  {
    id: 'i_score',
    title: 'I-Score',
    ...fraction,
    formula:
      '(2/3) · mean of (−1)^(1−b) · (quality − 1.5) over the tickets with a grade, quality in 0 (best) to 3',
    source: paper,
  },
  {
    id: 'o_score',
    title: 'O-Score',
    ...fraction,
    formula: 'mean of (−1)^(b+y) · share of tests that pass, over the patches where that share is known',
    source: paper,
  },
  {
    id: 'f_macro',
    title: 'Macro F1 (F_m)',
    ...fraction,
    formula: '(F1 on accept + F1 on bounce) / 2',
    source: paper,
  },
  {
    id: 'r_b',
    title: 'Bounce recall (R_b)',
    unit: '%',
    digits: 1,
    better: 'higher',
    formula: '100 · bounced rightly / all that deserve a bounce',
    source: paper,
  },
  {
    id: 'fnr_a',
    title: 'Wrongly bounced (FNR_a)',
    unit: '%',
    digits: 1,
    better: 'lower',
    formula: '100 · bounced wrongly / all that deserve none',
    source: paper,
  },
  ...classFigures('accept', 'with accepting as the positive class'),
  ...classFigures('bounce', 'with bouncing as the positive class'),
  {
    id: 'abstention_rate',
    title: 'Abstention rate',
    unit: '',
    digits: 3,
    better: 'neither',
    formula: 'bounced / all',
    source: 'Madhusudhan et al. 2024, Abstain-QA, arXiv 2407.16221',
  },
  {
    id: 'accepted_accuracy',
    title: 'Accuracy among the accepted',
    ...fraction,
    formula: 'accepted rightly / accepted; 1 minus the selective risk',
    source: 'Geifman and El-Yaniv 2017, Selective Classification for Deep Neural Networks',
  },
  {
    id: 'penalty_0',
    title: 'Penalty score, wrong accepts cost nothing',
    ...fraction,
    formula: penaltyFormula('0'),
    source: trustSql,
  },
  {
    id: 'penalty_1',
    title: 'Penalty score, a wrong accept costs 1',
    ...fraction,
    formula: penaltyFormula('1'),
    source: trustSql,
  },
  {
    id: 'penalty_10',
    title: 'Penalty score, a wrong accept costs 10',
    ...fraction,
    formula: penaltyFormula('10'),
    source: trustSql,
  },
  {
    id: 'penalty_n',
    title: 'Penalty score, a wrong accept costs all',
    ...fraction,
    formula: penaltyFormula('the number of tasks'),
    source: trustSql,
  },
  {
    id: 'penalty_cost',
    title: 'Penalty score at the chosen cost',
    ...fraction,
    formula: penaltyFormula('the chosen cost of a wrong accept'),
    source: trustSql,
  },
  {
    id: 'label_agreement',
    title: 'Agreement on the label',
    ...fraction,
    formula: "share of graded tickets whose label is the annotators' grade",
    source: paper,
  },
  {
    id: 'kappa',
    title: "Cohen's kappa",
    ...fraction,
    formula: '(observed − chance agreement) / (1 − chance agreement) on the four labels, unweighted',
    source: 'Cohen 1960, A Coefficient of Agreement for Nominal Scales',
  },
  {
    id: 'rho',
    title: "Spearman's rho",
    ...fraction,
    formula: 'correlation of the ranks of label and grade, ties at their mean rank',
    source: 'Spearman 1904, The Proof and Measurement of Association between Two Things',
  },
  {
    id: 'auroc',
    title: 'AUROC',
    ...fraction,
    formula:
      'probability that a task that deserves a bounce has a higher p than one that does not, ties counting half',
    source: 'Hanley and McNeil 1982, The Meaning and Use of the Area under a ROC Curve',
  },
  {
    id: 'auprc',
    title: 'AUPRC',
    ...fraction,
    formula:
      'average precision on bounce: sum over thresholds of (recall gained) · precision, ties being one threshold',
    source: 'Davis and Goadrich 2006; average precision as in scikit-learn, without interpolation',
  },
  {
    id: 'brier',
    title: 'Brier score',
    ...error,
    formula: 'mean of (p − y)²',
    source: 'Brier 1950, Verification of Forecasts Expressed in Terms of Probability',
  },
  {
    id: 'ece',
    title: 'Expected calibration error',
    ...error,
    formula: 'mean of |mean p − share of y| of the 15 equally large bins of p, weighted by their rows',
    source: 'Naeini et al. 2015; equal mass as in Nguyen and O’Connor 2015',
  },
  {
    id: 'aurc',
    title: 'Area under the risk–coverage curve',
    ...error,
    formula:
      'mean over k = 1..n of the share that deserves a bounce among the k tasks with the lowest p, ties in expectation',
    source: 'Geifman and El-Yaniv 2017; Geifman, Uziel and El-Yaniv 2019, arXiv 1805.08206',
  },
  {
    id: 'auarc',
    title: 'Area under the accuracy–rejection curve',
    ...fraction,
    formula:
      'mean over k = 1..n of the share that deserves none among the k tasks with the lowest p: 1 − AURC',
    source: 'Nadeem, Zucker and Hanczar 2009, Accuracy-Rejection Curves',
  },
  {
    id: 'dcs',
    title: 'Distributional correctness',
    ...fraction,
    formula:
      'mean of probability of what is right − probability of the rest: the gold label of a ticket, the gold pair of labels of a patch',
    source:
      'Burns 2025, arXiv 2510.04302, with loadings of 1 and no label "don’t know"; rewards certainty, so it is no proper score',
  },
  {
    id: 'rps',
    title: 'Ranked probability score',
    ...error,
    formula:
      '(1/3) · mean of the sum over the first three labels of (cumulative probability − cumulative truth)², tickets only',
    source: 'Epstein 1969, A Scoring System for Probability Forecasts of Ranked Categories; a proper score',
  },
] as const satisfies readonly FigureInfo[];

export type FigureId = (typeof figures)[number]['id'];

const byId: ReadonlyMap<string, FigureInfo> = new Map(figures.map((figure) => [figure.id, figure]));

/** @throws {Error} for an id that no figure has */
export function figureInfo(id: string): FigureInfo {
  const info = byId.get(id);
  if (!info) throw new Error(`There is no figure "${id}". The figures are ${[...byId.keys()].join(', ')}.`);
  return info;
}
