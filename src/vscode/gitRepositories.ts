import * as vscode from 'vscode';
import { pick } from './ask.js';
import { nothing } from './guard.js';
import { soon } from './soon.js';

/** The part of the `vscode.git` extension's API (version 1) that is used here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface Change {
  readonly uri: vscode.Uri;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly onDidChange: vscode.Event<void>;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
  };
  /** The commit message in the Source Control view. */
  readonly inputBox: { value: string };
  /** Commits what is staged, as the user's own git does it. */
  commit(message: string): Promise<void>;
}

/** VS Code's Git, once it has looked for repositories. @param what what needs it. @throws CouldNotRate without it */
export async function gitApi(what: string): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const needed = `${what} needs the built-in Git extension`;
  if (!extension) throw nothing(`${needed}; it is disabled.`, 'Enable it in the Extensions view.');
  const git = await soon(extension.activate(), 'Starting the Git extension');
  if (!git.enabled) throw nothing(`${needed}.`, 'Turn on the setting git.enabled.');
  const api = git.getAPI(1);
  // Until then it has looked for no repository.
  if (api.state === 'uninitialized') {
    await soon(new Promise((resolve) => api.onDidChangeState(resolve)), 'Looking for Git repositories');
  }
  return api;
}

/** The repository with this top folder. @throws CouldNotRate where VS Code has none */
export async function repositoryOf(root: string, what: string): Promise<GitRepository> {
  const repository = (await gitApi(what)).getRepository(vscode.Uri.file(root));
  if (repository) return repository;
  throw nothing(`${root} is not open as a Git repository.`, 'Open its folder.');
}

/** Finds the git repository to review, asking where there are several. @throws CouldNotRate when there is none */
export async function pickRepository(): Promise<GitRepository | undefined> {
  const api = await gitApi('Reviewing changes');
  const active = vscode.window.activeTextEditor?.document.uri;
  const [first, ...others] = api.repositories;
  if (!first) throw nothing('No Git repository is open.', 'Open a folder that is under Git.');
  if (others.length === 0) return first;
  const here = active && api.getRepository(active);
  if (here) return here;
  const choices = api.repositories.map((one) => [vscode.workspace.asRelativePath(one.rootUri), one] as const);
  return pick('Repository to Review', choices);
}

/** Tells how many files have changes, now and whenever that is another number; 0 where Git is off. */
export function watchChanges(listener: (files: number) => void): vscode.Disposable {
  const listeners: vscode.Disposable[] = [];
  let told: number | undefined;
  let isOver = false;
  const tell = (repositories: readonly GitRepository[]) => {
    const files = repositories.reduce((sum, { state }) => sum + changedFiles(state), 0);
    if (files !== told) listener(files);
    told = files;
  };
  const watch = async () => {
    const api = await gitApi('Counting changes');
    if (isOver) return;
    const follow = (repository: GitRepository) =>
      listeners.push(repository.state.onDidChange(() => tell(api.repositories)));
    listeners.push(
      api.onDidOpenRepository((repository) => {
        follow(repository);
        tell(api.repositories);
      }),
      api.onDidCloseRepository(() => tell(api.repositories)),
    );
    api.repositories.forEach(follow);
    tell(api.repositories);
  };
  void watch().catch(() => undefined);
  return {
    dispose() {
      isOver = true;
      for (const one of listeners) one.dispose();
    },
  };
}

function changedFiles({
  indexChanges,
  workingTreeChanges,
  untrackedChanges = [],
}: GitRepository['state']): number {
  const all = [...indexChanges, ...workingTreeChanges, ...untrackedChanges];
  return new Set(all.map(({ uri }) => uri.toString())).size;
}
