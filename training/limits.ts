/** A case with the probability that a model gave it which had not seen its instance. */
export interface RatedRow {
  readonly bounce: boolean;
  readonly probability: number;
}

/** What a limit does: abstain from it on. */
export interface LimitEffect {
  readonly limit: number;
  /** Share of all rows on which it abstains, 0..1. */
  readonly bounced: number;
  /** Share of those that deserve it; not a number where there are none. */
  readonly wrongAmongBounced: number;
  /** Share of the right rows on which it abstains. */
  readonly rightBounced: number;
  /** Share of the accepted rows that are right. */
  readonly rightAmongAccepted: number;
}

export function effectOf(rows: readonly RatedRow[], limit: number): LimitEffect {
  const bounced = rows.filter(({ probability }) => probability >= limit);
  const wrong = rows.filter(({ bounce }) => bounce).length;
  const wrongBounced = bounced.filter(({ bounce }) => bounce).length;
  const right = rows.length - wrong;
  const rightBounced = bounced.length - wrongBounced;
  return {
    limit,
    bounced: bounced.length / rows.length,
    wrongAmongBounced: wrongBounced / bounced.length,
    rightBounced: rightBounced / right,
    rightAmongAccepted: (right - rightBounced) / (rows.length - bounced.length),
  };
}

/** The lowest limit, in whole percent, that abstains on at most such a share of the right rows. */
export function limitFor(rows: readonly RatedRow[], mostRight: number): number {
  for (let percent = 1; percent < 100; percent++) {
    if (effectOf(rows, percent / 100).rightBounced <= mostRight) return percent / 100;
  }
  return 1;
}
