import type { Severity } from './evidence.js';
import type { Place } from './place.js';
import { riskWords } from './policy.js';
import { sureFindings } from './rating.js';
import type { Verdict } from './verdict.js';

/** Why a verdict is as it is, in a line that a person can check. */
export interface Reason {
  /** How grave a finding is; `rule` for a rule that decided; `estimate` for what has no place and is a rater's reckoning. */
  readonly kind: Severity | 'rule' | 'estimate';
  readonly text: string;
  readonly places: readonly Place[];
}

/** Reasons that a person reads at a glance. */
const most = 3;

/** The rule that decided where it was not the risk alone, then the gravest findings, then what the local rater reckons. */
export function reasonsOf(verdict: Verdict): readonly Reason[] {
  if (verdict.unrated) return [];
  const found = sureFindings(verdict).map(({ severity, message, place, otherPlaces = [] }): Reason => {
    return { kind: severity, text: message, places: place ? [place, ...otherPlaces] : otherPlaces };
  });
  const rule = ruleWords(verdict);
  const isTold = rule === '' || found.some(({ text }) => text === rule);
  const reasons: readonly Reason[] = [
    ...(isTold ? [] : [{ kind: 'rule', text: rule, places: [] } as const]),
    ...found,
    ...(isEstimate(verdict) ? [{ kind: 'estimate', text: verdict.explanation, places: [] } as const] : []),
  ];
  return reasons.slice(0, most);
}

/** What a rater says in its own words; empty where that is a reckoning, which is a reason among others. */
export function saidBy(verdict: Verdict): string {
  return verdict.unrated || isEstimate(verdict) ? '' : verdict.explanation;
}

/** Why it was decided so, without the risk and the limit, which stand elsewhere. */
function ruleWords({ because, bounceProbability, threshold }: Verdict): string {
  const numbers = bounceProbability === null ? '' : riskWords(bounceProbability, threshold);
  return because.startsWith(numbers) ? because.slice(numbers.length).trim() : because;
}

function isEstimate({ probabilitySource }: Verdict): boolean {
  return probabilitySource === 'model';
}
