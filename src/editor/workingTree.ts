import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import * as vscode from 'vscode';
import { mostBytes } from '../core/inputText.js';
import { soon } from './soon.js';

/** The part of the `vscode.git` extension's API (version 1) that is used here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly state: 'uninitialized' | 'initialized';
    readonly onDidChangeState: vscode.Event<unknown>;
    readonly repositories: readonly GitRepository[];
    getRepository(uri: vscode.Uri): GitRepository | null;
  };
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
    readonly onDidChange: vscode.Event<void>;
  };
  diff(cached?: boolean): Promise<string>;
  diffWith(ref: string, path: string): Promise<string>;
}

interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly status: number;
}

/** `Status.UNTRACKED` of the git extension. */
const untracked = 7;

export type Scope = 'all' | 'staged' | 'unstaged';

/** Finds the git repository to review, asking where there are several. Undefined, with a message, where there is none. */
export async function pickRepository(): Promise<GitRepository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) {
    void vscode.window.showErrorMessage(
      'Reviewing the working tree needs the built-in Git extension; it is disabled.',
    );
    return undefined;
  }
  const git = await soon(extension.activate(), 'Starting the Git extension');
  if (!git.enabled) {
    void vscode.window.showErrorMessage(
      'Reviewing the working tree needs the built-in Git extension. Turn on the setting git.enabled.',
    );
    return undefined;
  }
  const api = git.getAPI(1);
  // Until then it has looked for no repository.
  if (api.state === 'uninitialized') {
    await soon(new Promise((resolve) => api.onDidChangeState(resolve)), 'Looking for Git repositories');
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const [first, ...others] = api.repositories;
  if (!first) {
    void vscode.window.showInformationMessage('No Git repository is open. Open a folder that is under Git.');
    return undefined;
  }
  if (others.length === 0) return first;
  const here = active && api.getRepository(active);
  if (here) return here;
  const items = api.repositories.map((repository) => ({
    label: vscode.workspace.asRelativePath(repository.rootUri),
    repository,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Repository to Review' }))?.repository;
}

/** The changes of a working tree as one patch: staged, unstaged and untracked files, or a part of them. */
export async function workingTreePatch(repository: GitRepository, scope: Scope): Promise<string> {
  if (scope === 'staged') return repository.diff(true);
  const { state } = repository;
  if (scope === 'unstaged' || !state.HEAD?.commit) {
    const tracked = await repository.diff(scope === 'all');
    return tracked + (await newFiles(repository));
  }
  const changes = [...state.indexChanges, ...state.workingTreeChanges, ...state.mergeChanges];
  const paths = new Set(
    changes
      .filter(({ status }) => status !== untracked)
      .flatMap(({ uri, originalUri }) => [originalUri.fsPath, uri.fsPath]),
  );
  const diffs: string[] = [];
  // Not `diffWithHEAD`: whatever its name says, it compares with the index.
  for (const path of paths) diffs.push(await repository.diffWith('HEAD', path));
  return diffs.join('') + (await newFiles(repository));
}

/** Untracked files are in no diff of git's; here each becomes a new file. */
async function newFiles({ state, rootUri }: GitRepository): Promise<string> {
  const untrackedChanges = [...state.untrackedChanges, ...state.workingTreeChanges].filter(
    ({ status }) => status === untracked,
  );
  const diffs: string[] = [];
  for (const { uri } of untrackedChanges) diffs.push(await newFile(rootUri, uri));
  return diffs.join('');
}

async function newFile(root: vscode.Uri, uri: vscode.Uri): Promise<string> {
  const path = uri.path.slice(root.path.replace(/\/$/, '').length + 1);
  const quoted = /["\\\p{Cc}]/u.test(path) ? (name: string) => JSON.stringify(name) : (name: string) => name;
  const head = `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\nnew file mode 100644\n`;
  const { size, type } = await vscode.workspace.fs.stat(uri);
  const text =
    type === vscode.FileType.File && size <= mostBytes
      ? Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8')
      : '\0';
  if (text.includes('\0')) return `${head}Binary files /dev/null and ${quoted(`b/${path}`)} differ\n`;
  if (text === '') return head;
  return (
    head +
    createTwoFilesPatch('/dev/null', quoted(`b/${path}`), '', text, '', '', {
      headerOptions: FILE_HEADERS_ONLY,
    })
  );
}
