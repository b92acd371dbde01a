import { type Clone, findClone, runGit } from './git.js';

/** Where a default branch may be, best first. */
const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** Trailers that say who wrote a commit, not who reviewed or signed it. */
const madeBy = /^(?:co-)?(?:authored|developed|written|made|generated|assisted)-(?:by|with):/i;

/** Bytes of a commit's names and trailers that are looked at. */
const mostRead = 10_000;

/**
 * What a clone says of who works on what is checked out in it: the branch, and where it is ahead of the default branch,
 * the last commit's author and the trailers that name who made it. Anybody who could commit there wrote these. Undefined
 * where git can't tell.
 */
export async function originOf(directory: string) {
  const clone = await findClone(directory).catch(() => undefined);
  if (!clone) return undefined;
  const branch = await read(clone, 'symbolic-ref', '--quiet', '--short', 'HEAD');
  const there = await read(clone, 'for-each-ref', '--format=%(refname)', ...defaultBranches);
  const names = there?.split('\n').filter((name) => name !== `refs/heads/${branch}`) ?? [];
  const base = defaultBranches.find((name) => names.includes(name));
  return { branch, ...(base !== undefined && (await lastCommit(clone, base))) };
}

/** The author and the trailers of the last commit, where it is not on another branch. */
async function lastCommit(clone: Clone, base: string) {
  // Unlike `log`, this verifies no signature, for which the clone's settings may name a program.
  const format = '--format=%an <%ae>%n%(trailers:only,unfold)';
  const said = await read(
    clone,
    'rev-list',
    '--max-count=1',
    '--encoding=UTF-8',
    format,
    'HEAD',
    `^${base}`,
    '--',
  );
  if (!said) return undefined;
  const [, author, ...trailers] = said.slice(0, mostRead).split('\n');
  return { author, trailers: trailers.filter((line) => madeBy.test(line)) };
}

/** What git prints; undefined where it can't. */
async function read(clone: Clone, ...args: readonly string[]): Promise<string | undefined> {
  const result = await runGit(clone, args).catch(() => undefined);
  return result?.code === 0 ? result.stdout.toString().trim() : undefined;
}
