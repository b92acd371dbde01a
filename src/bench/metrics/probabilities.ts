import { auroc, averagePrecision } from '../../stats/ranking.js';
import { expectedCalibrationError } from '../../stats/reliability.js';
import { logLoss } from '../../stats/sigmoid.js';
import { error, fraction, type Metric } from './metric.js';
import type { RowValue } from './weightedRows.js';

const squaredError: RowValue = ({ bounceProbability: p, gold }) =>
  p === null ? null : (p - Number(gold)) ** 2;

const surprise: RowValue = ({ bounceProbability: p, gold }) => (p === null ? null : logLoss(p, gold));

/** How well the bounce probabilities rank the tasks, and how true they are. */
export const probabilities = [
  {
    id: 'auroc',
    title: 'AUROC',
    ...fraction,
    formula:
      'probability that a task that deserves a bounce has a higher p than one that does not, ties counting half',
    source: 'Hanley and McNeil 1982, The Meaning and Use of the Area under a ROC Curve',
    value: ({ runs }) => auroc(runs),
  },
  {
    id: 'auprc',
    title: 'AUPRC',
    ...fraction,
    formula:
      'average precision on bounce: sum over thresholds of (recall gained) · precision, ties being one threshold',
    source: 'Davis and Goadrich 2006; average precision as in scikit-learn, without interpolation',
    value: ({ runs }) => averagePrecision(runs),
  },
  {
    id: 'brier',
    title: 'Brier score',
    ...error,
    formula: 'mean of (p − y)²',
    source: 'Brier 1950, Verification of Forecasts Expressed in Terms of Probability',
    value: (rows) => rows.mean(squaredError),
  },
  {
    id: 'log_loss',
    title: 'Log loss',
    ...error,
    formula: 'mean of −ln q, where q is p if y is 1 and 1 − p if not, and at least 10⁻¹²',
    source: 'Good 1952, Rational Decisions',
    value: (rows) => rows.mean(surprise),
  },
  {
    id: 'ece',
    title: 'Expected calibration error',
    ...error,
    formula: 'mean of |mean p − share of y| of the 15 equally large bins of p, weighted by their rows',
    source: "Naeini et al. 2015; equal mass as in Nguyen and O'Connor 2015",
    value: ({ of, weights }) => expectedCalibrationError(of.ranking, weights),
  },
  {
    id: 'aurc',
    title: 'Area under the risk–coverage curve',
    ...error,
    formula:
      'mean over k = 1..n of the share that deserves a bounce among the k tasks with the lowest p, ties in expectation',
    source: 'Geifman and El-Yaniv 2017; Geifman, Uziel and El-Yaniv 2019, arXiv 1805.08206',
    value: (rows) => rows.riskCoverageArea,
  },
  {
    id: 'auarc',
    title: 'Area under the accuracy–rejection curve',
    ...fraction,
    formula:
      'mean over k = 1..n of the share that deserves none among the k tasks with the lowest p: 1 − AURC',
    source: 'Nadeem, Zucker and Hanczar 2009, Accuracy-Rejection Curves',
    value: (rows) => 1 - rows.riskCoverageArea,
  },
] as const satisfies readonly Metric[];
