/** The logistic function: from log odds to a probability. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The inverse of {@link sigmoid}. */
export function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/**
 * Moves log odds from one base rate to another: the odds are multiplied by the ratio of the two prior odds, which
 * is right when only the share of the classes differs, not what each class looks like (Elkan, IJCAI 2001,
 * theorem 2; Saerens et al., Neural Computation 2002).
 */
export function shiftBaseRate(odds: number, from: number, to: number): number {
  return odds + logOdds(to) - logOdds(from);
}

/**
 * Minus the logarithm of the probability that was given to what happened: at least 10⁻¹², so that one certain error is
 * not infinitely bad.
 */
export function logLoss(probability: number, happened: boolean): number {
  return -Math.log(Math.max(1e-12, happened ? probability : 1 - probability));
}
