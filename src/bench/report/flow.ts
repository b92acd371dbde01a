import type { Answer } from '../run/answer.js';

export const passages = [
  'accepted rightly',
  'accepted wrongly',
  'bounced rightly',
  'bounced wrongly',
  'not rated',
] as const;
export type Passage = (typeof passages)[number];
export type Flow = NonNullable<ReturnType<typeof flowOf>>;

/**
 * Follows patches with a gold label from their ticket at the input door, where that has one too, to the output door,
 * which the patch of a bounced ticket never reaches. Null where no ticket has a patch.
 */
export function flowOf(inputs: readonly Answer[], outputs: readonly Answer[]) {
  const ticketOf = new Map(inputs.filter(hasGold).map((answer) => [answer.instanceId, answer]));
  const counts = new Map<string, number>();
  const keyOf = (input: Passage, output: Passage | null) => `${input}/${output}`;
  let patches = 0;
  for (const patch of outputs.filter(hasGold)) {
    const ticket = ticketOf.get(patch.instanceId);
    if (!ticket) continue;
    patches++;
    const key = keyOf(passageOf(ticket), ticket.verdict.mayProceed ? passageOf(patch) : null);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (patches === 0) return null;
  const links = passages.flatMap((input) =>
    [...passages, null].map((output) => ({ input, output, patches: counts.get(keyOf(input, output)) ?? 0 })),
  );
  return { patches, links: links.filter((link) => link.patches > 0) };
}

function hasGold({ gold }: Answer): boolean {
  return gold !== null;
}

function passageOf({ gold, verdict: { unrated, decision } }: Answer): Passage {
  if (unrated) return 'not rated';
  const deserving = gold?.bounce ?? false;
  if (decision === 'abstain') return deserving ? 'bounced rightly' : 'bounced wrongly';
  return deserving ? 'accepted wrongly' : 'accepted rightly';
}
