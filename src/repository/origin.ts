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

/**
 * What a clone says of the ticket that is worked on: the branch, and the trailers of its own commits.
 *
 * @param commit of one commit: its own trailers, and the branch only where the commit is the branch's own
 */
export async function ticketCluesOf(directory: string, commit?: string): Promise<TicketClues | undefined> {
  const head = await headOf(directory);
  if (!head || (commit !== undefined && !/^[0-9a-f]{7,64}$/.test(commit))) return undefined;
  const { clone, branch, base } = head;
  const own = base && ownCommits(clone, base, commit ? 1 : mostCommits, trailersOnly, commit);
  const listed = await (commit === undefined ? own : ownCommits(clone, undefined, 1, trailersOnly, commit));
  return {
    branch: commit === undefined || (await own) ? branch : undefined,
    trailers: listed ? listed.slice(0, mostCommits * mostRead).split('\n') : [],
  };
}

const trailersOnly = '%(trailers:only,unfold)';

/** What is checked out, and the default branch where that is another one. */
async function headOf(directory: string) {
  const clone = await findClone(directory).catch(() => undefined);
  if (!clone) return undefined;
  const branch = await branchOf(clone);
  return { clone, branch, base: await defaultBranch(clone, branch) };
}

/** The branch that is checked out; undefined where none is. */
export function branchOf(clone: Clone): Promise<string | undefined> {
  return read(clone, 'symbolic-ref', '--quiet', '--short', 'HEAD');
}

/** The full name of the default branch, as far as the clone tells; undefined where it is the one given. */
export async function defaultBranch(clone: Clone, branch: string | undefined): Promise<string | undefined> {
  const there = await read(clone, 'for-each-ref', '--format=%(refname)', ...defaultBranches);
  const names = there?.split('\n').filter((name) => name !== `refs/heads/${branch}`) ?? [];
  return defaultBranches.find((name) => names.includes(name));
}

/** Where the checked out branch left another one; undefined where they have nothing in common. */
export function forkedAt(clone: Clone, base: string): Promise<string | undefined> {
  return read(clone, 'merge-base', base, 'HEAD');
}

/** The latest commits, newest first. */
export async function latestCommits(
  clone: Clone,
  most: number,
): Promise<readonly { readonly commit: string; readonly title: string; readonly when: string }[]> {
  const args = ['rev-list', `--max-count=${most}`, '--encoding=UTF-8', '--format=%s%x00%ar', 'HEAD', '--'];
  const lines = (await read(clone, ...args))?.split('\n') ?? [];
  // Each is told by a line with its name, and one in this format.
  return lines.flatMap((line, i) => {
    const commit = i % 2 === 0 ? /^commit ([0-9a-f]{40,64})$/.exec(line)?.[1] : undefined;
    const [title = '', when = ''] = lines[i + 1]?.split('\0') ?? [];
    return commit ? [{ commit, title, when }] : [];
  });
}

/** A commit's first parent, if it has one, and its own full name. @throws Error where there is no such commit */
export async function commitRange(
  clone: Clone,
  commit: string,
): Promise<readonly [from: string | undefined, to: string]> {
  const isName = /^(?:[0-9a-f]{7,64}|HEAD)$/.test(commit);
  const said = isName ? await read(clone, 'rev-list', '--max-count=1', '--parents', commit, '--') : undefined;
  const [to, from] = said?.split(' ') ?? [];
  if (!to) throw new Error(`There is no commit ${commit}.`);
  return [from, to];
}

/** The author and the trailers of the last commit, where it is not on another branch. */
async function lastCommit(clone: Clone, base: string) {
  const said = await ownCommits(clone, base, 1, '%an <%ae>%n%(trailers:only,unfold)');
  if (!said) return undefined;
  const [, author, ...trailers] = said.slice(0, mostRead).split('\n');
  return { author, trailers: trailers.filter((line) => madeBy.test(line)) };
}

/** What git prints of the latest commits that are not on another branch, each below a line that names it. */
function ownCommits(
  clone: Clone,
  base: string | undefined,
  most: number,
  format: string,
  from = 'HEAD',
): Promise<string | undefined> {
  // Unlike `log`, this verifies no signature, for which the clone's settings may name a program.
  const list = ['rev-list', `--max-count=${most}`, '--encoding=UTF-8', `--format=${format}`];
  return read(clone, ...list, from, ...(base === undefined ? [] : [`^${base}`]), '--');
}

/** What git prints; undefined where it can't. */
async function read(clone: Clone, ...args: readonly string[]): Promise<string | undefined> {
  const result = await runGit(clone, args).catch(() => undefined);
  return result?.code === 0 ? result.stdout.toString().trim() : undefined;
}
