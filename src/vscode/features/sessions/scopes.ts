import type { Clone } from '../../../repository/git.js';
import { branchOf, defaultBranch, latestCommits } from '../../../repository/origin.js';
import type { ReviewScope } from '../../../repository/reviewScope.js';
import { type Choice, pick } from '../../ask.js';

/** The words for a review's scope: "Changes on agent/142-codes", "Commit 1a2b3c4". */
export function scopeTitle(scope: ReviewScope, branch: string | undefined): string {
  const where = branch === undefined ? '' : ` on ${branch}`;
  if (scope.kind === 'commit') return `Commit ${scope.commit.slice(0, 7)}`;
  if (scope.kind === 'branch') return `Branch ${branch ?? 'HEAD'}`;
  return { all: 'Changes', staged: 'Staged Changes', unstaged: 'Unstaged Changes' }[scope.changes] + where;
}

const trees: readonly Choice<ReviewScope>[] = [
  ['$(git-commit) All Changes', { kind: 'tree', changes: 'all' }, 'staged, unstaged and untracked files'],
  ['$(diff-added) Staged Changes', { kind: 'tree', changes: 'staged' }, 'what the next commit would hold'],
  ['$(diff-modified) Unstaged Changes', { kind: 'tree', changes: 'unstaged' }, 'with untracked files'],
];

const mostCommits = 100;

/** Asks what to review of a repository. Undefined when the person gives up. */
export async function pickScope(clone: Clone): Promise<ReviewScope | undefined> {
  const branch = await branchOf(clone);
  const base = await defaultBranch(clone, branch);
  const ofBranch: Choice<ReviewScope | 'commit'>[] = base
    ? [['$(git-branch) This Branch', { kind: 'branch' }, `its commits since it left ${shortName(base)}`]]
    : [];
  const choices: Choice<ReviewScope | 'commit'>[] = [
    ...trees,
    ...ofBranch,
    ['$(history) A Commit…', 'commit', 'one of the latest on this branch'],
  ];
  const picked = await pick<ReviewScope | 'commit'>('What to Review', choices);
  return picked === 'commit' ? pickCommit(clone) : picked;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

async function pickCommit(clone: Clone): Promise<ReviewScope | undefined> {
  const commits = latestCommits(clone, mostCommits).then((all) =>
    all.map(({ commit, title, when }): Choice<ReviewScope> => {
      const scope = { kind: 'commit', commit } as const;
      return [title || commit.slice(0, 7), scope, `${commit.slice(0, 7)} · ${when}`];
    }),
  );
  return pick<ReviewScope>('Commit to Review', commits);
}
