import type { Encoding } from '../core/inputText.js';
import type { Patch, PatchFile } from '../core/patch.js';
import { writePatch } from '../core/writePatch.js';
import { applyPatch, type FileApplication, reversed } from './apply.js';
import { attributesOf, findClone, runGit, withoutDrivers } from './git.js';
import { IgnoreFiles } from './ignoreFiles.js';
import { isInside } from './inside.js';
import { openRepository, type Repository } from './repository.js';
import { bytesOf } from './textOf.js';

/** Whether a patch applies, and what it makes of each file. */
export interface PatchTrial {
  /** `done`: the code base has the patch's changes already. `unknown`: that could not be told for sure. */
  readonly outcome: 'applies' | 'done' | 'refused' | 'unknown';
  readonly files: readonly FileApplication[];
  /** What git says against the patch, where Bouncer's own check finds nothing wrong. */
  readonly gitsWords?: string;
}

/**
 * Tries a patch on a code base without writing anything. In a clone's working tree git itself is asked where it may be
 * run, so that the answer is that of `git apply --check`; files under a filter are left out of the question, for git
 * would run the filter. Elsewhere the answer is Bouncer's own.
 */
export async function tryPatch(
  patch: Patch,
  repository: Repository,
  encoding: Encoding = 'utf-8',
): Promise<PatchTrial> {
  const base = await baseOf(patch, repository);
  const question = await questionOn(patch, base, encoding);
  const own = await applyPatch(patch, base, encoding);
  const filters = question?.filters ?? (await namedFilters(patch, base));
  const isFiltered = (file: PatchFile) => pathsOf(file).some((path) => filters.has(path));
  const files = own.map((one) => (isFiltered(one.file) ? filtered(one) : one));
  const answer = await question?.ask(false);
  if (answer?.fits) {
    const sure = files.map((one) => (isFiltered(one.file) ? one : certain(one)));
    return { outcome: sure.some(({ unsure }) => unsure) ? 'unknown' : 'applies', files: sure };
  }
  if (!answer && !files.some(isRefused)) {
    return { outcome: files.some(({ unsure }) => unsure) ? 'unknown' : 'applies', files };
  }
  // A patch that only deletes files which are not there says nothing of this code base.
  if (patch.files.some(({ newPath }) => newPath !== undefined)) {
    const back = await takenBack(patch, base, encoding);
    const isSure = back.some(isSeen) && !back.some((one) => isRefused(one) || one.unsure);
    if (isSure || (await question?.ask(true))?.fits) return { outcome: 'done', files: back.map(certain) };
    if (!answer && !back.some(isRefused)) return { outcome: 'unknown', files: back };
  }
  if (files.some(isRefused)) return { outcome: 'refused', files };
  return { outcome: 'refused', files, gitsWords: answer?.words ?? '' };
}

function isRefused({ refusal }: FileApplication): boolean {
  return refusal !== undefined;
}

/** Whether the code base shows that a change was made. */
function isSeen({ file, after }: FileApplication): boolean {
  return file.newPath !== undefined && (after !== undefined || file.hunks.length === 0);
}

/** An application that git has decided on. */
function certain({ refusal, unsure, hunk, missing, ...application }: FileApplication): FileApplication {
  return application;
}

function filtered(application: FileApplication): FileApplication {
  const { file, missing, refusal } = application;
  if (missing) return application;
  const unsure = 'A git filter changes the file.';
  return refusal === undefined ? { ...application, unsure } : { file, unsure };
}

/** The patch as it was applied, from a code base that has its changes. */
async function takenBack(patch: Patch, base: Repository, encoding: Encoding): Promise<FileApplication[]> {
  const back = await applyPatch(reversed(patch), base, encoding);
  return back.reverse().map(({ before: after, after: before, ...one }, i) => ({
    ...one,
    file: patch.files[i] as PatchFile,
    before,
    after,
  }));
}

/** The clone's top where the patch's paths are seen from there, the folder itself otherwise. */
async function baseOf(patch: Patch, repository: Repository): Promise<Repository> {
  const prefix = await prefixOf(patch, repository);
  return prefix === ''
    ? repository
    : openRepository(repository.root.slice(0, -prefix.length), repository.runsGit);
}

/**
 * A folder's path as a patch has it: empty where the patch's paths are seen from the folder, the path from the clone's
 * top with `/` at its end where the patch names that.
 */
export async function prefixOf({ files }: Patch, { root, commit }: Repository): Promise<string> {
  const prefix = commit === undefined ? ((await findClone(root))?.prefix ?? '') : '';
  return files.some((file) => pathsOf(file).some((path) => path.startsWith(prefix))) ? prefix : '';
}

/** Bytes of a binary change beyond which git is not asked to unpack it. */
const largestBinary = 100_000_000;

/** What git is asked about a patch; nothing where git may not be asked, can't be, or has nothing to tell. */
async function questionOn(patch: Patch, { root, commit, runsGit }: Repository, encoding: Encoding) {
  if (!runsGit || commit !== undefined) return undefined;
  // Bytes that no longer are known.
  if (patch.text.includes('\ufffd')) return undefined;
  for (const [, size] of patch.text.matchAll(/^(?:literal|delta) (\d+)\r?$/gm)) {
    if (Number(size) > largestBinary) return undefined;
  }
  try {
    const clone = await findClone(root);
    if (!clone || clone.bare) return undefined;
    const { prefix } = clone;
    const drivers = await withoutDrivers(clone);
    const paths = patch.files.flatMap(pathsOf).filter(isInside);
    const said = await attributesOf(
      clone,
      'filter',
      paths.map((path) => prefix + path),
    );
    // Paths that a filter of git changes.
    const filters = new Set(
      [...said].flatMap(([path, filter]) => (filter === 'unset' ? [] : [path.slice(prefix.length)])),
    );
    const plain = patch.files.filter((file) => !pathsOf(file).some((path) => filters.has(path)));
    const text = filters.size === 0 && patch.hasGitNames ? patch.text : writePatch(patch, plain);
    if (text.trim() === '') return undefined;
    const settings = { ...drivers, 'apply.ignoreWhitespace': 'no', 'apply.whitespace': 'nowarn' };
    const input = bytesOf(text.endsWith('\n') ? text : `${text}\n`, encoding);
    const args = ['apply', '--check', ...(prefix ? [`--directory=${prefix}`] : [])];
    /** Whether the patch applies, or its reverse does. */
    const ask = async (reverse: boolean) => {
      const all = [...args, ...(reverse ? ['-R'] : []), '-'];
      const result = await runGit(clone, all, { input, settings }).catch(() => undefined);
      if (!result) return undefined;
      const words = result.stderr.split('\n').find((line) => line.startsWith('error: ')) ?? '';
      return { fits: result.code === 0, words: words.slice('error: '.length) };
    };
    return { filters, ask };
  } catch {
    // No git, or a clone that it can't or won't read.
    return undefined;
  }
}

function pathsOf({ oldPath, newPath }: PatchFile): string[] {
  return [oldPath, newPath].filter((path) => path !== undefined);
}

/** Paths that the code base's own attributes put under a filter, as far as that can be told without git. */
async function namedFilters(patch: Patch, base: Repository): Promise<ReadonlySet<string>> {
  const filters = new Set<string>();
  if (base.commit !== undefined) return filters;
  const attributes = new IgnoreFiles(
    (path) => base.read(path),
    '.gitattributes',
    (text) =>
      text
        .split('\n')
        .filter((line) => /\s(?:(?:filter|working-tree-encoding)=|ident(?:\s|$))/.test(line))
        .map((line) => line.trim().split(/\s/, 1)[0])
        .join('\n'),
  );
  for (const path of patch.files.flatMap(pathsOf).filter(isInside)) {
    if (await attributes.ignore(path)) filters.add(path);
  }
  return filters;
}
