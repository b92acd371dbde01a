// Plain types without imports: a web view, which has no Node, reads them too.

/** What a ledger says of how good its decisions were, in words for people. */
export interface GoodReport {
  readonly decisions: number;
  /** What there is to know first, where something is missing; empty otherwise. */
  readonly note: string;
  readonly doors: readonly DoorReport[];
  /** The latest weeks in which something was decided, the earliest first. */
  readonly weeks: readonly Period[];
}

export interface DoorReport {
  readonly door: 'input' | 'output';
  /** "Tickets" or "Patches". */
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Why people overrode, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Whether calibration still holds, for each rater of which outcomes are known. */
  readonly drift: readonly DriftReport[];
}

export interface Figure {
  readonly title: string;
  readonly value: string;
  /** What it rests on, in a sentence; may be empty. */
  readonly detail: string;
}

export interface DriftReport {
  readonly rater: string;
  readonly sentence: string;
  readonly offerRefit: boolean;
}

/** Counts of one week. */
export interface Period {
  /** Its Monday in UTC, as `2026-01-26`. */
  readonly from: string;
  readonly proceeded: number;
  readonly abstained: number;
  readonly unrated: number;
  readonly overrode: number;
}
