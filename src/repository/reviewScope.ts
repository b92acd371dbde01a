import type { Clone } from './git.js';
import { branchOf, commitRange, defaultBranch, forkedAt } from './origin.js';
import { type Changes, commitDiff, type Scope, workingTreeDiff } from './workingTreeDiff.js';

/** Which changes of a clone are reviewed. */
export type ReviewScope =
  | { readonly kind: 'tree'; readonly changes: Scope }
  | { readonly kind: 'branch' }
  | { readonly kind: 'commit'; readonly commit: string };

/** Where a side of a change is read. */
export type Side = { readonly commit: string } | 'index' | 'disk' | 'nothing';

export interface ScopeChanges extends Changes {
  readonly old: Side;
  readonly new: Side;
}

const head = { commit: 'HEAD' } as const;

/** The sides of the working tree's scopes. */
const treeSides: Readonly<Record<Scope, readonly [Side, Side]>> = {
  all: [head, 'disk'],
  staged: [head, 'index'],
  unstaged: ['index', 'disk'],
};

/**
 * The changes of a scope. Nothing that the clone names is run, and it stays as it is.
 *
 * @throws Error when git is missing, fails, takes too long or prints too much, or there is no such branch or commit
 */
export async function changesIn(
  clone: Clone,
  scope: ReviewScope,
  signal?: AbortSignal,
): Promise<ScopeChanges> {
  if (scope.kind === 'tree') {
    const [old, now] = treeSides[scope.changes];
    return { ...(await workingTreeDiff(clone, scope.changes, signal)), old, new: now };
  }
  const [from, to] =
    scope.kind === 'branch' ? await branchRange(clone) : await commitRange(clone, scope.commit);
  const changes = await commitDiff(clone, from, to, signal);
  return { ...changes, old: from === undefined ? 'nothing' : { commit: from }, new: { commit: to } };
}

/** Where the branch left the default one, and its last commit. */
async function branchRange(clone: Clone): Promise<readonly [string, string]> {
  const base = await defaultBranch(clone, await branchOf(clone));
  const from = base && (await forkedAt(clone, base));
  if (!from) throw new Error('The branch has no other that it started from.');
  const [, to] = await commitRange(clone, 'HEAD');
  return [from, to];
}

/** A name for a scope that tells it from the others of its clone. */
export function scopeKey(scope: ReviewScope): string {
  if (scope.kind === 'tree') return scope.changes;
  return scope.kind === 'branch' ? 'branch' : scope.commit;
}
