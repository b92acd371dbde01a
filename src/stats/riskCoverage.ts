/** A rated ticket or patch of which the truth is known. */
export interface RatedCase {
  /** The instance; rows of one instance are not independent of each other. */
  readonly instance: string;
  /** The bounce probability that decides, 0..1. */
  readonly probability: number;
  readonly bounce: boolean;
  /**
   * The rater's own answer that was calibrated, as a number with which the probability never falls. Absent where the
   * probability is the rater's own.
   */
  readonly answer?: number;
}

/** What a threshold would have done: bounce from it on, accept below. */
export interface RiskCoveragePoint {
  readonly threshold: number;
  /** Share of the cases that is accepted, 0..1. */
  readonly coverage: number;
  /** Share of the accepted that deserves a bounce, 0..1; null where nothing is accepted. */
  readonly risk: number | null;
}

export function riskCoverageAt(cases: readonly RatedCase[], threshold: number): RiskCoveragePoint {
  const accepted = cases.filter(({ probability }) => probability < threshold);
  const wrong = accepted.filter(({ bounce }) => bounce).length;
  return {
    threshold,
    coverage: cases.length === 0 ? 0 : accepted.length / cases.length,
    risk: accepted.length === 0 ? null : wrong / accepted.length,
  };
}

/** One point for each threshold that decides otherwise than the one before, from accepting nothing to accepting all. */
export function riskCoverageLine(cases: readonly RatedCase[]): RiskCoveragePoint[] {
  const ascending = [...cases].sort((a, b) => a.probability - b.probability);
  const line: RiskCoveragePoint[] = [{ threshold: ascending[0]?.probability ?? 0, coverage: 0, risk: null }];
  let wrong = 0;
  for (const [i, { probability, bounce }] of ascending.entries()) {
    if (bounce) wrong++;
    const next = ascending[i + 1]?.probability;
    if (next === probability) continue;
    line.push({
      threshold: thresholdBetween(probability, next),
      coverage: (i + 1) / ascending.length,
      risk: wrong / (i + 1),
    });
  }
  return line;
}

/** A threshold that accepts `below` and bounces `above`; where nothing is above, one that accepts all. */
export function thresholdBetween(below: number, above: number | undefined): number {
  if (above === undefined) return below < 1 ? 1 : 1 + Number.EPSILON;
  const middle = (below + above) / 2;
  return middle > below ? middle : above;
}
