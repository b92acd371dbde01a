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
