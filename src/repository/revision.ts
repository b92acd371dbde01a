import { type Clone, findClone, gitText, runGit } from './git.js';
import { isInside } from './inside.js';
import { type Entry, type Found, type Hit, holdsWords, type Repository } from './repository.js';
import { isBinary } from './textOf.js';

/**
 * A folder of a clone at one commit, read out of git's object store: the working tree and its settings don't matter.
 * Paths are seen from the folder; what the clone holds outside of it is out of reach. Links and submodules are no files.
 * Nothing where git, the clone or the commit is missing.
 */
export async function openRevision(root: string, commit: string): Promise<Repository | undefined> {
  if (!/^[0-9a-f]{7,64}$|^HEAD$/.test(commit)) return undefined;
  try {
    const clone = await findClone(root);
    if (!clone) return undefined;
    const parse = (name: string) => gitText(clone, ['rev-parse', '--verify', '--quiet', name]);
    const full = (await parse(`${commit}^{commit}`)).trim();
    const folder = (await parse(`${full}:${clone.prefix.slice(0, -1)}`)).trim();
    return new Revision(root, clone, full, folder);
  } catch {
    // No git, no such commit, or no such folder in it: the folder's files are looked at instead.
    return undefined;
  }
}

/** Files of which a search looks at the first matches only. */
const mostHits = 50;

class Revision implements Repository {
  readonly runsGit = true;
  private listing: Promise<ReadonlyMap<string, string>> | undefined;

  /** @param folder git's name of the folder's tree */
  constructor(
    readonly root: string,
    private readonly clone: Clone,
    readonly commit: string,
    private readonly folder: string,
  ) {}

  async paths(): Promise<readonly string[]> {
    return [...(await this.modes())].flatMap(([path, mode]) => (mode.startsWith('100') ? [path] : []));
  }

  async has(path: string): Promise<boolean> {
    return (await this.realPath(path)) !== undefined;
  }

  /** But for folders: those of files only are not told. */
  async entry(path: string): Promise<Entry | undefined> {
    if (!isInside(path)) return undefined;
    const modes = await this.modes();
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (modes.get(path.slice(0, slash)) === '120000') return { kind: 'beyond' };
    }
    const mode = modes.get(path);
    if (mode === undefined) return undefined;
    if (mode === '160000') return { kind: 'folder' };
    const bytes = await this.bytes(path);
    if (mode === '120000') return bytes && { kind: 'link', bytes };
    return { kind: 'file', bytes };
  }

  async realPath(path: string): Promise<string | undefined> {
    return (await this.modes()).get(path)?.startsWith('100') ? path : undefined;
  }

  async read(path: string): Promise<string | undefined> {
    const entry = await this.entry(path);
    if (entry?.kind !== 'file' || entry.bytes === undefined) return undefined;
    return isBinary(entry.bytes) ? undefined : entry.bytes.toString();
  }

  async locate(identifiers: readonly string[]): Promise<Found> {
    const files = new Map<string, string>();
    for (const identifier of identifiers) {
      const escaped = identifier.replace(/[^\w]/g, '\\$&');
      const word = `(^|[^A-Za-z0-9_])${escaped}([^A-Za-z0-9_]|$)`;
      const hit = (await this.search(word, '', mostHits)).find(({ path }) => !holdsWords(path));
      if (hit) files.set(identifier, hit.path);
    }
    return { files, complete: true };
  }

  /** @throws Error with git's words for a bad pattern */
  async search(pattern: string, under: string, most: number): Promise<readonly Hit[]> {
    const scope = under === '' || !isInside(under) ? ':(top)' : `:(top,literal)${under}`;
    const command = `grep -I -n -z --no-color --no-column --no-textconv --max-count ${most} -E -e`.split(' ');
    const args = [...command, pattern, this.folder, '--', scope];
    const { code, stdout, stderr } = await runGit(this.clone, args);
    // 1 means that nothing matches.
    if (code > 1) throw new Error(stderr.split('\n')[0]);
    return stdout
      .toString()
      .split('\n', most)
      .flatMap((row) => {
        const [place, line, ...text] = row.split('\0');
        const path = place?.slice(place.indexOf(':') + 1);
        return path && line ? [{ path, line: Number(line), text: text.join('\0') }] : [];
      });
  }

  /** A file's content; nothing where it is missing or too large to print. */
  private async bytes(path: string): Promise<Buffer | undefined> {
    const args = ['cat-file', 'blob', `${this.folder}:${path}`];
    const result = await runGit(this.clone, args).catch(() => undefined);
    return result?.code === 0 ? result.stdout : undefined;
  }

  private modes(): Promise<ReadonlyMap<string, string>> {
    this.listing ??= gitText(this.clone, ['ls-tree', '-r', '-z', '--full-tree', this.folder]).then(
      (list) =>
        new Map(
          list.split('\0').flatMap((entry) => {
            const tab = entry.indexOf('\t');
            return tab < 0 ? [] : [[entry.slice(tab + 1), entry.slice(0, 6)]];
          }),
        ),
    );
    return this.listing;
  }
}
