import type { PatchLine } from '../../core/patch.js';
import { textOf } from './change.js';

/** How many tokens each side of a change has, and how many come back in the other, whatever their order. */
export interface SharedTokens {
  readonly before: number;
  readonly after: number;
  readonly shared: number;
}

export function sharedTokens(deleted: readonly PatchLine[], added: readonly PatchLine[]): SharedTokens {
  const before = tokensOf(deleted);
  const after = tokensOf(added);
  const left = new Map<string, number>();
  for (const token of before) left.set(token, (left.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of after) {
    const count = left.get(token) ?? 0;
    if (count > 0) shared++;
    left.set(token, count - 1);
  }
  return { before: before.length, after: after.length, shared };
}

/** Words, numbers and signs. */
export function tokensOf(lines: readonly PatchLine[]): readonly string[] {
  return textOf(lines).match(/\w+|[^\w\s]/g) ?? [];
}
