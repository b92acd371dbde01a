import { sigmoid } from './sigmoid.js';

/** A row's features that are not 0: `values[k]` is the value of feature `indices[k]`. */
export interface SparseRow {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

export interface LogisticModel {
  readonly intercept: number;
  readonly weights: readonly number[];
}

interface LogisticOptions {
  /** Number of features. */
  readonly width: number;
  /** Strength of the L2 penalty ½·penalty·|w|²; the intercept is not penalised. */
  readonly penalty: number;
  /** How much each row counts; 1 where absent. */
  readonly rowWeights?: readonly number[];
  /** Log odds that each row starts from and that the model is not to explain; 0 where absent. */
  readonly offsets?: readonly number[];
  /** Length of the gradient at which the search ends; 1e-6 where absent. */
  readonly tolerance?: number;
}

/**
 * Logistic regression with an L2 penalty. The loss is convex, so that L-BFGS (Nocedal and Wright, Numerical
 * Optimization, algorithm 7.5) from zero reaches the one optimum, without any randomness.
 *
 * @param targets the probability of a bounce to learn, mostly 0 or 1
 */
export function fitLogistic(
  rows: readonly SparseRow[],
  targets: readonly number[],
  { width, penalty, rowWeights, offsets, tolerance = 1e-6 }: LogisticOptions,
): LogisticModel {
  const loss = (point: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let sum = 0;
    for (const [i, row] of rows.entries()) {
      const { indices, values } = row;
      let z = (point[width] as number) + (offsets?.[i] ?? 0);
      for (let k = 0; k < indices.length; k++)
        z += (point[indices[k] as number] as number) * (values[k] as number);
      const target = targets[i] as number;
      const weight = rowWeights?.[i] ?? 1;
      sum += weight * (Math.max(z, 0) - target * z + Math.log1p(Math.exp(-Math.abs(z))));
      const slope = weight * (sigmoid(z) - target);
      for (let k = 0; k < indices.length; k++) {
        const index = indices[k] as number;
        gradient[index] = (gradient[index] as number) + slope * (values[k] as number);
      }
      gradient[width] = (gradient[width] as number) + slope;
    }
    for (let j = 0; j < width; j++) {
      const w = point[j] as number;
      sum += 0.5 * penalty * w * w;
      gradient[j] = (gradient[j] as number) + penalty * w;
    }
    return sum;
  };
  const best = minimise(loss, width + 1, tolerance);
  return { intercept: best[width] as number, weights: [...best.subarray(0, width)] };
}

export function logisticScore({ intercept, weights }: LogisticModel, { indices, values }: SparseRow): number {
  let z = intercept;
  for (let k = 0; k < indices.length; k++)
    z += (weights[indices[k] as number] as number) * (values[k] as number);
  return z;
}

const memory = 10;
const mostIterations = 500;

function minimise(
  loss: (point: Float64Array, gradient: Float64Array) => number,
  size: number,
  tolerance: number,
): Float64Array {
  let point = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = loss(point, gradient);
  const history: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    if (Math.sqrt(dot(gradient, gradient)) < tolerance) break;
    const direction = quasiNewtonDirection(gradient, history);
    const slope = dot(gradient, direction);
    // Backtracking until the loss falls enough (Armijo's rule).
    let length = history.length === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1;
    let next = point;
    let nextValue = value;
    const nextGradient = new Float64Array(size);
    for (; length > 1e-12; length /= 2) {
      next = point.map((x, j) => x + length * (direction[j] as number));
      nextValue = loss(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) break;
    const step = next.map((x, j) => x - (point[j] as number));
    const change = nextGradient.map((g, j) => g - (gradient[j] as number));
    const curvature = dot(step, change);
    if (curvature > 1e-12) {
      history.push({ step, change, curvature });
      if (history.length > memory) history.shift();
    }
    point = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return point;
}

function quasiNewtonDirection(
  gradient: Float64Array,
  history: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { step, change, curvature } of [...history].reverse()) {
    const alpha = dot(step, direction) / curvature;
    alphas.push(alpha);
    addScaled(direction, change, -alpha);
  }
  const last = history.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let j = 0; j < direction.length; j++) direction[j] = (direction[j] as number) * scale;
  }
  for (const { step, change, curvature } of history) {
    const beta = dot(change, direction) / curvature;
    addScaled(direction, step, (alphas.pop() as number) - beta);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}

function addScaled(target: Float64Array, addend: Float64Array, scale: number): void {
  for (let j = 0; j < target.length; j++) target[j] = (target[j] as number) + scale * (addend[j] as number);
}
