import { copyFile, mkdir, stat, utimes } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { attributesOf, type Clone, type GitOptions, gitText, withoutDrivers } from './git.js';
import type { UnmergedFile } from './status.js';

/** Milliseconds that one command gets: a large working tree takes a while. */
const patience = 60_000;

/** Settings that let git hide or trust less than a file's whole state, or write into the clone. */
const settings = {
  'core.quotePath': 'false',
  'core.checkStat': 'default',
  'core.trustctime': 'true',
  'core.ignoreStat': 'false',
  'core.bigFileThreshold': '512m',
  'core.splitIndex': 'false',
  'core.sparseCheckout': 'false',
  'diff.noprefix': 'false',
  'diff.mnemonicPrefix': 'false',
  'diff.suppressBlankEmpty': 'false',
  'diff.indentHeuristic': 'true',
  'diff.autoRefreshIndex': 'true',
} as const;

/** A copy of a clone's index, to change what git shows without a trace in the clone. */
export class ScratchIndex {
  private constructor(
    private readonly clone: Clone,
    private readonly options: GitOptions,
    /** The drivers' programs by their settings, which are off. */
    private readonly drivers: Readonly<Record<string, string>>,
  ) {}

  /** @throws Error when the clone can't be read */
  static async copy(clone: Clone, folder: string, signal: AbortSignal | undefined): Promise<ScratchIndex> {
    const pathOf = async (name: string) =>
      resolve(clone.top, (await gitText(clone, ['rev-parse', '--git-path', name])).replace(/\n$/, ''));
    const [index, objects] = [join(folder, 'index'), join(folder, 'objects')];
    await mkdir(objects);
    await copyIndex(await pathOf('index'), index);
    const drivers = await withoutDrivers(clone);
    const env = {
      GIT_INDEX_FILE: index,
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: await pathOf('objects'),
    };
    const options = { env, settings: { ...settings, ...drivers }, patience, signal };
    return new ScratchIndex(clone, options, drivers);
  }

  /** What a command of git prints on this index. @throws Error with git's own words when it fails */
  text(args: readonly string[], input = ''): Promise<string> {
    return gitText(this.clone, args, { ...this.options, input });
  }

  /** The last commit, or the empty tree where there is none. */
  async base(): Promise<string> {
    const head = await this.text(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).catch(() => '');
    return head.trim() || this.emptyTree();
  }

  async emptyTree(): Promise<string> {
    return (await this.text(['hash-object', '-t', 'tree', '--stdin'])).trim();
  }

  /** The files that flags of the index hide from every diff and status. */
  async hidden(): Promise<string[]> {
    const lines = (await this.text(['ls-files', '-v', '-z'])).split('\0');
    return lines.filter((line) => /^[a-zS] /.test(line)).map((line) => line.slice(2));
  }

  /** The submodules' folders. */
  async submodules(): Promise<string[]> {
    const lines = (await this.text(['ls-files', '--stage', '-z'])).split('\0');
    return lines.flatMap((line) => (line.startsWith('160000 ') ? [line.slice(line.indexOf('\t') + 1)] : []));
  }

  async flag(paths: readonly string[], flag: string): Promise<void> {
    if (paths.length > 0) await this.text(['update-index', flag, '-z', '--stdin'], nulEnded(paths));
  }

  /** Shows untracked files as new ones. */
  async intend(paths: readonly string[]): Promise<void> {
    const command = '--literal-pathspecs add --intent-to-add --pathspec-from-file=- --pathspec-file-nul';
    if (paths.length > 0) await this.text(command.split(' '), nulEnded(paths));
  }

  /** Takes "ours" of each file with a conflict. */
  async settle(unmerged: readonly UnmergedFile[]): Promise<void> {
    const lines = unmerged.map(({ path, mode, hash }) =>
      Number(mode) === 0 ? `0 ${hash}\t${path}` : `${mode} ${hash} 0\t${path}`,
    );
    if (lines.length > 0) await this.text(['update-index', '-z', '--index-info'], nulEnded(lines));
  }

  /** The paths for which attributes say anything else than usual, with what they say. */
  attributes(name: string, paths: readonly string[]): Promise<Map<string, string>> {
    return attributesOf(this.clone, name, paths, this.options);
  }

  /** The paths that a program would filter, with their filter's name. */
  async filters(paths: readonly string[]): Promise<Map<string, string>> {
    const said = await this.attributes('filter', paths);
    const isProgram = (name: string) =>
      ['clean', 'process'].some((key) => `filter.${name}.${key}` in this.drivers);
    return new Map([...said].filter(([, name]) => isProgram(name)));
  }
}

/** A clone to which nothing was ever added has none. */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    // A pipe would hold up whoever copies it.
    if (!(await stat(from)).isFile()) throw new Error('The index of the clone is no file.');
    await copyFile(from, to);
    // Git looks into files that are as young as the index, since it may have missed a change of theirs.
    const seconds = Math.floor((await stat(from)).mtimeMs / 1_000);
    await utimes(to, seconds, seconds);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function nulEnded(lines: readonly string[]): string {
  return lines.map((line) => `${line}\0`).join('');
}
