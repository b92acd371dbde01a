import { generationOf } from '../agents/agents.js';
import { agentName } from '../core/agentName.js';
import { type KnownOutcomes, type Presumption, presumed, presumptionOf } from '../core/baseRate.js';
import type { Subject } from '../core/subject.js';

/**
 * What a probability presumes before a subject is read, by where that comes from and never by its text. Undefined for a
 * ticket of which nothing is set: then each rater has the share in its training data.
 *
 * @param setting the share that the user set, 0..1; null for none
 */
export function presumptionFor(
  { door, agent: said }: Pick<Subject, 'door' | 'agent'>,
  setting: number | null | undefined,
  outcomes?: KnownOutcomes,
): Presumption | undefined {
  if (door === 'input') return typeof setting === 'number' ? presumptionOf(setting, 'setting') : undefined;
  const agent = agentName(said);
  const generation = agent === undefined ? undefined : generationOf(agent);
  return presumed({ setting: setting ?? undefined, agent, generation, outcomes });
}
