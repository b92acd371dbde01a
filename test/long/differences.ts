import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeInput, encodingOf } from '../../src/core/inputText.js';
import { parsePatch } from '../../src/core/parsePatch.js';
import { MalformedPatch, type Patch } from '../../src/core/patch.js';
import { CouldNotRate } from '../../src/core/rating.js';
import { tryPatch } from '../../src/repository/patchTrial.js';
import { openRepository } from '../../src/repository/repository.js';
import type { Counted, GitAnswer } from './git.js';

/** What Bouncer says of a patch, in git's terms. */
export interface OwnAnswer {
  /** Absent where Bouncer refuses to read it. */
  readonly files?: readonly Counted[];
  /** Unknown where settings of git decide that Bouncer may not ask. */
  readonly applies: 'yes' | 'no' | 'unknown';
  readonly refusal: string;
}

/** How Bouncer differs from git on a patch, worst first. */
export type DifferenceKind =
  | 'reads less'
  | 'reads otherwise'
  | 'applies, git refuses'
  | 'refuses to read, git applies'
  | 'refuses to read, git reads'
  | 'does not apply, git applies'
  | 'reads, git refuses';

/** A patch to compare. */
export interface Sample {
  /** Its material and its mutation. */
  readonly name: string;
  readonly patch: Buffer;
  /** Nobody damaged it: it is as git or a person made it. */
  readonly isReal: boolean;
}

export interface Difference extends Sample {
  readonly kind: DifferenceKind;
  readonly git: GitAnswer;
  readonly own: OwnAnswer;
}

/**
 * Reads and tries a patch on a folder.
 *
 * @param runsGit whether Bouncer may ask git about a work tree; otherwise the answer is its own
 */
export async function ask(bytes: Buffer, folder: string, runsGit: boolean): Promise<OwnAnswer> {
  let patch: Patch;
  try {
    patch = parsePatch(decodeInput(bytes, 'test'), 'test');
  } catch (error) {
    if (error instanceof MalformedPatch || error instanceof CouldNotRate) {
      return { applies: 'no', refusal: error.message };
    }
    throw error;
  }
  const repository = await openRepository(folder, runsGit);
  const { outcome, files, gitsWords } = await tryPatch(patch, repository, encodingOf(bytes));
  const refused = files.find(({ refusal }) => refusal !== undefined);
  return {
    files: patch.files.map(({ path, added, deleted }) => ({ path, added, deleted })),
    applies: outcome === 'unknown' ? 'unknown' : outcome === 'applies' ? 'yes' : 'no',
    refusal: refused ? `${refused.file.path}: ${refused.refusal}` : (gitsWords ?? ''),
  };
}

export function difference(sample: Sample, git: GitAnswer, own: OwnAnswer): Difference | undefined {
  const kind = kindOf(git, own);
  return kind && { ...sample, kind, git, own };
}

function kindOf(git: GitAnswer, own: OwnAnswer): DifferenceKind | undefined {
  if (!own.files) {
    if (git.applies) return 'refuses to read, git applies';
    return git.files ? 'refuses to read, git reads' : undefined;
  }
  if (git.files) {
    if (git.files.some((file) => !readsAsMuch(own.files as Counted[], git.files as Counted[], file)))
      return 'reads less';
    if (!sameFiles(git.files, own.files)) return 'reads otherwise';
  }
  if (own.applies === 'yes' && !git.applies) return 'applies, git refuses';
  if (own.applies === 'no' && git.applies) return 'does not apply, git applies';
  return git.files ? undefined : 'reads, git refuses';
}

/** Whether as many changed lines of a file are read as git reads, over all parts of the patch. */
function readsAsMuch(own: readonly Counted[], git: readonly Counted[], { path }: Counted): boolean {
  const sum = (files: readonly Counted[]) => {
    const parts = files.filter((file) => file.path === path);
    return {
      parts: parts.length,
      lines: parts.reduce((all, { added, deleted }) => all + added + deleted, 0),
    };
  };
  const [a, b] = [sum(own), sum(git)];
  return a.parts >= b.parts && a.lines >= b.lines;
}

function sameFiles(one: readonly Counted[], other: readonly Counted[]): boolean {
  const row = ({ path, added, deleted }: Counted) => `${added} ${deleted} ${path}`;
  return one.map(row).join('\n') === other.map(row).join('\n');
}

/** Differences by their likely cause, each with its shortest patch in a file. */
export function listed(differences: readonly Difference[]): string {
  const causes = new Map<string, Difference[]>();
  for (const one of differences) {
    const cause = `${one.kind} | ${shape(one.git.refusal)} | ${shape(one.own.refusal)}`;
    causes.set(cause, [...(causes.get(cause) ?? []), one]);
  }
  const folder = mkdtempSync(join(tmpdir(), 'bouncer-differences-'));
  const rows = [...causes.values()].map((ones, i) => {
    const shortest = ones.reduce((a, b) => (b.patch.length < a.patch.length ? b : a));
    const file = join(folder, `${i + 1}.patch`);
    writeFileSync(file, shortest.patch);
    return `${ones.length} times: ${described(shortest)}\n    Patch: ${file}`;
  });
  return `${differences.length} unexplained differences\n${rows.join('\n')}`;
}

/** A message without its names, numbers and quotes. */
function shape(message: string): string {
  return message.replaceAll(/".*"|'.*'|\S*[./]\S*|\d+/g, '…').slice(0, 120);
}

function described({ name, kind, git, own }: Difference): string {
  const rows = (files: readonly Counted[] = []) =>
    files.map(({ path, added, deleted }) => `${path} +${added} -${deleted}`);
  const [theirs, ours] = [rows(git.files), rows(own.files)];
  const differing = (some: string[], others: string[]) =>
    some.filter((row) => !others.includes(row)).slice(0, 3);
  const said = ({ files, refusal }: OwnAnswer | GitAnswer, only: string[]) =>
    [files ? 'reads it' : 'refuses', ...only, refusal].filter((part) => part !== '').join('; ');
  return `${kind}: ${name}\n    git ${said(git, differing(theirs, ours))}\n    Bouncer ${said(own, differing(ours, theirs))}`;
}
