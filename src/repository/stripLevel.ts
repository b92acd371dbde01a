import type { Patch, PatchFile } from '../core/patch.js';
import type { Repository } from './repository.js';

/**
 * A patch with the names that the code base has. Where the header alone does not tell the strip level (`git diff
 * --no-prefix` and Subversion write none, `git apply` takes one folder off), the level is the one by which more files
 * are there.
 */
export async function atStripLevel(patch: Patch, repository: Pick<Repository, 'has'>): Promise<Patch> {
  let better = 0;
  for (const { oldPath, otherNames } of patch.files) {
    if (oldPath === undefined || otherNames?.oldPath === undefined) continue;
    better += Number(await repository.has(otherNames.oldPath)) - Number(await repository.has(oldPath));
  }
  if (better <= 0) return patch;
  return { ...patch, files: patch.files.map(otherwise), hasGitNames: false };
}

function otherwise(file: PatchFile): PatchFile {
  if (!file.otherNames) return file;
  const { oldPath, newPath, otherNames, ...rest } = file;
  return {
    ...rest,
    path: otherNames.newPath ?? otherNames.oldPath ?? file.path,
    oldPath: otherNames.oldPath,
    newPath: otherNames.newPath,
    otherNames: { oldPath, newPath },
  };
}
