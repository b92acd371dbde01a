import type { GoodReport } from '../../../ledger/goodReport.js';

/** What "How Good Is It Here?" shows: words and numbers only. */
export interface GoodModel {
  /** Name of the repository that the workspace is about; null where there is none. */
  readonly here: string | null;
  readonly scope: GoodScope;
  readonly report: GoodReport;
}

/** This repository's decisions, or all. */
export type GoodScope = 'here' | 'all';

export type ToGoodPanel =
  | { readonly type: 'show'; readonly model: GoodModel }
  | { readonly type: 'failed'; readonly message: string };

export const goodActions = ['newDatasetFromLedger', 'exportLedger', 'calibrate'] as const;

export type FromGoodPanel =
  | { readonly type: 'choose'; readonly scope: GoodScope }
  | { readonly type: 'act'; readonly action: (typeof goodActions)[number] };
