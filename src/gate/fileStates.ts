import { chmod, lstat, mkdir, readFile, readlink, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What is at a path: nothing, a file, or a link, which is not followed. */
type State =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly mode: number; readonly bytes: Buffer }
  | { readonly kind: 'link'; readonly target: string };

/** Files of a folder as they were at one time, to tell what changed since then and to bring it back. */
export class FileStates {
  private constructor(
    private readonly root: string,
    private readonly states: ReadonlyMap<string, State>,
  ) {}

  /** @throws Error where something that is no file stands at a path, or it can't be read */
  static async of(root: string, paths: Iterable<string>): Promise<FileStates> {
    const states = new Map<string, State>();
    for (const path of paths) states.set(path, await stateAt(join(root, path)));
    return new FileStates(root, states);
  }

  get paths(): string[] {
    return [...this.states.keys()];
  }

  /** The first path at which something else is now. */
  async changed(): Promise<string | undefined> {
    for (const [path, then] of this.states) {
      const now = await this.stateOf(path);
      if (now === undefined || !isSame(now, then)) return path;
    }
    return undefined;
  }

  /** Brings every file back; a folder that is empty by that goes, as git does it. @throws Error when it can't */
  async restore(): Promise<void> {
    const now = new Map<string, State>();
    for (const path of this.paths) {
      const state = await this.stateOf(path);
      if (state === undefined) throw new Error(`${path} lies behind a symbolic link now.`);
      now.set(path, state);
    }
    const differing = [...this.states].filter(([path, then]) => !isSame(now.get(path) as State, then));
    // What goes makes way for what comes: a file may stand where a folder was, so the deepest goes first.
    for (const [path, then] of [...differing].sort(([a], [b]) => b.length - a.length)) {
      await rm(join(this.root, path), { force: true });
      if (then.kind === 'missing') await this.dropEmptyFolders(path);
    }
    for (const [path, then] of differing) if (then.kind !== 'missing') await put(join(this.root, path), then);
  }

  /** What is at a path now; undefined where it lies behind a link. */
  private async stateOf(path: string): Promise<State | undefined> {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = await lstat(join(this.root, path.slice(0, slash))).catch(() => undefined);
      if (folder?.isSymbolicLink()) return undefined;
    }
    return stateAt(join(this.root, path));
  }

  private async dropEmptyFolders(path: string): Promise<void> {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      // Fails where the folder is not empty, or gone.
      const isGone = await rmdir(join(this.root, folder)).then(
        () => true,
        () => false,
      );
      if (!isGone) return;
    }
  }
}

async function stateAt(file: string): Promise<State> {
  const stats = await lstat(file).catch(() => undefined);
  if (!stats) return { kind: 'missing' };
  if (stats.isSymbolicLink()) return { kind: 'link', target: await readlink(file) };
  // A folder goes by itself once its files do.
  if (stats.isDirectory()) return { kind: 'missing' };
  if (!stats.isFile()) throw new Error(`${file} is no file.`);
  return { kind: 'file', mode: stats.mode & 0o777, bytes: await readFile(file) };
}

function isSame(one: State, other: State): boolean {
  if (one.kind === 'file' && other.kind === 'file') {
    return one.mode === other.mode && one.bytes.equals(other.bytes);
  }
  return one.kind === other.kind && (one.kind !== 'link' || one.target === (other as typeof one).target);
}

async function put(file: string, state: Exclude<State, { kind: 'missing' }>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  if (state.kind === 'link') return symlink(state.target, file);
  await writeFile(file, state.bytes, { flag: 'wx' });
  await chmod(file, state.mode);
}
