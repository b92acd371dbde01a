import { parsePatch } from '../core/parsePatch.js';
import { type Clone, gitText, withoutDrivers } from '../repository/git.js';
import { readStatus, statusCommand } from '../repository/status.js';
import { type Scope, workingTreeDiff } from '../repository/workingTreeDiff.js';

/** The changes of a working tree as they were reviewed. */
export interface ReviewedChanges {
  readonly scope: Scope;
  /** As {@link workingTreeDiff} gave it. */
  readonly patch: string;
}

/** What keeps changes from being committed as they were reviewed. */
export type Obstacle =
  /** The changes are others now. */
  | 'changed'
  /** Changes that were not reviewed are staged and would be part of the commit. */
  | 'besides'
  /** A merge conflict is open. */
  | 'conflict';

/** What keeps reviewed changes from being committed, by what the clone holds now. @throws Error when git can't tell */
export async function obstacleTo(
  clone: Clone,
  { scope, patch }: ReviewedChanges,
  signal?: AbortSignal,
): Promise<Obstacle | undefined> {
  if ((await statusOf(clone, signal)).unmerged.length > 0) return 'conflict';
  if ((await workingTreeDiff(clone, scope, signal)).patch !== patch) return 'changed';
  const isPart = scope === 'unstaged' && (await workingTreeDiff(clone, 'staged', signal)).patch !== '';
  return isPart ? 'besides' : undefined;
}

/**
 * Stages reviewed changes: after it the index holds just these, or else the obstacle is told. No filter is run: files
 * under one are not part of a review. @throws Error when git can't
 */
export async function stageReviewed(
  clone: Clone,
  reviewed: ReviewedChanges,
  signal?: AbortSignal,
): Promise<Obstacle | undefined> {
  const obstacle = await obstacleTo(clone, reviewed, signal);
  if (obstacle !== undefined || reviewed.scope === 'staged') return obstacle;
  const { files } = parsePatch(reviewed.patch, 'changes');
  // What was staged and then taken back on disk is not part of the patch, and must not be of the commit.
  const { changed } = await statusOf(clone, signal);
  const inIndex = changed.flatMap((file) => (file.inIndex ? [file.path] : []));
  const paths = new Set(
    [...files.flatMap(({ oldPath, newPath }) => [oldPath ?? [], newPath ?? []]), inIndex].flat(2),
  );
  const input = [...paths].map((path) => `${path}\0`).join('');
  const settings = await withoutDrivers(clone);
  await gitText(clone, ['update-index', '--add', '--remove', '-z', '--stdin'], { input, settings, signal });
  // Somebody may have changed a file in the meantime.
  const staged = await workingTreeDiff(clone, 'staged', signal);
  return staged.patch === reviewed.patch ? undefined : 'changed';
}

async function statusOf(clone: Clone, signal: AbortSignal | undefined) {
  const settings = { 'core.quotePath': 'false', ...(await withoutDrivers(clone)) };
  return readStatus(await gitText(clone, statusCommand, { settings, signal, patience: 60_000 }));
}
