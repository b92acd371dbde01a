import type { TicketCheckId } from '../../checks/registry.js';
import type { Severity } from '../../core/evidence.js';
import { CouldNotRate, type Door, labels, type Rating } from '../../core/rating.js';
import { nameOf } from '../../core/surface.js';
import { findings } from '../local/findings.js';
import { localRater } from '../local/localRater.js';
import { askedAtOnce } from '../local/questions.js';
import {
  evenLimits,
  type PatchInput,
  type Rater,
  type RaterKindEntry,
  type RatingOptions,
  type TicketInput,
} from '../rater.js';

/** The place among a door's labels of what has no worse finding. */
const ranks: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };

/** A check that only knows words, so that it is moot where it doesn't know the language. */
const turnOfPhrase: TicketCheckId = 'hedging';

/**
 * Goes by the checks alone: the gravest finding is the label, so that a warning or an error is a bounce. It knows no
 * probability; every bounce has a finding that people can look at.
 */
class ChecksRater implements Rater {
  readonly identity = { name: 'checks', version: '1' };

  /** @throws CouldNotRate in a language whose words the checks don't know */
  async rateTicket(input: TicketInput, options: RatingOptions): Promise<Rating> {
    if (input.evidence.some(({ id, moot }) => id === turnOfPhrase && moot))
      throw new CouldNotRate(
        'unreadable',
        'The checks do not know the language of this ticket.',
        `Rate it with another rater (${nameOf('rater')}).`,
      );
    const questions = askedAtOnce(localRater.questions(input, options));
    return { ...this.rate('input', input, options), questions };
  }

  async ratePatch(input: PatchInput, options: RatingOptions): Promise<Rating> {
    return this.rate('output', input, options);
  }

  private rate(
    door: Door,
    { evidence, coverage }: Omit<PatchInput, 'patch'>,
    { signal }: RatingOptions,
  ): Rating {
    signal?.throwIfAborted();
    const found = findings(evidence);
    const [gravest] = found;
    const against = found.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
    return {
      door,
      rater: this.identity,
      label: labels[door][gravest ? ranks[gravest.severity] : 0] as Rating['label'],
      bounceProbability: Number(against.length > 0),
      probabilitySource: 'label',
      explanation: against.length > 0 ? `Checks warn: ${against.join(' ')}` : 'No check warns.',
      evidence,
      findings: found,
      questions: [],
      coverage,
    };
  }
}

export const checksRater = new ChecksRater();

export const checks: RaterKindEntry = {
  title: 'Checks',
  help: 'The checks alone: every warning is a bounce. On this machine, free, without a network.',
  needs: [],
  make: () => checksRater,
  limits: () => evenLimits,
};
