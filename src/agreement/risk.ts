import type { Generation } from '../core/baseRate.js';
import type { Agreement } from './agreement.js';
import shipped from './model.json' with { type: 'json' };

/** What `npm run agreement` writes: how far agreement moves a risk, and what was measured of it on held-out rows. */
export interface AgreementModel {
  /** Of {@link inputsOf}, in their order; none is below 0. */
  readonly weights: readonly number[];
  readonly fittedOn: { readonly rows: number; readonly instances: number };
  /** By the generation of a patch's agent. */
  readonly measured: Readonly<Record<Generation, Measured>>;
}

/** Of patches for tickets with patches of several families of agents. */
export interface Measured {
  /** Share of wrong ones, 0..1. */
  readonly wrong: number;
  /** By the largest share of tokens in common with another family's patch, the largest first. */
  readonly bands: readonly { readonly from: number; readonly wrong: number }[];
  /** Of two patches, one right and one wrong, how often the wrong one has the higher risk: 0..1. */
  readonly auroc: { readonly alone: number; readonly together: number };
}

export const agreementModel: AgreementModel = shipped;

/** From this share of tokens in common on, two changes are nearly the same. */
export const nearlySame = 0.8;

/** More families' worth of patches than these were hardly measured. */
const mostFamilies = 5;

/**
 * What the model weighs. All fall with agreement, and only the first can be above 0: where no other family made nearly
 * the same change. A patch that agrees with nothing changes none of them, however it is written.
 */
export function inputsOf({
  places,
  mostTokens,
  mostLines,
}: Omit<Agreement, 'nearest' | 'families'>): number[] {
  return [1 - mostTokens / nearlySame, -mostLines, -Math.log1p(Math.min(mostFamilies, places))];
}

/** What agreement adds to the log odds that a patch is wrong. */
export function riskShift(
  agreement: Parameters<typeof inputsOf>[0],
  { weights }: Pick<AgreementModel, 'weights'> = agreementModel,
): number {
  return inputsOf(agreement).reduce((sum, value, i) => sum + value * (weights[i] as number), 0);
}
