import type { NamedText, Subject } from '../../src/core/subject.js';
import type { Verdict } from '../../src/core/verdict.js';
import { type RateOptions, rate } from '../../src/engine/rate.js';

/** The verdict of a rater, and by a policy, that a test made. */
export function ticketVerdict(ticket: NamedText, options: RateOptions): Promise<Verdict> {
  return rate({ door: 'input', ...ticket }, options);
}

export function patchVerdict(patch: Omit<Subject, 'door'>, options: RateOptions): Promise<Verdict> {
  return rate({ door: 'output', ...patch }, options);
}
