import { binned, type Column, mostBins } from './bins.js';
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
  /** How much each row counts; 1 where absent. */
  readonly rowWeights?: readonly number[];
  /** Log odds that each row starts from and that the trees are not to explain; their share of targets where absent. */
  readonly offsets?: readonly number[];
  /** For each feature whether the log odds may not fall as it grows; none where absent. */
  readonly rising?: readonly boolean[];
}

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
  const { offsets, rowWeights } = options;
  const intercept = offsets ? 0 : logOdds(targets.reduce((sum, target) => sum + target, 0) / targets.length);
  const scores = offsets ? Float64Array.from(offsets) : new Float64Array(rows.length).fill(intercept);
  const slopes = new Float64Array(rows.length);
  const curvatures = new Float64Array(rows.length);
  const trees: Tree[] = [];
  for (let grown = 0; grown < options.trees; grown++) {
    for (let i = 0; i < rows.length; i++) {
      const p = sigmoid(scores[i] as number);
      const weight = rowWeights?.[i] ?? 1;
      slopes[i] = weight * (p - (targets[i] as number));
      curvatures[i] = weight * p * (1 - p);
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

interface Gradients {
  readonly columns: readonly Column[];
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
}

function growTree(
  gradients: Gradients,
  sample: readonly number[],
  features: readonly number[],
  options: BoostingOptions,
): Tree {
  const { depth, learningRate, penalty, rising } = options;
  const tree = {
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    value: [] as number[],
  };
  const add = (rows: readonly number[], low: number, high: number): Branch => {
    const { slope, curvature } = sums(gradients, rows);
    tree.feature.push(-1);
    tree.threshold.push(0);
    tree.left.push(0);
    const value = round((-learningRate * slope) / (curvature + penalty));
    tree.value.push(Math.min(high, Math.max(low, value)));
    return { node: tree.feature.length - 1, rows, low, high };
  };
  let level = [add(sample, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)];
  for (let d = 0; d < depth; d++) {
    const next: typeof level = [];
    for (const { node, rows, low, high } of level) {
      const split = bestSplit(gradients, rows, features, options);
      if (!split) continue;
      const { bins, borders } = gradients.columns[split.feature] as Column;
      const isLeft = (row: number) => (bins[row] as number) <= split.bin;
      const left = rows.filter(isLeft);
      const right = rows.filter((row) => !isLeft(row));
      tree.feature[node] = split.feature;
      tree.threshold[node] = borders[split.bin] as number;
      tree.left[node] = tree.feature.length;
      // Whatever is asked further down, the two sides of a rising feature keep their order.
      const border = rising?.[split.feature] ? round(middle(gradients, left, right, options)) : undefined;
      next.push(
        add(left, low, Math.min(high, border ?? high)),
        add(right, Math.max(low, border ?? low), high),
      );
    }
    level = next;
  }
  return tree;
}

/** A node with its rows, and between which values its leaves may answer. */
interface Branch {
  readonly node: number;
  readonly rows: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** Halfway between what the two sides of a question answer. */
function middle(
  gradients: Gradients,
  left: readonly number[],
  right: readonly number[],
  { learningRate, penalty }: BoostingOptions,
): number {
  const [one, other] = [sums(gradients, left), sums(gradients, right)];
  const answers = one.slope / (one.curvature + penalty) + other.slope / (other.curvature + penalty);
  return (-learningRate * answers) / 2;
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

/** Whether the rows above a border answer less than those below it. */
function isFalling(
  slope: number,
  curvature: number,
  all: { readonly slope: number; readonly curvature: number },
  penalty: number,
): boolean {
  return -slope / (curvature + penalty) > -(all.slope - slope) / (all.curvature - curvature + penalty);
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
  { penalty, leafRows, rising }: BoostingOptions,
): { feature: number; bin: number } | undefined {
  const { columns, slopes, curvatures } = gradients;
  const all = sums(gradients, rows);
  const gainOf = (slope: number, curvature: number) => (slope * slope) / (curvature + penalty);
  let best: { feature: number; bin: number } | undefined;
  let bestGain = gainOf(all.slope, all.curvature) + 1e-9;
  // Side by side in memory, as every feature goes through them.
  const slopesHere = Float64Array.from(rows, (row) => slopes[row] as number);
  const curvaturesHere = Float64Array.from(rows, (row) => curvatures[row] as number);
  for (const feature of features) {
    const { bins, borders } = columns[feature] as Column;
    if (borders.length === 0) continue;
    histogram.slope.fill(0);
    histogram.curvature.fill(0);
    histogram.rows.fill(0);
    for (let i = 0; i < rows.length; i++) {
      const bin = bins[rows[i] as number] as number;
      histogram.slope[bin] = (histogram.slope[bin] as number) + (slopesHere[i] as number);
      histogram.curvature[bin] = (histogram.curvature[bin] as number) + (curvaturesHere[i] as number);
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
      if (gain > bestGain && !(rising?.[feature] && isFalling(slope, curvature, all, penalty))) {
        bestGain = gain;
        best = { feature, bin };
      }
    }
  }
  return best;
}
