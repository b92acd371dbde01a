import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isInside } from './repository.js';

const run = promisify(execFile);

/** Bytes that one command of git may print. */
const mostOutput = 32_000_000;
/** Milliseconds after which git is given up. */
const patience = 10_000;

/** A line that a search found. */
export interface Hit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A code base at one commit, read out of git's object store: the working tree and its settings don't matter. */
export interface Revision {
  readonly commit: string;
  /** Paths of regular files; links and submodules are left out. */
  paths(): Promise<readonly string[]>;
  read(path: string): Promise<string | undefined>;
  /** Lines that match an extended regular expression, at most `most`. @throws Error with git's words for a bad pattern */
  search(pattern: string, under: string, most: number): Promise<readonly Hit[]>;
}

/**
 * Opens a commit of the repository that a folder lies in, or nothing where git or the commit is missing. Git is run
 * without its hooks, monitors, filters and external programs, which a repository's own settings may name.
 */
export async function openRevision(directory: string, commit: string): Promise<Revision | undefined> {
  if (!/^[0-9a-f]{7,40}$|^HEAD$/.test(commit)) return undefined;
  try {
    const full = (await git(directory, ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`])).trim();
    return new GitRevision(directory, full);
  } catch {
    // No git, no repository or no such commit: the folder's files are looked at instead.
    return undefined;
  }
}

class GitRevision implements Revision {
  private listing: Promise<readonly string[]> | undefined;

  constructor(
    private readonly directory: string,
    readonly commit: string,
  ) {}

  paths(): Promise<readonly string[]> {
    this.listing ??= git(this.directory, ['ls-tree', '-r', '-z', '--full-tree', this.commit]).then((list) =>
      list.split('\0').flatMap((entry) => {
        const match = /^100(?:644|755) blob [0-9a-f]+\t([\s\S]+)$/.exec(entry);
        return match ? [match[1] as string] : [];
      }),
    );
    return this.listing;
  }

  async read(path: string): Promise<string | undefined> {
    if (!isInside(path) || !(await this.paths()).includes(path)) return undefined;
    const text = await git(this.directory, ['cat-file', 'blob', `${this.commit}:${path}`]).catch(
      () => undefined,
    );
    return text?.slice(0, 8_000).includes('\0') ? undefined : text;
  }

  async search(pattern: string, under: string, most: number): Promise<readonly Hit[]> {
    const scope = under === '' || !isInside(under) ? [] : ['--', `:(top,literal)${under}`];
    const args = [
      'grep',
      '-I',
      '-n',
      '-z',
      '--full-name',
      '--no-textconv',
      '--max-count',
      String(most),
      '-E',
      '-e',
      pattern,
    ];
    const found = await git(this.directory, [
      ...args,
      this.commit,
      ...scope,
      ...(scope.length === 0 ? ['--', ':(top)'] : []),
    ]).catch((error: Error & { code?: unknown; stderr?: string }) => {
      // 1 means that nothing matches.
      if (error.code === 1) return '';
      throw new Error((error.stderr ?? error.message).split('\n')[0], { cause: error });
    });
    return found
      .split('\n')
      .slice(0, most)
      .flatMap((row) => {
        const [place, line, ...text] = row.split('\0');
        const path = place?.slice(place.indexOf(':') + 1);
        return path && line ? [{ path, line: Number(line), text: text.join('\0') }] : [];
      });
  }
}

async function git(directory: string, args: readonly string[]): Promise<string> {
  const safe = [
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'diff.external=',
    '-c',
    'core.pager=cat',
  ];
  const { stdout } = await run('git', ['--no-optional-locks', ...safe, ...args], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: mostOutput,
    timeout: patience,
    env: { ...ownEnvironment(), GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' },
  });
  return stdout;
}

/** Without git's own variables: a hook that calls Bouncer sets them for the repository that it runs in. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
}
