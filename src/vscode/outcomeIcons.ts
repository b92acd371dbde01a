import type { Outcome } from '../core/policy.js';

export const outcomeIcons: Readonly<Record<Outcome, string>> = {
  proceed: '$(pass)',
  abstain: '$(circle-slash)',
  unrated: '$(question)',
};
