import type { Place } from './place.js';

/**
 * One thing read off a ticket or a patch by a deterministic check. Every check always yields its fact, also
 * when it found nothing, so that a door's facts are the same list for every input and a model can weigh them.
 */
export interface Fact {
  /** Stable name of the check, in kebab case, for example `steps-to-reproduce`: one of `src/checks/registry.ts`. */
  readonly id: string;
  /** What was measured: 0 or 1 for yes-or-no checks, else a count, a share or a logarithm, as the check documents. */
  readonly value: number;
  /** What a person should know, one sentence: "Gives steps to reproduce.", "Says nowhere what was expected." */
  readonly sentence: string;
  /** Where it was seen; empty when the fact is an absence or about the whole. */
  readonly places: readonly Place[];
  /**
   * How loud to be about it. `blocker`: the door stays shut whatever the rater says (a patch that does not
   * apply). `error`, `warning` and `info` become findings. `note` (a strength, or a mere measure) is shown only as evidence.
   */
  readonly level: FactLevel;
  /** Set where the value means nothing: the check does not know the language, or the matter does not arise. */
  readonly moot?: true;
}

/** How loud a finding is. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const factLevels = ['blocker', ...severities, 'note'] as const;
export type FactLevel = (typeof factLevels)[number];

export type Evidence = readonly Fact[];

/** Most facts have no place, and a patch has some sixty of them. */
export const nowhere: readonly Place[] = [];
