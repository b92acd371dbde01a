import { randomStream } from './random.js';
import { round } from './round.js';
import { logOdds, sigmoid } from './sigmoid.js';

/**
 * One tree as parallel lists. Node i asks whether feature `feature[i]` is ≤ `threshold[i]`; yes goes to node
 * `left[i]`, no to node `left[i] + 1`. A leaf has `feature` −1. `value[i]` is the log odds that the tree adds for the
 * training rows under node i: for a leaf what it answers, for an inner node their mean, from which the share of each
 * feature is read off.
 */
export interface Tree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly value: readonly number[];
}

export interface BoostedTrees {
  /** Log odds to start from. */
  readonly intercept: number;
  readonly trees: readonly Tree[];
}

export interface BoostingOptions {
  readonly trees: number;
  /** Questions from the root to a leaf. */
  readonly depth: number;
  /** Share of each tree's answer that is taken, 0..1. */
  readonly learningRate: number;
  /** L2 penalty on the answer of a leaf. */
  readonly penalty: number;
  /** Fewest training rows under a leaf. */
  readonly leafRows: number;
  /** Share of the rows and of the features that each tree sees, 0..1. */
  readonly rowShare: number;
  readonly featureShare: number;
  readonly seed: number;
}

const mostBins = 64;

/**
 * Gradient boosting of shallow trees for the logistic loss, with second-order leaf answers (Friedman 2001; Chen and
 * Guestrin 2016) over features cut into at most 64 bins. The same rows, options and seed give the same trees.
 */
export function fitBoostedTrees(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  options: BoostingOptions,
): BoostedTrees {
  const random = randomStream(options.seed);
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, j) => binned(rows.map((row) => row[j] as number)));
  const intercept = logOdds(targets.reduce((sum, target) => sum + target, 0) / targets.length);
  const scores = new Float64Array(rows.length).fill(intercept);
  const slopes = new Float64Array(rows.length);
  const curvatures = new Float64Array(rows.length);
  const trees: Tree[] = [];
  for (let grown = 0; grown < options.trees; grown++) {
    for (let i = 0; i < rows.length; i++) {
      const p = sigmoid(scores[i] as number);
      slopes[i] = p - (targets[i] as number);
      curvatures[i] = p * (1 - p);
    }
    const sample = rows.map((_, i) => i).filter(() => random() < options.rowShare);
    const features = columns.map((_, j) => j).filter(() => random() < options.featureShare);
    const tree = growTree({ columns, slopes, curvatures }, sample, features, options);
    trees.push(tree);
    for (const [i, row] of rows.entries()) scores[i] = (scores[i] as number) + treeScore(tree, row);
  }
  return { intercept, trees };
}

export function boostedScore({ intercept, trees }: BoostedTrees, row: readonly number[]): number {
  let score = intercept;
  for (const tree of trees) score += treeScore(tree, row);
  return score;
}

/**
 * How much each feature moved a row's log odds away from the mean of the training rows: along the path to the leaf,
 * the change of the node's mean goes to the feature that was asked (Saabas 2014). Together with the roots' means and
 * the intercept they sum to the score.
 */
export function boostedContributions({ trees }: BoostedTrees, row: readonly number[]): Float64Array {
  const contributions = new Float64Array(row.length);
  for (const tree of trees) {
    for (let node = 0; (tree.feature[node] as number) >= 0; ) {
      const feature = tree.feature[node] as number;
      const next = child(tree, node, row);
      const moved = (tree.value[next] as number) - (tree.value[node] as number);
      contributions[feature] = (contributions[feature] as number) + moved;
      node = next;
    }
  }
  return contributions;
}

function treeScore(tree: Tree, row: readonly number[]): number {
  let node = 0;
  while ((tree.feature[node] as number) >= 0) node = child(tree, node, row);
  return tree.value[node] as number;
}

function child(tree: Tree, node: number, row: readonly number[]): number {
  const isLeft = (row[tree.feature[node] as number] as number) <= (tree.threshold[node] as number);
  return (tree.left[node] as number) + (isLeft ? 0 : 1);
}

interface Column {
  /** The bin of each row. */
  readonly bins: Uint8Array;
  /** `borders[b]` lies between the values of bin b and of bin b + 1. */
  readonly borders: readonly number[];
}

function binned(values: readonly number[]): Column {
  const sorted = [...values].sort((a, b) => a - b);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const cuts =
    distinct.length <= mostBins
      ? distinct
      : [
          ...new Set(
            Array.from(
              { length: mostBins },
              (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / mostBins) - 1] as number,
            ),
          ),
        ];
  // A border halfway to the next value that occurs, so that unseen values fall to the nearer side.
  const borders = cuts.slice(0, -1).map((cut) => {
    const next = distinct[firstAtLeast(distinct, cut) + 1] as number;
    return rounded((cut + next) / 2, cut, next);
  });
  return { bins: Uint8Array.from(values, (value) => firstAtLeast(borders, value)), borders };
}

/** The value to five digits where that still separates its neighbours: a model in JSON stays small. */
function rounded(border: number, below: number, above: number): number {
  const short = round(border);
  return short >= below && short < above ? short : border;
}

function firstAtLeast(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Gradients {
  readonly columns: readonly Column[];
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
}

function growTree(
  gradients: Gradients,
  sample: readonly number[],
  features: readonly number[],
  { depth, learningRate, penalty, leafRows }: BoostingOptions,
): Tree {
  const tree = {
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    value: [] as number[],
  };
  const add = (rows: readonly number[]): number => {
    const { slope, curvature } = sums(gradients, rows);
    tree.feature.push(-1);
    tree.threshold.push(0);
    tree.left.push(0);
    tree.value.push(round((-learningRate * slope) / (curvature + penalty)));
    return tree.feature.length - 1;
  };
  let level = [{ node: add(sample), rows: sample }];
  for (let d = 0; d < depth; d++) {
    const next: typeof level = [];
    for (const { node, rows } of level) {
      const split = bestSplit(gradients, rows, features, penalty, leafRows);
      if (!split) continue;
      const { bins, borders } = gradients.columns[split.feature] as Column;
      const isLeft = (row: number) => (bins[row] as number) <= split.bin;
      const left = rows.filter(isLeft);
      const right = rows.filter((row) => !isLeft(row));
      tree.feature[node] = split.feature;
      tree.threshold[node] = borders[split.bin] as number;
      tree.left[node] = tree.feature.length;
      next.push({ node: add(left), rows: left }, { node: add(right), rows: right });
    }
    level = next;
  }
  return tree;
}

function sums({ slopes, curvatures }: Gradients, rows: readonly number[]) {
  let slope = 0;
  let curvature = 0;
  for (const row of rows) {
    slope += slopes[row] as number;
    curvature += curvatures[row] as number;
  }
  return { slope, curvature };
}

const histogram = {
  slope: new Float64Array(mostBins),
  curvature: new Float64Array(mostBins),
  rows: new Uint32Array(mostBins),
};

function bestSplit(
  gradients: Gradients,
  rows: readonly number[],
  features: readonly number[],
  penalty: number,
  leafRows: number,
): { feature: number; bin: number } | undefined {
  const { columns, slopes, curvatures } = gradients;
  const all = sums(gradients, rows);
  const gainOf = (slope: number, curvature: number) => (slope * slope) / (curvature + penalty);
  let best: { feature: number; bin: number } | undefined;
  let bestGain = gainOf(all.slope, all.curvature) + 1e-9;
  for (const feature of features) {
    const { bins, borders } = columns[feature] as Column;
    if (borders.length === 0) continue;
    histogram.slope.fill(0);
    histogram.curvature.fill(0);
    histogram.rows.fill(0);
    for (const row of rows) {
      const bin = bins[row] as number;
      histogram.slope[bin] = (histogram.slope[bin] as number) + (slopes[row] as number);
      histogram.curvature[bin] = (histogram.curvature[bin] as number) + (curvatures[row] as number);
      histogram.rows[bin] = (histogram.rows[bin] as number) + 1;
    }
    let slope = 0;
    let curvature = 0;
    let count = 0;
    for (let bin = 0; bin < borders.length; bin++) {
      slope += histogram.slope[bin] as number;
      curvature += histogram.curvature[bin] as number;
      count += histogram.rows[bin] as number;
      if (count < leafRows) continue;
      if (rows.length - count < leafRows) break;
      const gain = gainOf(slope, curvature) + gainOf(all.slope - slope, all.curvature - curvature);
      if (gain > bestGain) {
        bestGain = gain;
        best = { feature, bin };
      }
    }
  }
  return best;
}
