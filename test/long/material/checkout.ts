import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from '../git.js';
import { pick, type Random } from '../random.js';

/** A folder, and patches that were made for it. They may be tried on it until the next one is asked for. */
export interface Checkout {
  readonly name: string;
  readonly folder: string;
  readonly patches: readonly Buffer[];
}

/** A file's bytes, where a symbolic link leads, or the commit of a submodule. */
export type Entry =
  | { readonly bytes: Buffer; readonly executable?: boolean }
  | { readonly link: string }
  | { readonly commit: string };

/** What is in a folder, by path. */
export type Tree = ReadonlyMap<string, Entry>;

/** Patches above this many bytes tell no more than shorter ones and take long. */
export const longestPatch = 120_000;

export function writeTree(folder: string, tree: Tree): void {
  for (const [path, entry] of tree) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true, recursive: true });
    if ('bytes' in entry) writeFileSync(file, entry.bytes, { mode: entry.executable ? 0o755 : 0o644 });
    else if ('link' in entry) symlinkSync(entry.link, file);
    else mkdirSync(file);
  }
}

function stage(folder: string, tree: Tree): void {
  writeTree(folder, tree);
  git(folder, 'add', '-A');
  for (const [path, entry] of tree) {
    if ('commit' in entry) {
      git(folder, 'update-index', '--add', '--cacheinfo', `160000,${entry.commit},${path}`);
    }
  }
}

/** Options of git for the ways in which people make diffs. */
const ways: readonly (readonly string[])[] = [
  [],
  ['-U0'],
  ['-U1'],
  ['-U12'],
  ['-W'],
  ['-R'],
  ['-M', '-C', '--find-copies-harder'],
  ['-M20%'],
  ['-B', '-M'],
  ['--no-renames'],
  ['--no-prefix'],
  ['--src-prefix=old/', '--dst-prefix=new/'],
  ['--binary'],
  ['--binary', '--full-index'],
  ['-D'],
  ['-b'],
  ['-w', '--ignore-blank-lines'],
  ['--patience', '--inter-hunk-context=3'],
  ['--stat', '-p'],
  ['--raw', '-p'],
  ['--submodule=log'],
  ['--submodule=diff'],
  ['--color'],
  ['--word-diff'],
  ['--text'],
  ['--ws-error-highlight=all', '--color-moved', '--color'],
  ['--output-indicator-new=>'],
];

const settings: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ['-c', 'diff.mnemonicPrefix=true'],
  ['-c', 'core.quotePath=false'],
  ['-c', 'diff.noprefix=true'],
];

/**
 * Diffs of a repository whose index differs from its last commit, each made in another way.
 *
 * @param count how many
 */
export function diffsOf(folder: string, count: number, random: Random): Buffer[] {
  const made = new Map<string, Buffer>();
  for (let i = 0; i < count * 3 && made.size < count; i++) {
    const way = i === 0 ? [] : pick(ways, random);
    const patch = git(folder, ...pick(settings, random), 'diff', '--cached', ...way);
    if (patch.length > 0 && patch.length <= longestPatch) made.set(patch.toString('latin1'), patch);
  }
  return [...made.values()];
}

/** Commits a tree, gives the diffs to another one, and leaves the first checked out. */
export function diffsBetween(
  folder: string,
  before: Tree,
  after: Tree,
  { count, random }: { count: number; random: Random },
): Buffer[] {
  stage(folder, before);
  git(folder, 'commit', '-qm', 'before');
  for (const path of before.keys()) if (!after.has(path)) rmSync(join(folder, path), { recursive: true });
  git(folder, 'rm', '-rq', '--cached', '.');
  stage(folder, after);
  const patches = diffsOf(folder, count, random);
  git(folder, 'reset', '-q', '--hard');
  return patches;
}
