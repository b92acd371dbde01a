/**
 * How good probabilities are. `scores[i]` is the probability (or any score that rises with it) that row i deserves
 * a bounce, `bounces[i]` whether it really does. All functions are pure and take rows in any order.
 */

/**
 * Area under the ROC curve: the probability that a row that deserves a bounce has a higher score than one that
 * doesn't, ties counting half (Mann and Whitney's U over the number of pairs). 0..1; NaN where one class is missing.
 */
export function auroc(scores: readonly number[], bounces: readonly boolean[]): number {
  const order = ascending(scores);
  const positives = bounces.filter(Boolean).length;
  const negatives = bounces.length - positives;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end] as number] === scores[order[start] as number]) end++;
    const meanRank = (start + 1 + end) / 2;
    for (const row of order.slice(start, end)) if (bounces[row]) rankSum += meanRank;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean squared distance between probability and truth (Brier 1950); 0 is best, 1 worst. */
export function brierScore(scores: readonly number[], bounces: readonly boolean[]): number {
  return mean(scores.map((score, i) => (score - (bounces[i] ? 1 : 0)) ** 2));
}

/** One row of a reliability table: rows of similar probability, and how often they really deserved a bounce. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly meanProbability: number;
  readonly bounceShare: number;
}

/** Bins of {@link expectedCalibrationError}, as in Guo et al. 2017. */
export const calibrationBins = 15;

/**
 * Sorts rows by probability and cuts them into `bins` runs of equal size (equal mass), give or take one row. Rows that
 * tie count with their tie's share of bounces wherever the cuts fall: a rater with four probabilities would else be
 * measured by the order of the file, and its error by chance in small bins.
 */
export function reliabilityTable(
  probabilities: readonly number[],
  bounces: readonly boolean[],
  bins = calibrationBins,
): ReliabilityBin[] {
  const order = ascending(probabilities);
  const shares = tiedShares(probabilities, bounces, order);
  const table: ReliabilityBin[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const rows = order.slice(
      Math.round((bin * order.length) / bins),
      Math.round(((bin + 1) * order.length) / bins),
    );
    if (rows.length === 0) continue;
    table.push({
      rows: rows.length,
      meanProbability: mean(rows.map((row) => probabilities[row] as number)),
      bounceShare: mean(rows.map((row) => shares[row] as number)),
    });
  }
  return table;
}

/** For each row the share of bounces among all rows of the same probability. */
function tiedShares(
  probabilities: readonly number[],
  bounces: readonly boolean[],
  order: readonly number[],
): number[] {
  const shares = new Array<number>(order.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (
      end < order.length &&
      probabilities[order[end] as number] === probabilities[order[start] as number]
    )
      end++;
    const tied = order.slice(start, end);
    const share = tied.filter((row) => bounces[row]).length / tied.length;
    for (const row of tied) shares[row] = share;
    start = end;
  }
  return shares;
}

/**
 * Expected calibration error over {@link calibrationBins} bins of equal mass: the mean over rows of the distance
 * between their bin's mean probability and its share of bounces (Naeini et al. 2015, Nguyen and O'Connor 2015). 0..1.
 */
export function expectedCalibrationError(
  probabilities: readonly number[],
  bounces: readonly boolean[],
  bins = calibrationBins,
): number {
  let error = 0;
  for (const { rows, meanProbability, bounceShare } of reliabilityTable(probabilities, bounces, bins)) {
    error += (rows / probabilities.length) * Math.abs(meanProbability - bounceShare);
  }
  return error;
}

/**
 * Accept precision: of the share of rows with the lowest scores (at least one row), how many deserve no bounce. Rows
 * that tie at the border count in proportion. 0..1.
 */
export function acceptPrecision(
  scores: readonly number[],
  bounces: readonly boolean[],
  acceptedShare: number,
): number {
  const order = ascending(scores);
  const accepted = Math.max(1, Math.round(acceptedShare * order.length));
  const border = scores[order[accepted - 1] as number];
  const below = order.filter((row) => (scores[row] as number) < (border as number));
  const tied = order.filter((row) => scores[row] === border);
  const good = (rows: readonly number[]) => rows.filter((row) => !bounces[row]).length;
  return (good(below) + (good(tied) * (accepted - below.length)) / tied.length) / accepted;
}

function ascending(scores: readonly number[]): number[] {
  return scores.map((_, i) => i).sort((a, b) => (scores[a] as number) - (scores[b] as number));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
