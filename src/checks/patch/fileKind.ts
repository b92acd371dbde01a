import type { Patch, PatchFile } from '../../core/patch.js';
import { words } from '../check.js';

export type FileKind = 'source' | 'test' | 'docs' | 'config' | 'scratch' | 'other';

/** What each file of a patch is. */
export function kindsOf({ files }: Patch): ReadonlyMap<PatchFile, FileKind> {
  // A project whose code lies at the top has its small scripts there, too.
  const isFlat = files.some(
    ({ path, change }) => change !== 'added' && isTop(path) && isSource(path) && !toolFiles.has(path),
  );
  return new Map(files.map((file) => [file, kindOf(file, isFlat)]));
}

function kindOf(file: PatchFile, isFlat: boolean): FileKind {
  const { path, change, binary } = file;
  if (change === 'added' && isLeftover(path, isFlat)) return 'scratch';
  if (binary) return 'other';
  if (isTestPath(path)) return 'test';
  if (docsFolder.test(path)) return 'docs';
  if (isSource(path)) return 'source';
  if (docsName.test(path)) return 'docs';
  return configPath.test(path) ? 'config' : 'other';
}

const sourceExtensions = words(
  'py pyi pyx js mjs cjs jsx ts mts cts tsx vue svelte java kt kts scala groovy go rs rb php cs fs swift dart c cc cpp cxx h hh hpp m mm sh bash ps1 lua ex exs erl hs ml clj r jl sql css scss less htm html proto zig',
);
/** At the top of many projects whose code lies in folders. */
const toolFiles = new Set(['setup.py', 'conftest.py', 'noxfile.py', 'manage.py', 'gulpfile.js']);

export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isSource(path: string): boolean {
  return sourceExtensions.has(extensionOf(path));
}

function isTop(path: string): boolean {
  return !path.includes('/');
}

const docsFolder = /^(?:[^/]+\/)?(?:docs?|documentation)\//i;
const docsName =
  /\.(?:md|mdx|rst|adoc)$|(?:^|\/)(?:README|CHANGE(?:S|LOG)|HISTORY|NEWS|LICEN[CS]E|COPYING|AUTHORS|CONTRIBUT\w+|NOTICE|TODO)(?:\.txt)?$/i;
const configPath =
  /\.(?:json|ya?ml|toml|ini|cfg|conf|xml|lock|properties|gradle|cmake)$|(?:^|\/)(?:Dockerfile|Makefile|CMakeLists\.txt|(?:requirements|constraints)[^/]*\.txt|\.[\w-]+)$/;

/** A test by its own name, in the ways of each language's test runners. */
const testName =
  /(?:^|\/)(?:test_[^/]*|tests|conftest)\.py$|[._-](?:test|tests|spec)\.\w+$|(?:^|\/)\w*Tests?\.(?:java|kt|cs|scala|swift|php|groovy)$|(?:^|\/)\w+Spec\.(?:scala|groovy|kt)$|\.(?:feature|bats)$/;
/** Folders of tests at any depth. */
const testFolder = /(?:^|\/)(?:tests|__tests__|e2e|testdata|fixtures)\//;
/** Folders that hold tests at the top or beside the sources; deeper down they are often part of the product. */
const testFolderAtTop =
  /^(?:test|testing|specs?)\/|(?:^|\/)src\/(?:test|\w+Test)\/|^[^/]+\/[^/]+\/(?:test|specs?)\//;

/** Whether a file is a test by its path. */
export function isTestPath(path: string): boolean {
  // A substring search first: this runs for every file of every patch.
  return (
    /test|spec|e2e|fixtures|Test|Spec|\.feature|\.bats/.test(path) &&
    (testName.test(path) ||
      testFolder.test(path) ||
      testFolderAtTop.test(path) ||
      (!path.endsWith('.py') && /(?:^|\/)test\//.test(path)))
  );
}

/** What editors, merges and runs leave beside the code. */
const leftoverExtension = /\.(?:orig|rej|bak\d?|swp|swo|pyc|tmp)$|~$/i;
/** Databases and dumps of a trial run; at the top only. */
const trialData = /^(?:\w*database|\w+\.(?:sqlite3?|db|pickle|pkl|log|diff|patch))$/i;
/** Words that name a trial, a one-off repair or a report about it. */
const trialWords = words(
  'repro reproduce reproducer reproduced reproduction replicate replication bug issue debug scratch playground tmp temp fix fixed patch patched verify verification check demo example investigate investigation simulate simulation experiment trial try analyze analysis trace summary findings solution proposed minimal',
);
const trialExtensions = words('py js mjs cjs ts sh rb go rs java c cpp php txt md ipynb html json');
/** Names that mean a trial wherever they are, unless among the tests. */
const trialAnywhere = /(?:^|\/)(?:repro(?:duce)?(?:[_-]?\w+)?|bug_?repro\w*)\.(?:py|js|ts|sh|rb)$/i;

/**
 * A new file that was left behind by trying things out. Words such as `verify` or `fix` tell only at the top: inside a
 * package they name what the project does.
 */
function isLeftover(path: string, isFlat: boolean): boolean {
  if (leftoverExtension.test(path)) return true;
  if (!isTop(path)) return trialAnywhere.test(path);
  if (trialData.test(path)) return true;
  const extension = extensionOf(path);
  if (isFlat || !trialExtensions.has(extension)) return false;
  const stem = path.slice(0, -extension.length - 1);
  const parts = stem
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const isText = extension === 'txt' || extension === 'md';
  if (isText && docsName.test(path) && !/_/.test(stem)) return false;
  if (parts.some((part) => trialWords.has(part))) return true;
  // A test that lies in no test folder was written to try something out.
  return parts[0] === 'test' && /^(?:py|js|ts|sh)$/.test(extension) && !/\.test$|^tests$/.test(stem);
}
