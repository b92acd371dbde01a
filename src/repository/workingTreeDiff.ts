import { lstat, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnreadFile } from '../core/unread.js';
import type { Clone } from './git.js';
import { ScratchIndex } from './scratchIndex.js';
import { readStatus, type Status, statusCommand } from './status.js';
import { changedSubmodules } from './submodules.js';
import { isBinary } from './textOf.js';

/** Which changes: all since the last commit, those in the index, or those that are not in it yet. */
export type Scope = 'all' | 'staged' | 'unstaged';

/** A file that changed, with its name on each side; undefined where it is not there. */
export interface ChangedFile {
  readonly oldPath: string | undefined;
  readonly newPath: string | undefined;
}

export interface Changes {
  /** A patch as `git diff` writes it; empty where nothing changed. */
  readonly patch: string;
  readonly unread: readonly UnreadFile[];
  readonly files: readonly ChangedFile[];
}

/** Bytes of a patch above which the data of binary files is left out of it. */
const mostWithData = 2_000_000;

/**
 * The changes of a working tree as one patch, with untracked files and renames. Nothing that the clone names is run, no
 * setting of its or the user's changes what the patch looks like or hides from it, and the clone stays as it is. What
 * git says is changed and the patch does not hold is listed.
 *
 * @throws Error when git is missing, fails, takes too long or prints too much
 */
export async function workingTreeDiff(clone: Clone, scope: Scope, signal?: AbortSignal): Promise<Changes> {
  const folder = await mkdtemp(join(tmpdir(), 'bouncer-index-'));
  try {
    const index = await ScratchIndex.copy(clone, folder, signal);
    const status = readStatus(await index.text(statusCommand));
    const unread = new Map<string, string>();
    if (scope === 'staged') {
      for (const { path } of status.unmerged) unread.set(path, 'it has a merge conflict');
    } else {
      for (const path of await changedSubmodules(clone, index)) {
        unread.set(`${path}/`, 'the submodule has changes of its own; review it by itself');
      }
    }
    await index.settle(status.unmerged);
    if (scope !== 'staged') await showAll(clone, index, status, unread);
    return await read(clone, index, scope, status, unread);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the index show untracked files and those that its flags hide, and hide those that a program would filter. */
async function showAll(
  { top }: Clone,
  index: ScratchIndex,
  { changed, untracked }: Status,
  unread: Map<string, string>,
): Promise<void> {
  const hidden = await onDisk(top, await index.hidden());
  await index.flag(hidden, '--no-assume-unchanged');
  await index.flag(hidden, '--no-skip-worktree');
  for (const path of untracked) {
    if (path.endsWith('/')) unread.set(path, 'it is a Git repository of its own');
    else if (path.includes('\ufffd')) unread.set(path, 'its name is not in UTF-8');
  }
  const files = untracked.filter((path) => !unread.has(path));
  const tracked = [...changed.filter((file) => file.onDisk).map(({ path }) => path), ...hidden];
  const filters = await index.filters([...tracked, ...files]);
  for (const [path, filter] of filters) {
    unread.set(path, `its filter "${filter}" is a program, which Bouncer does not run`);
  }
  await index.flag(
    tracked.filter((path) => filters.has(path)),
    '--assume-unchanged',
  );
  await index.intend(files.filter((path) => !filters.has(path)));
}

async function read(
  { top }: Clone,
  index: ScratchIndex,
  scope: Scope,
  { changed, untracked }: Status,
  unread: Map<string, string>,
): Promise<Changes> {
  const base = await index.base();
  const range = { all: [base], staged: ['--cached', base], unstaged: [] }[scope];
  const files = await changedFiles(index, range);
  const counts = countedFiles(await index.text(['diff', ...plainDiff, '--numstat', '-z', ...range, '--']));
  const whole = await index.text(['diff', ...plainDiff, '--binary', ...range, '--']);
  const plain =
    whole.length > mostWithData ? await index.text(['diff', ...plainDiff, ...range, '--']) : whole;
  const patch = await withTexts(index, plain, range, counts);
  const told = new Set(counts.flatMap(({ paths }) => paths));
  const expected = [
    ...changed.filter(isIn(scope)).map(({ path }) => path),
    ...(scope === 'staged' ? [] : untracked),
  ];
  for (const path of expected) {
    if (!told.has(path) && !unread.has(path)) unread.set(path, 'git shows no difference for it');
  }
  return { patch, unread: await measured(top, unread), files };
}

/** Reads `--name-status -z`: a letter, then a path, or two where a file was renamed or copied. */
async function changedFiles(
  index: Pick<ScratchIndex, 'text'>,
  range: readonly string[],
): Promise<ChangedFile[]> {
  const output = await index.text(['diff', ...plainDiff, '--name-status', '-z', ...range, '--']);
  const fields = output.split('\0');
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < fields.length; ) {
    const letter = fields[i++]?.[0];
    const oldPath = fields[i++];
    const newPath = letter === 'R' || letter === 'C' ? fields[i++] : oldPath;
    files.push({
      oldPath: letter === 'A' ? undefined : oldPath,
      newPath: letter === 'D' ? undefined : newPath,
    });
  }
  return files;
}

/**
 * What changed from one commit to another, or from the empty tree.
 *
 * @param from undefined for the empty tree
 * @throws Error when git is missing, fails, takes too long or prints too much
 */
export async function commitDiff(
  clone: Clone,
  from: string | undefined,
  to: string,
  signal?: AbortSignal,
): Promise<Changes> {
  const folder = await mkdtemp(join(tmpdir(), 'bouncer-index-'));
  try {
    const index = await ScratchIndex.copy(clone, folder, signal);
    const range = [from ?? (await index.emptyTree()), to];
    const files = await changedFiles(index, range);
    const counts = countedFiles(await index.text(['diff', ...plainDiff, '--numstat', '-z', ...range, '--']));
    const plain = await index.text(['diff', ...plainDiff, ...range, '--']);
    return { patch: await withTexts(index, plain, range, counts), unread: [], files };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the patch of a scope must hold. A change in the index that the disk takes back is none since the commit. */
function isIn(scope: Scope): (file: Status['changed'][number]) => boolean {
  return ({ inIndex, onDisk }) => {
    if (scope === 'all') return inIndex !== onDisk;
    return scope === 'staged' ? inIndex : onDisk;
  };
}

const plainDiff =
  '--no-ext-diff --no-textconv --no-color --no-relative --src-prefix=a/ --dst-prefix=b/ --unified=3 --inter-hunk-context=0 --diff-algorithm=myers --find-renames=50% --abbrev=12 -O/dev/null --submodule=short --ignore-submodules=dirty'.split(
    ' ',
  );

/** Reads `--numstat -z`: each file's path, or its old and its new one. */
function countedFiles(output: string) {
  const fields = output.split('\0');
  const files: { paths: string[]; binary: boolean }[] = [];
  for (let i = 0; i < fields.length - 1; i++) {
    const [added, , ...rest] = (fields[i] as string).split('\t');
    const path = rest.join('\t');
    const paths = path === '' ? [fields[++i] as string, fields[++i] as string] : [path];
    files.push({ paths, binary: added === '-' });
  }
  return files;
}

/** Shows the lines of files that attributes declare binary and that are text all the same. */
async function withTexts(
  index: ScratchIndex,
  patch: string,
  range: readonly string[],
  counts: ReturnType<typeof countedFiles>,
): Promise<string> {
  const binary = counts.filter((file) => file.binary);
  const declared = await index.attributes(
    'diff',
    binary.flatMap(({ paths }) => paths),
  );
  const hidden = binary.filter(({ paths }) => paths.some((path) => declared.has(path)));
  if (hidden.length === 0) return patch;
  // A line of a hunk or of binary data never begins like this.
  const sections = patch.split(/^(?=diff --git )/m);
  const places = new Map(sections.map((section, i) => [firstLine(section), i]));
  for (const { paths } of hidden) {
    const args = ['--literal-pathspecs', 'diff', ...plainDiff, '--text', ...range, '--', ...paths];
    const text = await index.text(args);
    const place = places.get(firstLine(text));
    if (place !== undefined && !text.includes('\0')) sections[place] = text;
  }
  return sections.join('');
}

function firstLine(text: string): string {
  return text.slice(0, text.indexOf('\n'));
}

/** Bytes of a line as source code has them. */
const usualLine = 40;

async function measured(top: string, unread: ReadonlyMap<string, string>): Promise<UnreadFile[]> {
  const files = [...unread].map(async ([path, why]) => ({
    path,
    why,
    lines: await linesOf(join(top, path)),
  }));
  return (await Promise.all(files)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** About how many lines a file has, 1 for a binary one; 0 for a folder, which no patch could hold. */
async function linesOf(path: string): Promise<number> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats?.isDirectory()) return 0;
  if (!stats?.isFile()) return 1;
  const file = await open(path).catch(() => undefined);
  if (!file) return 1;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8_000), 0, 8_000, 0);
    return isBinary(buffer.subarray(0, bytesRead)) ? 1 : Math.max(1, Math.ceil(stats.size / usualLine));
  } finally {
    await file.close();
  }
}

async function onDisk(top: string, paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(paths.map((path) => lstat(join(top, path)).catch(() => undefined)));
  return paths.filter((_, i) => there[i]);
}
