import { execFile } from 'node:child_process';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** Bytes that one command of git may print. */
const mostOutput = 64_000_000;
/** Milliseconds after which git is given up unless the call says otherwise. */
const usualPatience = 10_000;

/** A clone on disk, as seen from a folder in it. */
export interface Clone {
  /** The real path of its top folder; of the clone itself where it is bare. */
  readonly top: string;
  /** The folder's path from the top, with `/` at its end; empty at the top. */
  readonly prefix: string;
  readonly bare: boolean;
}

export interface GitOptions {
  /** Standard input. */
  readonly input?: string | Uint8Array;
  /** Settings for this call, on top of those that keep the clone's programs from running. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Variables of git's for this call. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which git is given up. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs git on a clone, so that nothing which the clone names is run and no remote is asked: no hook, monitor, pager or
 * transport, which the clone's own settings may name. A command that reads files of the working tree also needs
 * {@link withoutDrivers}. Settings that only say how files are read (line ends, attributes) hold.
 *
 * @throws Error when git is missing, takes too long or prints too much; another exit code than 0 is a result
 */
export function runGit(
  { top, bare }: Clone,
  args: readonly string[],
  { input, settings = {}, env = {}, patience = usualPatience, signal }: GitOptions = {},
): Promise<{ readonly code: number; readonly stdout: Buffer; readonly stderr: string }> {
  const entries = Object.entries({ ...safeSettings, ...settings });
  const all = entries.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A clone's own `core.worktree` could name any folder.
  const tree = bare ? [] : [`--work-tree=${top}`];
  return new Promise((done, fail) => {
    const child = execFile(
      'git',
      ['--no-optional-locks', '--no-pager', ...tree, ...all, ...args],
      {
        cwd: top,
        encoding: 'buffer',
        maxBuffer: mostOutput,
        timeout: patience,
        signal,
        env: { ...ownEnvironment(), ...safeEnvironment, GIT_CEILING_DIRECTORIES: dirname(top), ...env },
      },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') fail(error);
        else done({ code: Number(error?.code ?? 0), stdout, stderr: stderr.toString() });
      },
    );
    // Git may end before it has read everything.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** What a command of git prints. @throws Error with git's own words when it fails */
export async function gitText(clone: Clone, args: readonly string[], options?: GitOptions): Promise<string> {
  const { code, stdout, stderr } = await runGit(clone, args, options);
  if (code !== 0) throw new Error(stderr.split('\n')[0] || `git ended with ${code}.`);
  return stdout.toString();
}

/** What an attribute says of paths, seen from the clone's top; those of which it says nothing are left out. */
export async function attributesOf(
  clone: Clone,
  name: string,
  paths: readonly string[],
  options?: GitOptions,
): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  if (paths.length === 0) return said;
  const input = paths.map((path) => `${path}\0`).join('');
  const args = ['check-attr', '-z', '--stdin', name];
  const fields = (await gitText(clone, args, { ...options, input })).split('\0');
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [path, , value] = fields.slice(i, i + 3) as [string, string, string];
    if (value !== 'unspecified') said.set(path, value);
  }
  return said;
}

const safeSettings = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.pager': 'cat',
  'core.sshCommand': 'false',
  'core.alternateRefsCommand': 'false',
  'diff.external': '',
} as const;

const safeEnvironment = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  // A missing object is fetched from a remote, which may be a program; older versions of git only know the second.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
} as const;

/** Without git's own variables: a hook that calls Bouncer sets them for the repository that it runs in. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('GIT_') || /^GIT_CONFIG_(?:NOSYSTEM|GLOBAL|SYSTEM)$/.test(name),
    ),
  );
}

/**
 * Settings that take the programs out of all drivers which filter, show or merge files, and out of the hooks that newer
 * versions of git read from settings, so that a command may read the working tree. A filtered file is then read as it
 * is on disk.
 *
 * @throws Error where a driver's name can't be written as a setting
 */
export async function withoutDrivers(clone: Clone): Promise<Readonly<Record<string, string>>> {
  const programs =
    '^(filter|diff|merge|hook)\\..*\\.(clean|smudge|process|required|textconv|command|driver)$';
  const { stdout } = await runGit(clone, ['config', '-z', '--name-only', '--get-regexp', programs]);
  const names = stdout.toString().split('\0').filter(Boolean);
  if (names.some((name) => name.includes('='))) throw new Error('A driver has = in its name.');
  return Object.fromEntries(
    names.map((name) => {
      if (name.startsWith('hook.')) return [name.replace(/command$/, 'enabled'), 'false'];
      return [name, name.endsWith('.required') ? 'false' : ''];
    }),
  );
}

/**
 * The clone that a folder lies in, or nothing where it lies in none, or in one whose `.git` leads elsewhere: a folder
 * from a stranger must not open another clone of this machine.
 */
export async function findClone(directory: string): Promise<Clone | undefined> {
  const start = await realpath(directory).catch(() => undefined);
  if (start === undefined) return undefined;
  for (let top = start; ; top = dirname(top)) {
    const dot = await lstat(join(top, '.git')).catch(() => undefined);
    if (dot) {
      const own = dot.isDirectory()
        ? await isWhole(join(top, '.git'))
        : dot.isFile() && (await leadsBack(top));
      if (!own) return undefined;
      const prefix = relative(top, start).split(sep).join('/');
      return { top, prefix: prefix && `${prefix}/`, bare: false };
    }
    if (dirname(top) === top) break;
  }
  const isBare = (await kindOf(join(start, 'objects'))) === 'folder' && (await isWhole(start));
  return isBare ? { top: start, prefix: '', bare: true } : undefined;
}

/** Whether git's folder has its commits, names and settings in itself. */
async function isWhole(folder: string): Promise<boolean> {
  const of = (name: string) => kindOf(join(folder, name));
  return (
    (await of('HEAD')) === 'file' &&
    (await of('objects')) === 'folder' &&
    (await of('refs')) === 'folder' &&
    (await of('packed-refs')) !== 'other' &&
    (await of('config')) !== 'other' &&
    (await of('commondir')) === undefined
  );
}

/** Whether a `.git` file leads to a folder of git that is for this working tree: a linked one, or a submodule's. */
async function leadsBack(top: string): Promise<boolean> {
  const dot = join(top, '.git');
  const target = await pathIn(dot, top, /^gitdir: (.+)$/m);
  if (target === undefined) return false;
  const common = await pathIn(join(target, 'commondir'), target, /^(.+)$/m);
  if (common !== undefined) {
    const back = await pathIn(join(target, 'gitdir'), target, /^(.+)$/m);
    return back === dot && target === join(common, 'worktrees', basename(target)) && isWhole(common);
  }
  const back = await pathIn(join(target, 'config'), target, /^\s*worktree\s*=\s*"?([^"\r\n]+?)"?\s*$/m);
  return back === top && isWhole(target);
}

/** The real path that a small file names, seen from a folder. */
async function pathIn(file: string, from: string, pattern: RegExp): Promise<string | undefined> {
  const stats = await lstat(file).catch(() => undefined);
  if (!stats?.isFile() || stats.size >= 100_000) return undefined;
  const path = pattern.exec(await readFile(file, 'utf8'))?.[1]?.trim();
  return path === undefined ? undefined : realpath(resolve(from, path)).catch(() => undefined);
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return undefined;
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}
