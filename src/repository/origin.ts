import { type Clone, findClone, runGit } from './git.js';
import type { TicketClues } from './ticketLink.js';

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
  const head = await headOf(directory);
  if (!head) return undefined;
  const { clone, branch, base } = head;
  return { branch, ...(base !== undefined && (await lastCommit(clone, base))) };
}

/** Commits of a branch whose trailers are looked at, the latest. */
const mostCommits = 100;

/** What a clone says of the ticket that is worked on: the branch, and the trailers of its own commits. */
export async function ticketCluesOf(directory: string): Promise<TicketClues | undefined> {
  const head = await headOf(directory);
  if (!head) return undefined;
  const { clone, branch, base } = head;
  const said = base !== undefined && (await ownCommits(clone, base, mostCommits, '%(trailers:only,unfold)'));
  return { branch, trailers: said ? said.slice(0, mostCommits * mostRead).split('\n') : [] };
}

/** What is checked out, and the default branch where that is another one. */
async function headOf(directory: string) {
  const clone = await findClone(directory).catch(() => undefined);
  if (!clone) return undefined;
  const branch = await read(clone, 'symbolic-ref', '--quiet', '--short', 'HEAD');
  const there = await read(clone, 'for-each-ref', '--format=%(refname)', ...defaultBranches);
  const names = there?.split('\n').filter((name) => name !== `refs/heads/${branch}`) ?? [];
  return { clone, branch, base: defaultBranches.find((name) => names.includes(name)) };
}

/** The author and the trailers of the last commit, where it is not on another branch. */
async function lastCommit(clone: Clone, base: string) {
  const said = await ownCommits(clone, base, 1, '%an <%ae>%n%(trailers:only,unfold)');
  if (!said) return undefined;
  const [, author, ...trailers] = said.slice(0, mostRead).split('\n');
  return { author, trailers: trailers.filter((line) => madeBy.test(line)) };
}

/** What git prints of the latest commits that are not on another branch, each below a line that names it. */
function ownCommits(clone: Clone, base: string, most: number, format: string): Promise<string | undefined> {
  // Unlike `log`, this verifies no signature, for which the clone's settings may name a program.
  const list = ['rev-list', `--max-count=${most}`, '--encoding=UTF-8', `--format=${format}`];
  return read(clone, ...list, 'HEAD', `^${base}`, '--');
}

/** What git prints; undefined where it can't. */
async function read(clone: Clone, ...args: readonly string[]): Promise<string | undefined> {
  const result = await runGit(clone, args).catch(() => undefined);
  return result?.code === 0 ? result.stdout.toString().trim() : undefined;
}
