/** A file with a merge conflict: what the index has of "ours", with mode `000000` where that has deleted it. */
export interface UnmergedFile {
  readonly path: string;
  readonly mode: string;
  readonly hash: string;
}

export interface Status {
  /** Tracked files: whether the index differs from the last commit, and whether the file on disk differs from it. */
  readonly changed: readonly { readonly path: string; readonly inIndex: boolean; readonly onDisk: boolean }[];
  readonly unmerged: readonly UnmergedFile[];
  /** Files that git does not track; a clone inside of the clone has `/` at its end. */
  readonly untracked: readonly string[];
}

/** Without submodules: to look into one git would run another git there, with that one's filters. */
export const statusCommand =
  'status --porcelain=v2 -z --untracked-files=all --no-renames --ignore-submodules=dirty'.split(' ');

/** Reads what {@link statusCommand} prints. */
export function readStatus(output: string): Status {
  const changed: Status['changed'][number][] = [];
  const unmerged: UnmergedFile[] = [];
  const untracked: string[] = [];
  for (const record of output.split('\0')) {
    const fields = record.split(' ');
    const after = (count: number) => fields.slice(count).join(' ');
    if (fields[0] === '1') {
      const [index, disk] = fields[1] ?? '';
      changed.push({ path: after(8), inIndex: index !== '.', onDisk: disk !== '.' });
    } else if (fields[0] === 'u') {
      unmerged.push({ path: after(10), mode: fields[4] ?? '', hash: fields[8] ?? '' });
    } else if (fields[0] === '?') untracked.push(after(1));
  }
  return { changed, unmerged, untracked };
}
