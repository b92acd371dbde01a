import { posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Milliseconds that the patterns of a code base get in all; nobody but a stranger writes so many. */
const usualPatience = 5_000;

/**
 * What files of patterns in a code base's folders say about paths, each for its own folder and those below; the nearest
 * one decides. Without more, these are the `.gitignore` files. Once they have taken too long, every path is ignored.
 */
export class IgnoreFiles {
  private readonly rules = new Map<string, Promise<Ignore | undefined>>();
  private readonly folders = new Map<string, Promise<boolean>>();

  /**
   * @param read a file's text, where there is one
   * @param patternsOf the patterns in it
   */
  constructor(
    private readonly read: (path: string) => Promise<string | undefined>,
    private readonly name = '.gitignore',
    private readonly patternsOf = (text: string) => text,
    private patience = usualPatience,
  ) {}

  /**
   * Whether a path, with `/` at its end for a folder, is ignored, by itself or with a folder that it is in. What names
   * nothing in the code base is ignored.
   */
  async ignore(given: string): Promise<boolean> {
    const path = posix.normalize(given);
    if (!ignore.isPathValid(path)) return true;
    const slash = path.lastIndexOf('/', path.length - 2);
    return (slash > 0 && (await this.folder(path.slice(0, slash + 1)))) || this.names(path);
  }

  private folder(path: string): Promise<boolean> {
    const known = this.folders.get(path) ?? this.ignore(path);
    this.folders.set(path, known);
    return known;
  }

  private async names(path: string): Promise<boolean> {
    for (let end = path.lastIndexOf('/', path.length - 2); ; end = path.lastIndexOf('/', end - 1)) {
      if (this.patience <= 0) return true;
      const folder = path.slice(0, end + 1);
      const rules = await this.rulesIn(folder);
      const result = rules && this.timed(() => rules.test(path.slice(folder.length)));
      if (result?.ignored) return true;
      if (result?.unignored || end < 0) return false;
    }
  }

  private rulesIn(folder: string): Promise<Ignore | undefined> {
    const known = this.rules.get(folder);
    if (known) return known;
    const rules = this.read(folder + this.name).then((text) =>
      text ? this.timed(() => ignore().add(this.patternsOf(text))) : undefined,
    );
    this.rules.set(folder, rules);
    return rules;
  }

  private timed<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    this.patience -= performance.now() - start;
    return result;
  }
}
