import { familyOf } from '../agents/agents.js';
import type { Attempt } from '../agreement/agreement.js';
import type { Comparison } from '../agreement/joined.js';
import { signatureOf } from '../agreement/signature.js';
import type { Patch } from '../core/patch.js';
import type { OtherPatch, Subject } from '../core/subject.js';

/**
 * A patch beside the others for its ticket; undefined where there are none. What can't be read is told and left out.
 *
 * @param readPatch the reviewed part of another patch; rejects what is none
 */
export async function comparisonOf(
  { source, agent, others = [] }: Pick<Subject, 'source' | 'agent' | 'others'>,
  patch: Patch,
  readPatch: (other: OtherPatch) => Promise<Patch>,
): Promise<Comparison | undefined> {
  if (others.length === 0) return undefined;
  const attempts: Attempt[] = [];
  const leftOut: string[] = [];
  for (const other of others) {
    const read = await readPatch(other).catch(() => undefined);
    if (read) attempts.push(attemptOf(other, read));
    else leftOut.push(other.source);
  }
  return { one: attemptOf({ source, agent }, patch), others: attempts, leftOut };
}

function attemptOf({ source, agent = '' }: Omit<OtherPatch, 'text'>, patch: Patch): Attempt {
  const family = agent.trim() === '' ? undefined : familyOf(agent);
  return { source, family, signature: signatureOf(patch) };
}
