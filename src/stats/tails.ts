const logFactorials = [0];

/** Natural logarithm of n!, exact to rounding; `n` a whole number from 0. */
function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) {
    logFactorials.push((logFactorials[i - 1] as number) + Math.log(i));
  }
  return logFactorials[n] as number;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Probability of at most `k` successes in `n` independent trials that each succeed with probability `p`. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += Math.exp(logChoose(n, i) + i * Math.log(p) + (n - i) * Math.log1p(-p));
  return Math.min(1, sum);
}

/** Probability of at most `k` marked ones when `drawn` of `total`, `marked` of which are marked, are drawn at random. */
export function hypergeometricTail(k: number, total: number, marked: number, drawn: number): number {
  const all = logChoose(total, drawn);
  let sum = 0;
  for (let i = Math.max(0, drawn + marked - total); i <= Math.min(k, marked, drawn); i++) {
    sum += Math.exp(logChoose(marked, i) + logChoose(total - marked, drawn - i) - all);
  }
  return Math.min(1, sum);
}

/**
 * McNemar's exact test, two-sided: how likely a split of the rows that only one of two raters got right is, at least as
 * uneven as this, were either equally often the only right one. Exact at any size, so no chi-squared approximation is
 * needed (McNemar 1947; binomial with p = 1/2). 0..1.
 */
export function mcNemar(onlyARight: number, onlyBRight: number): number {
  const all = onlyARight + onlyBRight;
  const fewer = Math.min(onlyARight, onlyBRight);
  if (2 * fewer === all) return 1;
  let logTerm = -all * Math.LN2;
  for (let k = 1; k <= fewer; k++) logTerm += Math.log((all - k + 1) / k);
  let tail = 0;
  let ratio = 1;
  for (let k = fewer; k >= 0; k--) {
    tail += ratio;
    ratio *= k / (all - k + 1);
  }
  return Math.min(1, 2 * Math.exp(logTerm) * tail);
}

/**
 * How likely the number of successes is as far from what is expected as `successes`, or farther, where each trial has a
 * probability of its own: exact, by the Poisson-binomial distribution (Hodges and Le Cam 1960), two-sided by doubling
 * the smaller tail. 0..1.
 */
export function poissonBinomialTest(probabilities: readonly number[], successes: number): number {
  let distribution = [1];
  for (const p of probabilities) {
    const next = new Array<number>(distribution.length + 1).fill(0);
    for (const [count, chance] of distribution.entries()) {
      next[count] = (next[count] as number) + chance * (1 - p);
      next[count + 1] = (next[count + 1] as number) + chance * p;
    }
    distribution = next;
  }
  const sum = (chances: readonly number[]) => chances.reduce((total, chance) => total + chance, 0);
  return Math.min(
    1,
    2 * Math.min(sum(distribution.slice(0, successes + 1)), sum(distribution.slice(successes))),
  );
}
