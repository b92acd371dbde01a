/** By the year in which the model behind an agent was released: what a patch's surface tells differs by it. */
export const generations = ['2024', '2025'] as const;
/** `2024` is that year and what came before it, `2025` that year and what came after it. */
export type Generation = (typeof generations)[number];

/** The shares of wrong patches on labelled tickets of each generation's agents. */
export const wrongShares: Readonly<Record<Generation, number>> = { '2024': 0.74, '2025': 0.33 };

/** What a base rate is known by, best first. */
export const baseRateSources = ['setting', 'agent', 'repository', 'generation', 'default'] as const;
export type BaseRateSource = (typeof baseRateSources)[number];

/** The share of patches that are wrong, which a probability presumes before the patch is read. */
export interface Presumption {
  /** 0..1 */
  readonly baseRate: number;
  readonly from: BaseRateSource;
  readonly generation: Generation;
  /** Outcomes that it rests on; 0 where it was set, or measured elsewhere. */
  readonly outcomes: number;
}

/** What became of the work of an agent, or in a repository. */
export interface Outcomes {
  readonly count: number;
  /** How many deserved a bounce. */
  readonly wrong: number;
}

/** What is known of where a patch comes from. */
export interface KnownOfPatch {
  /** The share that the user set; 0..1. */
  readonly setting?: number;
  readonly agent?: Outcomes;
  readonly repository?: Outcomes;
  readonly generation?: Generation;
}

/**
 * The base rate by the best that is known: what the user set, the outcomes of this agent, those of this repository, the
 * agent's generation, or what agents of today get wrong.
 */
export function presumed({ setting, agent, repository, generation }: KnownOfPatch = {}): Presumption {
  const at = generation ?? '2025';
  const measured: Presumption = {
    baseRate: wrongShares[at],
    from: generation ? 'generation' : 'default',
    generation: at,
    outcomes: 0,
  };
  if (setting !== undefined) return { ...measured, baseRate: setting, from: 'setting' };
  return shrunk(agent, 'agent', shrunk(repository, 'repository', measured));
}

/** Cases of the next best base rate that are added to outcomes, so that a few move it only a little. */
const pseudoCases = 5;

function shrunk(outcomes: Outcomes | undefined, from: BaseRateSource, next: Presumption): Presumption {
  if (!outcomes || outcomes.count === 0) return next;
  const { count, wrong } = outcomes;
  const baseRate = (wrong + pseudoCases * next.baseRate) / (count + pseudoCases);
  return { ...next, baseRate, from, outcomes: count };
}
