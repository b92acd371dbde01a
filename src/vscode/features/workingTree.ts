import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { mostBytes, tooLarge } from '../../core/inputText.js';
import { CouldNotRate } from '../../core/rating.js';
import type { UnreadFile } from '../../core/unread.js';
import { findClone } from '../../repository/git.js';
import { isInside } from '../../repository/inside.js';
import { type Scope, type WorkingTreeDiff, workingTreeDiff } from '../../repository/workingTreeDiff.js';
import { pick } from '../ask.js';
import type { Handlers } from '../commands.js';
import { type GitRepository, pickRepository } from '../gitRepositories.js';
import { nothing } from '../guard.js';
import type { Kit } from '../kit.js';
import { warn } from '../notices.js';
import { signalOf, withProgress } from '../progress.js';
import type { ReviewPanel } from './review/reviewPanel.js';

/** Milliseconds for which the repository has to rest before it is looked at again. */
const rest = 500;

interface Reviewed {
  readonly repository: GitRepository;
  readonly scope: Scope;
  readonly uri: vscode.Uri;
  readonly diff: WorkingTreeDiff;
}

/** Name of the snapshot that shows a working tree's changes. */
const snapshotName = 'Working Tree.diff';

/** The review of a working tree's changes: takes them, has them rated, and marks the verdict when they change. */
export function activateWorkingTree({ snapshots, verdicts, own }: Kit, panel: ReviewPanel) {
  let reviewed: Reviewed | undefined;
  let listener: vscode.Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** Asks for repository and scope, and reviews. @throws CouldNotRate */
  const review = async () => {
    if (!vscode.workspace.isTrusted) {
      throw new CouldNotRate(
        'forbidden',
        'Reviewing the working tree runs Git, which Restricted Mode forbids.',
        'Trust the workspace, or review a patch file.',
      );
    }
    const repository = await pickRepository();
    const scope = repository && (await pickScope(reviewed?.scope));
    if (repository && scope) await take(repository, scope);
  };

  const take = async (repository: GitRepository, scope: Scope) => {
    const diff = await withProgress('Bouncer reads the changes', (token) =>
      changesOf(repository, scope, token),
    );
    const unread = unreadWords(diff.unread);
    if (diff.patch === '') throw nothingToReview(unread);
    const document = await snapshots.open(snapshotName, diff.patch, diff.unread);
    const { uri } = document;
    reviewed = { repository, scope, uri, diff };
    listener?.dispose();
    listener = repository.state.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void compare(), rest);
    });
    await vscode.window.showTextDocument(document, { preview: false });
    if (unread !== '') void warn(`Not all that changed is in this review. ${unread}`);
    const root = repository.rootUri.fsPath;
    // The files on disk hold more than the index does: only a patch of all changes can be compared with them.
    const directory = scope === 'staged' ? null : root;
    await panel.rate({
      key: `working-tree:${root}:${scope}`,
      uri,
      door: 'output',
      directory,
      resultIn: directory ?? undefined,
      workingTree: { root, scope },
      read: () => ({ text: diff.patch, unread: diff.unread, version: 0 }),
    });
  };

  /** Marks the verdict as stale if the changes differ by now: Git also reports what is no change. */
  const compare = async () => {
    const then = reviewed;
    const known = then && verdicts.at(then.uri);
    if (!known || known.stale) return;
    const now = await changesOf(then.repository, then.scope).catch(() => undefined);
    if (then === reviewed && JSON.stringify(now) !== JSON.stringify(then.diff)) verdicts.markStale(then.uri);
  };

  snapshots.onAgain(snapshotName, () => (reviewed ? take(reviewed.repository, reviewed.scope) : review()));
  own({
    dispose() {
      clearTimeout(timer);
      listener?.dispose();
    },
  });
  return { 'bouncer.reviewWorkingTree': review } satisfies Partial<Handlers>;
}

async function changesOf(
  { rootUri }: GitRepository,
  scope: Scope,
  token?: vscode.CancellationToken,
): Promise<WorkingTreeDiff> {
  const clone = await findClone(rootUri.fsPath);
  if (!clone) {
    throw new CouldNotRate(
      'forbidden',
      `The .git of ${rootUri.fsPath} is incomplete or leads to another repository.`,
      'Review a patch file instead.',
    );
  }
  const signal = signalOf(token);
  try {
    const { patch, unread } = await workingTreeDiff(clone, scope, signal);
    const bytes = Buffer.byteLength(patch);
    if (bytes > mostBytes) throw tooLarge(bytes, 'The patch of all changes');
    return { patch, unread: scope === 'staged' ? unread : [...unread, ...unsaved(clone.top)] };
  } catch (error) {
    if (error instanceof CouldNotRate) throw error;
    if (signal.aborted) throw new CouldNotRate('cancelled', 'It was cancelled.', 'Review again.');
    throw new CouldNotRate(
      'unreadable',
      `Git can't list the changes: ${(error as Error).message}`,
      'Run "git status" in a terminal to see what is wrong.',
      { cause: error },
    );
  }
}

/** Files with changes in the editor that are not on the disk. */
function unsaved(top: string): UnreadFile[] {
  return vscode.workspace.textDocuments.flatMap(({ isDirty, uri }) => {
    const path = relative(top, uri.fsPath).split(sep).join('/');
    if (!isDirty || uri.scheme !== 'file' || !isInside(path)) return [];
    return [{ path, why: 'it has changes that are not saved', lines: 1 }];
  });
}

function nothingToReview(unread: string): CouldNotRate {
  if (unread === '') {
    return nothing('There are no changes to review.', 'Edit something, or choose another scope.');
  }
  return new CouldNotRate('unreadable', `No change can be reviewed. ${unread}`, 'Review it by hand.');
}

/** "x.bin: its filter "lfs" is a program, which Bouncer does not run; and 2 more." Empty where all can be read. */
function unreadWords([first, ...more]: readonly UnreadFile[]): string {
  if (!first) return '';
  const others = more.length === 0 ? '' : `; and ${more.length} more, which the panel lists`;
  return `${first.path}: ${first.why}${others}.`;
}

const scopes = [
  ['All Changes', 'all', 'staged, unstaged and untracked files'],
  ['Staged Changes', 'staged', 'what the next commit would hold'],
  ['Unstaged Changes', 'unstaged', 'with untracked files'],
] as const;

/** Asks for the changes to review; those of the last time are on top. */
function pickScope(last: Scope | undefined): Promise<Scope | undefined> {
  const ordered = [...scopes].sort(([, a], [, b]) => Number(b === last) - Number(a === last));
  return pick('Changes to Review', ordered);
}
