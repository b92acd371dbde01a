/** By the year in which the model behind an agent was released: what a patch's surface tells differs by it. */
export const generations = ['2024', '2025'] as const;
/** `2024` is that year and what came before it, `2025` that year and what came after it. */
export type Generation = (typeof generations)[number];

/** The shares of wrong patches on labelled tickets of each generation's agents. */
export const wrongShares: Readonly<Record<Generation, number>> = { '2024': 0.74, '2025': 0.33 };

/** What a base rate is known by, best first; `training` is the share in a rater's own training data. */
export const baseRateSources = [
  'setting',
  'agent',
  'repository',
  'generation',
  'default',
  'training',
] as const;
export type BaseRateSource = (typeof baseRateSources)[number];

/** What a base rate rests on. */
export interface BaseRateBasis {
  readonly from: BaseRateSource;
  /** Who made the patch; null where that is not known, and for tickets. */
  readonly agent: string | null;
  /** Of the agent, or of those of today; null for tickets. */
  readonly generation: Generation | null;
  /** Outcomes that it rests on; 0 where it was set, or measured elsewhere. */
  readonly outcomes: number;
}

/** The share of tickets or patches that deserve a bounce, which a probability presumes before the text is read. */
export interface Presumption extends BaseRateBasis {
  /** 0..1 */
  readonly baseRate: number;
}

/** What became of the work of an agent, or in a repository. */
export interface Outcomes {
  readonly count: number;
  /** How many deserved a bounce. */
  readonly wrong: number;
}

/** What became of other patches, as a ledger knows it. */
export interface KnownOutcomes {
  /** Of the same agent. */
  readonly agent?: Outcomes;
  /** In the same repository. */
  readonly repository?: Outcomes;
}

/** What is known of where a patch comes from. */
export interface KnownOfPatch {
  /** The share that the user set; 0..1. */
  readonly setting?: number;
  readonly agent?: string;
  readonly generation?: Generation;
  readonly outcomes?: KnownOutcomes;
}

/**
 * The base rate of a patch by the best that is known: what the user set, the outcomes of this agent, those of this
 * repository, the agent's generation, or what agents of today get wrong.
 */
export function presumed({ setting, agent, generation, outcomes = {} }: KnownOfPatch = {}): Presumption {
  const at = generation ?? '2025';
  const measured: Presumption = {
    baseRate: wrongShares[at],
    from: generation ? 'generation' : 'default',
    agent: agent ?? null,
    generation: at,
    outcomes: 0,
  };
  if (setting !== undefined) return { ...measured, baseRate: setting, from: 'setting' };
  return shrunk(outcomes.agent, 'agent', shrunk(outcomes.repository, 'repository', measured));
}

/** The base rate of tickets, or of a rater to which no patch's was given. */
export function presumptionOf(baseRate: number, from: 'setting' | 'training'): Presumption {
  return { baseRate, from, agent: null, generation: null, outcomes: 0 };
}

/** A presumption as ratings and verdicts tell it. */
export function baseRateFields({ baseRate, from, agent, generation, outcomes }: Presumption) {
  return { baseRate, baseRateBasis: { from, agent, generation, outcomes } };
}

/** Cases of the next best base rate that are added to outcomes, so that a few move it only a little. */
const pseudoCases = 5;
/** So many outcomes say enough of a base rate by themselves. */
export const enoughOutcomes = 20;

function shrunk(outcomes: Outcomes | undefined, from: BaseRateSource, next: Presumption): Presumption {
  if (!outcomes || outcomes.count === 0) return next;
  const { count, wrong } = outcomes;
  const baseRate = (wrong + pseudoCases * next.baseRate) / (count + pseudoCases);
  return { ...next, baseRate, from, outcomes: count };
}
