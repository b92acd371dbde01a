/** By the year in which the model behind an agent was released: what a patch's surface tells differs by it. */
export const generations = ['2024', '2025'] as const;
/** `2024` is that year and what came before it, `2025` that year and what came after it. */
export type Generation = (typeof generations)[number];

/** The shares of wrong patches on labelled tickets of each generation's agents. */
export const wrongShares: Readonly<Record<Generation, number>> = { '2024': 0.74, '2025': 0.33 };

/** Where the share comes from that a probability presumes, best first. */
export const baseRateSources = ['asked', 'agent', 'repository', 'generation', 'default'] as const;
export type BaseRateSource = (typeof baseRateSources)[number];

/** What is taken for granted of a patch before it is read. */
export interface Presumption {
  /** The share of such patches that are wrong, 0..1. */
  readonly baseRate: number;
  readonly from: BaseRateSource;
  readonly generation: Generation;
}

/** What is presumed of a patch of which nothing is known but, at most, its author's generation. */
export function presumed(generation?: Generation): Presumption {
  const at = generation ?? '2025';
  return { baseRate: wrongShares[at], from: generation ? 'generation' : 'default', generation: at };
}

/**
 * The share of wrong patches by what is known of an author or a repository, as if {@link pseudoCases} more had gone the
 * presumed way: a few outcomes move it a little.
 */
export function shrunkShare(
  outcomes: { readonly wrong: number; readonly all: number },
  presumed: number,
): number {
  return (outcomes.wrong + pseudoCases * presumed) / (outcomes.all + pseudoCases);
}

const pseudoCases = 5;

/** Models by the name that agents give them; what is named nowhere here is of today. */
const released2024 =
  /gpt-?3|gpt-?4(?!\.[1-9]|\d)|(?<![a-z\d])o1(?![a-z\d])|claude-(?:instant|2|3(?![.-]7))|gemini-(?:1|2[.-]0)|deepseek-(?:coder|chat)-v2|llama-?[23]|qwen-?[12]|doubao-pro|mixtral|codellama/i;
const released2025 =
  /gpt-?4\.[1-9]|gpt-?5|(?<![a-z\d])o[34](?![a-z\d])|claude-3[.-]7|claude-(?:sonnet|haiku|opus)-4|gemini-(?:2[.-]5|3)|qwen-?3|deepseek-(?:v3|r1)/i;

/** The generation of an agent by the model that its name tells, or by a year in it; undefined where it tells neither. */
export function generationOf(agent: string): Generation | undefined {
  if (released2025.test(agent)) return '2025';
  if (released2024.test(agent)) return '2024';
  const year = /(?<!\d)20(2\d)/.exec(agent)?.[1];
  if (year === undefined) return undefined;
  return Number(year) <= 24 ? '2024' : '2025';
}
