import { constants, type Dirent } from 'node:fs';
import { lstat, open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CouldNotRate } from '../core/rating.js';
import { IgnoreFiles } from './ignoreFiles.js';
import { isInside } from './inside.js';
import { isBinary } from './textOf.js';

/** Files that are listed at most; a larger code base is known in part. */
const mostFiles = 50_000;
/** Files that hold words rather than code; a symbol that stands only in these is not in the code. */
const words = /\.(?:md|rst|txt|adoc|patch|diff|log|csv|svg|json|lock)$/i;

/** Whether a file, by its name, holds words rather than code. */
export function holdsWords(path: string): boolean {
  return words.test(path);
}

/** Bytes of a file beyond which it is not read. */
const largestFile = 2_000_000;
/** Bytes of a file beyond which a patch is not compared with it. */
const largestPatched = 50_000_000;
/** Bytes that one search reads at most. */
const mostSearched = 60_000_000;
/** Milliseconds after which locating, or a search, ends with what it has. */
const longestLocating = 1_500;
const longestSearch = 2_000;

/** Folders that hold no code of the project's own. */
const skippedFolders = new Set(
  '.git .hg .svn node_modules .venv venv __pycache__ .tox .mypy_cache .pytest_cache dist build out target vendor .gradle .idea .next .cache coverage .vscode-test'.split(
    ' ',
  ),
);

/** What is at a path, as git sees it: links are not followed. */
export type Entry =
  /** Without bytes where it is too large to read, or can't be read. */
  | { readonly kind: 'file'; readonly bytes: Buffer | undefined }
  /** A symbolic link; its bytes are the path that it leads to. */
  | { readonly kind: 'link'; readonly bytes: Buffer }
  /** A folder; for git a submodule, where it is one. */
  | { readonly kind: 'folder' }
  /** A folder of the path is a link. */
  | { readonly kind: 'beyond' };

/** A read-only view of a folder on disk. Nothing outside of it, and nothing in `.git`, is ever read. */
export interface Repository {
  readonly root: string;
  /** Git may be run to look at the folder. */
  readonly runsGit: boolean;
  /** The commit that is looked at; absent for the files on disk. */
  readonly commit?: string;
  /** Files of the project, by paths with `/`, at most 50,000; without dependencies, builds and what git ignores. */
  paths(): Promise<readonly string[]>;
  /** Whether there is a file that {@link read} may read. */
  has(path: string): Promise<boolean>;
  /** What a patch finds at a path; nothing where nothing is there, or where the path leads out by its form. */
  entry(path: string): Promise<Entry | undefined>;
  /** The path of the file that a path leads to through links; nothing where {@link read} may not read it. */
  realPath(path: string): Promise<string | undefined>;
  /** A file's text, or nothing where it is missing, no regular file, binary, above 2 MB or outside the folder. */
  read(path: string): Promise<string | undefined>;
  /** For each identifier the first file of code in which it stands as a word. Ends early in a very large code base. */
  locate(identifiers: readonly string[]): Promise<Found>;
  /** Lines with a pattern in the files of a folder, at most `most`: git's extended regular expression, or plain text. */
  search(pattern: string, under: string, most: number): Promise<readonly Hit[]>;
}

/** A line that a search found. */
export interface Hit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

export interface Found {
  readonly files: ReadonlyMap<string, string>;
  /** False where the search ended before it had read everything. */
  readonly complete: boolean;
}

/**
 * @param runsGit false where nothing may be executed, as in the editor's Restricted Mode
 * @throws CouldNotRate when the folder does not exist or is no folder.
 */
export async function openRepository(directory: string, runsGit = true): Promise<Repository> {
  const root = await realpath(directory).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) {
    throw new CouldNotRate(
      'unreadable',
      `There is no folder ${directory}.`,
      'Name the folder of the code base.',
    );
  }
  return new DiskRepository(root, runsGit);
}

class DiskRepository implements Repository {
  private listing: Promise<readonly string[]> | undefined;

  constructor(
    readonly root: string,
    readonly runsGit: boolean,
  ) {}

  paths(): Promise<readonly string[]> {
    this.listing ??= this.list();
    return this.listing;
  }

  async has(path: string): Promise<boolean> {
    const file = await this.resolve(path);
    return file !== undefined && (await stat(file)).isFile();
  }

  async entry(path: string): Promise<Entry | undefined> {
    if (!isInside(path)) return undefined;
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = await lstat(join(this.root, path.slice(0, slash))).catch(() => undefined);
      if (folder?.isSymbolicLink()) return { kind: 'beyond' };
      if (!folder?.isDirectory()) return undefined;
    }
    const file = join(this.root, path);
    const stats = await lstat(file).catch(() => undefined);
    if (!stats) return undefined;
    if (stats.isDirectory()) return { kind: 'folder' };
    if (stats.isSymbolicLink()) return { kind: 'link', bytes: await readlink(file, { encoding: 'buffer' }) };
    return { kind: 'file', bytes: await readBytes(file, largestPatched) };
  }

  async realPath(path: string): Promise<string | undefined> {
    const file = await this.resolve(path);
    return file && relative(this.root, file).split(sep).join('/');
  }

  async read(path: string): Promise<string | undefined> {
    const file = await this.resolve(path);
    const bytes = file === undefined ? undefined : await readBytes(file, largestFile);
    return bytes === undefined || isBinary(bytes) ? undefined : bytes.toString();
  }

  async locate(identifiers: readonly string[]): Promise<Found> {
    const files = new Map<string, string>();
    const open = new Set(identifiers);
    const end = Date.now() + longestLocating;
    let searched = 0;
    for (const path of await this.paths()) {
      if (open.size === 0) break;
      if (holdsWords(path)) continue;
      if (searched > mostSearched || Date.now() > end) return { files, complete: false };
      const text = await this.read(path);
      if (text === undefined) continue;
      searched += text.length;
      for (const identifier of open) {
        if (!standsIn(text, identifier)) continue;
        files.set(identifier, path);
        open.delete(identifier);
      }
    }
    return { files, complete: true };
  }

  /** There is no engine that a model's pattern could not hold up, so that it is looked for as plain text. */
  async search(pattern: string, under: string, most: number): Promise<readonly Hit[]> {
    const hits: Hit[] = [];
    const end = Date.now() + longestSearch;
    for (const path of await this.paths()) {
      if (hits.length >= most || Date.now() > end) break;
      if (!liesIn(path, under)) continue;
      const lines = (await this.read(path))?.split('\n') ?? [];
      for (const [i, text] of lines.entries()) {
        if (text.includes(pattern)) hits.push({ path, line: i + 1, text });
        if (hits.length >= most) break;
      }
    }
    return hits;
  }

  /** The real file behind a path, links followed, or nothing where it leads out of the folder or nowhere. */
  private async resolve(path: string): Promise<string | undefined> {
    if (!isInside(path)) return undefined;
    const file = await realpath(join(this.root, path)).catch(() => undefined);
    return file !== undefined && isInside(relative(this.root, file).split(sep).join('/')) ? file : undefined;
  }

  /** Breadth first, so that what is cut off in a very large code base lies deepest. Links are not followed. */
  private async list(): Promise<readonly string[]> {
    const files: string[] = [];
    const folders = [''];
    const ignoreFiles = new IgnoreFiles((path) => this.read(path));
    for (let at = 0; at < folders.length && files.length < mostFiles; at++) {
      const folder = folders[at] as string;
      const entries: Dirent[] = await readdir(join(this.root, folder), { withFileTypes: true }).catch(
        () => [],
      );
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        const isFolder = entry.isDirectory();
        if (isFolder ? skippedFolders.has(entry.name) : !entry.isFile()) continue;
        if (await ignoreFiles.ignore(isFolder ? `${path}/` : path)) continue;
        if (isFolder) folders.push(path);
        else if (files.length < mostFiles) files.push(path);
      }
    }
    return files;
  }
}

/** A regular file's bytes; nothing where there is none, or a larger one. */
async function readBytes(file: string, most: number): Promise<Buffer | undefined> {
  // Without waiting: opening a named pipe would hang.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const stats = await handle.stat();
    return stats.isFile() && stats.size <= most ? await handle.readFile() : undefined;
  } finally {
    await handle.close();
  }
}

/** Whether an identifier stands in a text with no word character on either side. */
function standsIn(text: string, identifier: string): boolean {
  const escaped = identifier.replace(/\W/g, '\\$&');
  return text.includes(identifier) && new RegExp(`(?<!\\w)${escaped}(?!\\w)`).test(text);
}

/** Whether a path is a folder, empty for the top, or in it. */
export function liesIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
