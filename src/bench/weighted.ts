import type { Door } from '../core/rating.js';
import { calibrationBins } from '../stats/metrics.js';
import { type Columns, Flag, flagBits, kinds, labelCells } from './columns.js';
import { type FigureId, figures } from './figures.js';
import { classMetrics } from './metrics.js';

/** Where each figure stands in the values. */
const at = Object.fromEntries(figures.map(({ id }, i) => [id, i])) as Readonly<Record<FigureId, number>>;

/** Computes every figure, NaN where it has no value, from how often each cluster counts. */
export type WeightedFigures = (counts: Int32Array, values: Float64Array) => void;

/**
 * Every figure of `figures.ts` over rows of which each counts as often as its cluster was drawn: the same values as
 * over rows that are repeated so. A call takes time linear in the rows and allocates nothing that grows with them.
 *
 * @param cost what one wrong accept costs in `penalty_cost`, in units of one right one; 0 or more
 */
export function weightedFigures(door: Door, columns: Columns, cost: number): WeightedFigures {
  const weights = new Int32Array(columns.rows);
  const kindWeights = new Float64Array(kinds);
  const labelWeights = new Float64Array(labelCells);
  return (counts, values) => {
    values.fill(Number.NaN);
    for (let i = 0; i < weights.length; i++) weights[i] = counts[columns.cluster[i] as number] as number;
    kindWeights.fill(0);
    labelWeights.fill(0);
    let worth = 0;
    let correctness = 0;
    let rankedError = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] as number;
      const kind = columns.kind[i] as number;
      kindWeights[kind] = (kindWeights[kind] as number) + weight;
      worth += weight * (columns.worth[i] as number);
      correctness += weight * (columns.correctness[i] as number);
      rankedError += weight * (columns.rankedError[i] as number);
    }
    const decided = new Float64Array(4);
    let graded = 0;
    let distributions = 0;
    for (let kind = 0; kind < kinds; kind++) {
      const weight = kindWeights[kind] as number;
      const field = kind & (Flag.gold | Flag.bounced);
      decided[field] = (decided[field] as number) + weight;
      if (kind & Flag.graded) graded += weight;
      if (kind & Flag.distribution) distributions += weight;
      const cell = kind >> flagBits;
      if (cell < labelCells) labelWeights[cell] = (labelWeights[cell] as number) + weight;
    }
    decisionFigures(decided, cost, values);
    values[door === 'input' ? at.i_score : at.o_score] = worth / graded;
    values[at.dcs] = correctness / distributions;
    if (door === 'input') values[at.rps] = rankedError / distributions;
    agreementFigures(labelWeights, values);
    rankingFigures(columns, weights, values);
    values[at.ece] = calibrationError(columns, weights);
  };
}

function decisionFigures(decided: Float64Array, cost: number, values: Float64Array): void {
  const acceptedRightly = decided[0] as number;
  const acceptedWrongly = decided[Flag.gold] as number;
  const bouncedWrongly = decided[Flag.bounced] as number;
  const bouncedRightly = decided[Flag.gold + Flag.bounced] as number;
  const accepted = acceptedRightly + acceptedWrongly;
  const bounced = bouncedRightly + bouncedWrongly;
  const good = acceptedRightly + bouncedWrongly;
  const bad = bouncedRightly + acceptedWrongly;
  const tasks = good + bad;
  const accept = classMetrics(acceptedRightly, accepted, good);
  const bounce = classMetrics(bouncedRightly, bounced, bad);
  values[at.prec_accept] = accept.precision;
  values[at.rec_accept] = accept.recall;
  values[at.f_accept] = accept.f1;
  values[at.prec_bounce] = bounce.precision;
  values[at.rec_bounce] = bounce.recall;
  values[at.f_bounce] = bounce.f1;
  values[at.f_macro] = (accept.f1 + bounce.f1) / 2;
  values[at.r_b] = (100 * bouncedRightly) / bad;
  values[at.fnr_a] = (100 * bouncedWrongly) / good;
  values[at.abstention_rate] = bounced / tasks;
  values[at.accepted_accuracy] = acceptedRightly / accepted;
  const penalty = (each: number) => (acceptedRightly + bouncedRightly - each * acceptedWrongly) / tasks;
  values[at.penalty_0] = penalty(0);
  values[at.penalty_1] = penalty(1);
  values[at.penalty_10] = penalty(10);
  values[at.penalty_n] = penalty(tasks);
  values[at.penalty_cost] = penalty(cost);
}

/** From the contingency table of the gold grade (rows) and the rater's label (columns). */
function agreementFigures(cells: Float64Array, values: Float64Array): void {
  const size = Math.sqrt(cells.length);
  const cell = (grade: number, label: number) => cells[grade * size + label] as number;
  let total = 0;
  let agreed = 0;
  let chance = 0;
  let gradesBefore = 0;
  let labelsBefore = 0;
  let covariance = 0;
  let gradeVariance = 0;
  let labelVariance = 0;
  for (let i = 0; i < cells.length; i++) total += cells[i] as number;
  const meanRank = (total + 1) / 2;
  for (let k = 0; k < size; k++) {
    let grades = 0;
    let labelled = 0;
    for (let other = 0; other < size; other++) {
      grades += cell(k, other);
      labelled += cell(other, k);
    }
    agreed += cell(k, k);
    chance += (grades / total) * (labelled / total);
    const gradeRank = gradesBefore + (grades + 1) / 2 - meanRank;
    const labelRank = labelsBefore + (labelled + 1) / 2 - meanRank;
    gradeVariance += grades * gradeRank ** 2;
    labelVariance += labelled * labelRank ** 2;
    let before = 0;
    for (let label = 0; label < size; label++) {
      let column = 0;
      for (let grade = 0; grade < size; grade++) column += cell(grade, label);
      covariance += cell(k, label) * gradeRank * (before + (column + 1) / 2 - meanRank);
      before += column;
    }
    gradesBefore += grades;
    labelsBefore += labelled;
  }
  values[at.label_agreement] = agreed / total;
  values[at.kappa] = (agreed / total - chance) / (1 - chance);
  values[at.rho] = covariance / Math.sqrt(gradeVariance * labelVariance);
}

/** AUROC, AUPRC, AURC, AUARC and the Brier score, in one pass over the runs of equal probabilities. */
function rankingFigures(columns: Columns, weights: Int32Array, values: Float64Array): void {
  const { bad, squaredError, rated, runEnds } = columns;
  let total = 0;
  let totalBad = 0;
  let squared = 0;
  for (let i = 0; i < rated; i++) {
    const weight = weights[i] as number;
    total += weight;
    totalBad += weight * (bad[i] as number);
    squared += weight * (squaredError[i] as number);
  }
  let before = 0;
  let badBefore = 0;
  let orderedPairs = 0;
  let precisions = 0;
  let risks = 0;
  let start = 0;
  for (let run = 0; run < runEnds.length; run++) {
    const end = runEnds[run] as number;
    let tied = 0;
    let tiedBad = 0;
    for (let i = start; i < end; i++) {
      const weight = weights[i] as number;
      tied += weight;
      tiedBad += weight * (bad[i] as number);
    }
    start = end;
    if (tied === 0) continue;
    orderedPairs += tiedBad * (before - badBefore + (tied - tiedBad) / 2);
    precisions += (tiedBad * (totalBad - badBefore)) / (total - before);
    const share = tiedBad / tied;
    for (let taken = 1; taken <= tied; taken++) risks += (badBefore + taken * share) / (before + taken);
    before += tied;
    badBefore += tiedBad;
  }
  values[at.auroc] = orderedPairs / (totalBad * (total - totalBad));
  values[at.auprc] = precisions / totalBad;
  values[at.aurc] = risks / total;
  values[at.auarc] = 1 - risks / total;
  values[at.brier] = squared / total;
}

/** As `expectedCalibrationError` has it: a row that counts several times may lie on both sides of a bin's border. */
function calibrationError({ probability, bad, rated }: Columns, weights: Int32Array): number {
  let total = 0;
  for (let i = 0; i < rated; i++) total += weights[i] as number;
  const borderOf = (bin: number) => Math.round((bin * total) / calibrationBins);
  let bin = 1;
  let border = borderOf(bin);
  let filled = 0;
  let excess = 0;
  let error = 0;
  for (let i = 0; i < rated; i++) {
    let left = weights[i] as number;
    const distance = (probability[i] as number) - (bad[i] as number);
    while (left > 0) {
      const taken = Math.min(left, border - filled);
      excess += taken * distance;
      filled += taken;
      left -= taken;
      if (filled < border) continue;
      error += Math.abs(excess);
      excess = 0;
      border = borderOf(++bin);
    }
  }
  return error / total;
}
