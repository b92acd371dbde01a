import type { Limits } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import { agentic } from './agentic/agenticRater.js';
import { chat } from './chat/chatKind.js';
import { checks } from './checks/checksRater.js';
import { local } from './local/localRater.js';
import { panel } from './panel/panelRater.js';
import type { KnownAnswers, Rater, RaterKindEntry, RaterServices, RaterSettings } from './rater.js';

/** The kinds of rater, by the name that settings and options have for them. */
export const raters = { local, checks, chat, agentic, panel } as const satisfies Record<
  string,
  RaterKindEntry
>;

export type RaterKind = keyof typeof raters;

/** Which rater to make, as plain data. */
export interface RaterChoice extends RaterSettings {
  readonly kind: RaterKind;
}

export function makeRater(choice: RaterChoice, services: RaterServices): Rater {
  return raters[choice.kind].make(choice, services);
}

/** The rater's limits where a person looks next, for probabilities that presume a base rate. */
export function limitsOf(
  choice: RaterChoice,
  door: Door,
  services: KnownAnswers = { models: [] },
  baseRate?: number,
): Limits {
  return raters[choice.kind].limits(door, choice, services, baseRate);
}

/** How a kind of rater decides on a benchmark's rows where the user says nothing. */
export function benchmarkOf(kind: RaterKind): RaterKindEntry['benchmark'] {
  const entry: RaterKindEntry = raters[kind];
  return entry.benchmark;
}

export function needs(kind: RaterKind, what: RaterKindEntry['needs'][number]): boolean {
  const entry: RaterKindEntry = raters[kind];
  return entry.needs.includes(what);
}
