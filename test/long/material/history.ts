import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git } from '../git.js';
import { chance, pick, type Random } from '../random.js';
import { type Checkout, longestPatch } from './checkout.js';

/** Files above this many bytes are left out. */
const largestFile = 300_000;

/** This project's own commits: each as a whole and file by file, for the files as they were before. */
export async function* history(commits: number, random: Random): AsyncGenerator<Checkout> {
  const ids = git('.', 'rev-list', '--no-merges', '--min-parents=1', 'HEAD')
    .toString()
    .split('\n')
    .slice(0, -1);
  for (let left = commits; left > 0 && ids.length > 0; left--) {
    const [id = ''] = ids.splice(ids.indexOf(pick(ids, random)), 1);
    yield* ofCommit(id, random);
  }
}

async function* ofCommit(id: string, random: Random): AsyncGenerator<Checkout> {
  const rows = git('.', 'diff-tree', '-r', '-z', '--no-commit-id', '--no-renames', id).toString().split('\0');
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-long-'));
  try {
    git(folder, 'init', '-q');
    const paths: string[] = [];
    for (let i = 0; i + 1 < rows.length; i += 2) {
      const [, , before = ''] = (rows[i] as string).split(' ');
      const path = rows[i + 1] as string;
      const bytes = /^0+$/.test(before) ? undefined : git('.', 'cat-file', 'blob', before);
      if (bytes && bytes.length > largestFile) continue;
      paths.push(path);
      if (!bytes) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const patches = [...diffs(id, paths, random)].filter(
      ({ length }) => length > 0 && length <= longestPatch,
    );
    if (patches.length > 0) yield { name: `commit ${id.slice(0, 10)}`, folder, patches };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* diffs(id: string, paths: readonly string[], random: Random): Generator<Buffer> {
  if (paths.length === 0) return;
  const show = (...args: string[]) => git('.', 'diff-tree', '-p', '--no-commit-id', '--binary', ...args);
  yield show('-M', id, '--', ...paths);
  yield git('.', 'format-patch', '-1', '--stdout', id, '--', ...paths);
  for (const path of paths)
    if (chance(6 / paths.length, random)) yield show(pick(['-U0', '-U3', '-W'], random), id, '--', path);
}
