import type { Outcome } from '../core/policy.js';
import { labelAndProbability } from '../core/ratingWords.js';
import type { Verdict } from '../core/verdict.js';

/** The word for each outcome on every surface of the editor. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  proceed: 'Proceed',
  abstain: 'Abstain',
  unrated: 'Not rated',
};

export const outcomeIcons: Readonly<Record<Outcome, string>> = {
  proceed: '$(pass)',
  abstain: '$(circle-slash)',
  unrated: '$(question)',
};

/** "Abstain · VAGUE · 74%": decision, label and bounce probability, as lens and status bar show them. */
export function verdictLine(verdict: Verdict): string {
  const outcome = outcomeWords[verdict.decision];
  return verdict.unrated ? outcome : `${outcome} · ${labelAndProbability(verdict)}`;
}
