import { createHash } from 'node:crypto';

/**
 * Tells repeated ids apart from new ones. It keeps 64 bits of each id's SHA-256 instead of its text: a million take
 * about 50 MB, and that two of them are confused has a probability of less than 1 in 10^7.
 */
export function seenIds(): { readonly add: (id: string) => boolean } {
  const seen = new Set<bigint>();
  return {
    /** False if the id was added before. */
    add: (id) => {
      const before = seen.size;
      seen.add(createHash('sha256').update(id).digest().readBigUInt64LE());
      return seen.size > before;
    },
  };
}
