import { type Entry, type Found, holdsWords, type Repository } from './repository.js';
import { openRevision, type Revision } from './revision.js';

/**
 * A clone as it was at a commit, whatever its working tree holds now; nothing where the clone doesn't have the commit.
 *
 * @param root the clone's folder
 */
export async function openRepositoryAt(root: string, commit: string): Promise<Repository | undefined> {
  const revision = await openRevision(root, commit);
  return revision && new CommittedRepository(root, revision);
}

/** Files of which a search looks at the first matches only. */
const mostHits = 50;

class CommittedRepository implements Repository {
  readonly runsGit = true;

  constructor(
    readonly root: string,
    private readonly revision: Revision,
  ) {}

  get commit(): string {
    return this.revision.commit;
  }

  paths(): Promise<readonly string[]> {
    return this.revision.paths();
  }

  async has(path: string): Promise<boolean> {
    return (await this.revision.realPath(path)) !== undefined;
  }

  entry(path: string): Promise<Entry | undefined> {
    return this.revision.entry(path);
  }

  realPath(path: string): Promise<string | undefined> {
    return this.revision.realPath(path);
  }

  read(path: string): Promise<string | undefined> {
    return this.revision.read(path);
  }

  async locate(identifiers: readonly string[]): Promise<Found> {
    const files = new Map<string, string>();
    for (const identifier of identifiers) {
      const escaped = identifier.replace(/[^\w]/g, '\\$&');
      const word = `(^|[^A-Za-z0-9_])${escaped}([^A-Za-z0-9_]|$)`;
      const hits = await this.revision.search(word, '', mostHits);
      const hit = hits.find(({ path }) => !holdsWords(path));
      if (hit) files.set(identifier, hit.path);
    }
    return { files, complete: true };
  }
}
