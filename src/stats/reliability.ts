import { equalWeights, pooled, type Ranking } from './ranking.js';

/** One row of a reliability table: rows of similar probability, and how often they really deserved a bounce. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly meanProbability: number;
  readonly bounceShare: number;
}

/** As many bins as in Guo et al. 2017. */
const usualBins = 15;

/**
 * Cuts rows into bins of equal size (equal mass), give or take one row. Rows that tie count with their tie's share of
 * positives wherever the cuts fall: a rater with four probabilities would else be measured by the order of the file,
 * and its error by chance in small bins.
 */
export function reliabilityTable(ranking: Ranking, bins = usualBins): ReliabilityBin[] {
  return [...cut(pooled(ranking), bins, equalWeights(ranking))].map(({ weight, scores, truths }) => ({
    rows: weight,
    meanProbability: scores / weight,
    bounceShare: truths / weight,
  }));
}

/** The {@link expectedCalibrationError} of a table. */
export function tableError(table: readonly ReliabilityBin[]): number {
  const total = table.reduce((sum, { rows }) => sum + rows, 0);
  return table.reduce(
    (error, { rows, meanProbability, bounceShare }) =>
      error + (rows / total) * Math.abs(meanProbability - bounceShare),
    0,
  );
}

/**
 * Expected calibration error: the mean over rows of the distance between the mean score of their bin and its share of
 * positives (Naeini et al. 2015; bins of equal mass as in Nguyen and O'Connor 2015). Unlike those of a table, rows that
 * tie stay in their order. 0..1.
 *
 * @param weights how often each row counts, whole numbers from 0
 */
export function expectedCalibrationError(ranking: Ranking, weights = equalWeights(ranking)): number {
  let error = 0;
  let total = 0;
  for (const { weight, excess } of cut(ranking, usualBins, weights)) {
    error += Math.abs(excess);
    total += weight;
  }
  return error / total;
}

/** A bin's sums over its rows. */
interface Bin {
  readonly weight: number;
  readonly scores: number;
  readonly truths: number;
  /** Of the scores above the truths. */
  readonly excess: number;
}

/** The bins that hold any row. A row that counts several times may lie on both sides of a border. */
function* cut({ scores, truths }: Ranking, bins: number, weights: Int32Array): Generator<Bin> {
  let total = 0;
  for (let row = 0; row < scores.length; row++) total += weights[row] as number;
  let [scoreSum, truthSum, excess, start, filled, border, closed] = [0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < scores.length; row++) {
    let left = weights[row] as number;
    const score = scores[row] as number;
    const truth = truths[row] as number;
    while (left > 0) {
      // Where there are fewer rows than bins, borders fall together.
      while (border <= filled) border = Math.round((++closed * total) / bins);
      const taken = Math.min(left, border - filled);
      scoreSum += taken * score;
      truthSum += taken * truth;
      excess += taken * (score - truth);
      filled += taken;
      left -= taken;
      if (filled < border) continue;
      yield { weight: filled - start, scores: scoreSum, truths: truthSum, excess };
      start = filled;
      scoreSum = truthSum = excess = 0;
    }
  }
}
