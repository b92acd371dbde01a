import type { Door } from '../core/rating.js';
import { randomStream } from '../stats/random.js';
import type { Scored } from './scored.js';

/** Raters that read nothing. A rater that does not beat them has shown nothing; `oracle` knows the gold. */
export const nullRaters = ['accept-all', 'bounce-all', 'random', 'length-only', 'oracle'] as const;
export type NullRater = (typeof nullRaters)[number];

/** Code points that a patch may have before `length-only` bounces it, as the reference figures have it. */
export const longestAcceptedPatch = 1500;

/**
 * What the null raters say of the same tasks, by decisions alone, without probabilities and labels. `random` bounces
 * with a probability that is the share of tasks that deserve it. `length-only` bounces patches of more than
 * {@link longestAcceptedPatch} code points; at the input door the shortest tickets, as many as deserve a bounce, and
 * those as short as the longest of them.
 *
 * @param codePoints a patch's length in code points; `patchLength`, in UTF-16 code units, unless given
 */
export function nullRows<Row extends Scored>(
  door: Door,
  rows: readonly Row[],
  seed = 44,
  codePoints: (row: Row) => number = ({ patchLength }) => patchLength,
): Record<NullRater, Scored[]> {
  const deserving = rows.filter(({ gold }) => gold).length;
  const random = randomStream(seed);
  const shortTicket = rows.map(({ ticketLength }) => ticketLength).sort((a, b) => a - b)[deserving - 1] ?? -1;
  const decided = (bounces: (row: Row) => boolean): Scored[] =>
    rows.map((row) => ({
      ...row,
      bounced: bounces(row),
      bounceProbability: null,
      label: null,
      labelProbabilities: null,
    }));
  return {
    'accept-all': decided(() => false),
    'bounce-all': decided(() => true),
    random: decided(() => random() * rows.length < deserving),
    'length-only': decided((row) =>
      door === 'input' ? row.ticketLength <= shortTicket : codePoints(row) > longestAcceptedPatch,
    ),
    oracle: decided((row) => row.gold),
  };
}
