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
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly onDidChange: vscode.Event<void> };
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
