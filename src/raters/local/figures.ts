import type { Generation } from '../../core/baseRate.js';
import type { Measured } from '../../core/rating.js';
import type { Estimate } from '../../stats/bootstrap.js';
import { logOdds, shiftBaseRate, sigmoid } from '../../stats/sigmoid.js';
import figures from './figures.json' with { type: 'json' };

/**
 * All that `npm run card` measures of the local rater on held-out rows. The card is printed from it, verdicts read it,
 * and a test holds what the README says to it. Shares lie in 0..1.
 */
export interface LocalFigures {
  readonly tickets: TicketFigures;
  readonly patches: PatchFigures;
}

export interface TicketFigures {
  readonly all: GroupFigures;
  readonly repositories: number;
  readonly limits: Readonly<Record<'ask' | 'abstain', EffectFigures>>;
  readonly bands: Bands;
  readonly twins: readonly TwinFigures[];
  readonly leftOut: readonly { readonly repository: string; readonly rows: number; readonly auroc: number }[];
}

export interface PatchFigures {
  readonly sources: readonly (GroupFigures & { readonly leftOut: number })[];
  readonly groups: readonly GroupFigures[];
  /** What limits do to patches of 2025/26 with defaults; the one without a limit is the default. */
  readonly limits: readonly (EffectFigures & { readonly limit: number | null })[];
  readonly bands: Readonly<Record<Generation, Bands>>;
  readonly padding: readonly PaddingFigures[];
  readonly outside: OutsideFigures;
}

export interface GroupFigures {
  readonly name: string;
  readonly rows: number;
  readonly instances: number;
  /** Share that deserves a bounce. */
  readonly share: number;
  /** Within sources, the mean weighted by rows: none of it comes from telling sources apart. */
  readonly auroc: Estimate;
  /** Expected calibration error at the group's own share, and where nothing is known. */
  readonly ownError: Estimate;
  readonly usualError: Estimate;
}

/** What abstaining from a limit on does; null where there is nothing to take a share of. */
export interface EffectFigures {
  readonly bounced: number;
  readonly wrongAmongBounced: number | null;
  readonly rightBounced: number;
  readonly rightAmongAccepted: number | null;
}

/** What probabilities at one base rate turned out to mean, lowest first. */
export interface Bands {
  readonly baseRate: number;
  readonly bands: readonly Band[];
}

/** A range of probabilities up to where the next begins, and the share of its rows that deserved a bounce. */
export interface Band {
  readonly from: number;
  readonly rows: number;
  readonly share: Estimate;
}

/** Texts of one kind beside the full tickets that they were made of; null for those that were made of none. */
export interface TwinFigures {
  readonly copy: string;
  readonly rows: number;
  readonly bounced: number;
  readonly ratedHigher: number | null;
  /** As far as a rater that goes by length alone would rate them higher. */
  readonly shorter: number | null;
  readonly fullBounced: number | null;
}

/** Rows with padding of one kind beside their bare ones. */
export interface PaddingFigures {
  readonly copy: string;
  readonly rows: number;
  /** How many of the bounced are let through with the padding, at the usual base rate and at the generation's. */
  readonly usual: { readonly bounced: number; readonly letThrough: number };
  readonly own: { readonly bounced: number; readonly letThrough: number };
  /** By how much it lowers the probability: at most, and in 99 of 100. */
  readonly mostGain: number;
  readonly gain99: number;
}

/** How the rater does on languages that were left out of its training. */
export interface OutsideFigures {
  /** By this the log odds of what a patch's surface says are to be multiplied, 0..1. */
  readonly slope: number;
  readonly all: GroupFigures;
  readonly languages: readonly (GroupFigures & { readonly slope: number; readonly insideSlope: number })[];
}

export const localFigures: LocalFigures = figures;

/**
 * What a probability turned out to mean: the share of its band. Where another base rate is presumed than the band's,
 * the probability is moved to the band's, and the share back, as {@link shiftBaseRate} does it.
 */
export function measuredAt({ baseRate, bands }: Bands, probability: number, presumed: number): Measured {
  const there = sigmoid(shiftBaseRate(logOdds(probability), presumed, baseRate));
  const [lowest, ...higher] = bands;
  const band = higher.findLast(({ from }) => from <= there) ?? (lowest as Band);
  const { value } = band.share;
  const moved = () => sigmoid(shiftBaseRate(logOdds(value), baseRate, presumed));
  return { share: presumed === baseRate ? value : moved(), rows: band.rows };
}
