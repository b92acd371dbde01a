import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../../repository/repository.js';
import { openRevision } from '../../repository/revision.js';
import type { Task } from '../task.js';

/** A repository's name as SWE-bench writes it; nothing else may become part of a path. */
const wellNamed = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/**
 * The task's repository at the task's commit, from a folder of clones (`owner/name` or `owner__name`), where that has
 * both.
 */
export async function cloneOf(
  folder: string | null,
  { repository, baseCommit }: Pick<Task, 'repository' | 'baseCommit'>,
): Promise<Repository | undefined> {
  if (folder === null || !wellNamed.test(repository)) return undefined;
  const path = [join(folder, repository), join(folder, repository.replace('/', '__'))].find((one) =>
    existsSync(one),
  );
  return path === undefined ? undefined : openRevision(path, baseCommit);
}
