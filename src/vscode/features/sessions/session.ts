import * as vscode from 'vscode';
import { counted } from '../../../core/counted.js';
import { mostBytes, tooLarge } from '../../../core/inputText.js';
import type { FileLine } from '../../../core/place.js';
import { CouldNotRate } from '../../../core/rating.js';
import type { UnreadFile } from '../../../core/unread.js';
import type { Verdict } from '../../../core/verdict.js';
import { type Clone, findClone } from '../../../repository/git.js';
import { isInside } from '../../../repository/inside.js';
import { branchOf } from '../../../repository/origin.js';
import { changesIn, type ReviewScope, type ScopeChanges, scopeKey } from '../../../repository/reviewScope.js';
import { fingerprintOf } from '../../dismissals.js';
import { reviewScheme, unsavedIn } from '../../documents.js';
import type { GitRepository } from '../../gitRepositories.js';
import { nothing } from '../../guard.js';
import { lineRange } from '../../places.js';
import { signalOf, withProgress } from '../../progress.js';
import type { SubjectSource } from '../../subjectSource.js';
import { scopeTitle } from './scopes.js';
import { type Sides, sidesOf } from './sides.js';

/** A review of a repository's changes, which lives without a document and is read anew as files change. */
export class Session implements SubjectSource {
  readonly door = 'output';
  readonly key: string;
  readonly folder: string;
  /** The files on disk hold what the changes make of them, unless others are beside them in the index. */
  readonly directory: string | null;
  readonly workingTree: SubjectSource['workingTree'];
  readonly commit: string | undefined;
  uri: vscode.Uri;
  /** What changed since the rating before: findings that are gone, and that are new. */
  moved: { readonly fixed: number; readonly fresh: number } | undefined;
  private changes: ScopeChanges | undefined;
  private version = 0;
  /** The addresses of all files on both sides. */
  private addresses: ReadonlySet<string> = new Set();
  private known: ReadonlySet<string> | undefined;

  constructor(
    readonly repository: GitRepository,
    readonly scope: ReviewScope,
  ) {
    // Own fields, since a source is copied.
    this.folder = repository.rootUri.fsPath;
    this.commit = scope.kind === 'commit' ? scope.commit : undefined;
    this.workingTree = scope.kind === 'tree' ? { root: this.folder, scope: scope.changes } : undefined;
    this.directory = scope.kind === 'tree' && scope.changes !== 'staged' ? this.folder : null;
    this.key = `review:${this.folder}:${scopeKey(scope)}`;
    this.uri = this.named(undefined);
  }

  get title(): string {
    return this.uri.path.slice(1);
  }

  get files() {
    return this.changes?.files ?? [];
  }

  get unread(): readonly UnreadFile[] {
    return this.changes?.unread ?? [];
  }

  get isEmpty(): boolean {
    return this.changes?.patch === '';
  }

  readonly read = () => ({
    text: this.changes?.patch ?? '',
    unread: this.unread,
    version: this.version,
  });

  /** Both sides of a file, by its path on either. */
  sidesOf(path: string): Sides | undefined {
    const file =
      this.files.find((one) => one.newPath === path) ?? this.files.find((one) => one.oldPath === path);
    return file && this.changes && sidesOf(this.repository.rootUri, file, this.changes);
  }

  readonly fileAt = ({ path, side }: FileLine): vscode.Uri | undefined =>
    isInside(path) ? this.sidesOf(path)?.[side] : undefined;

  readonly shows = (uri: vscode.Uri): boolean => this.addresses.has(uri.toString());

  readonly reveal = async ({ path, line, side }: FileLine): Promise<void> => {
    const sides = this.sidesOf(path);
    if (!sides) return;
    const options: vscode.TextDocumentShowOptions = { selection: lineRange(line), preview: true };
    await vscode.commands.executeCommand(
      'vscode.diff',
      sides.old,
      sides.new,
      `${path} (${this.title})`,
      options,
    );
    // The diff editor selects on its right side only.
    if (side === 'old') revealOn(sides.old, line);
  };

  /** Reads the changes anew. @throws CouldNotRate also where there are none */
  readonly refresh = async (): Promise<void> => {
    await withProgress('Bouncer reads the changes', (token) => this.renew(token));
    if (this.isEmpty) throw nothingToReview(this.unread);
  };

  /** Whether the changes differ from those read before. Git also reports what is no change. */
  async renew(token?: vscode.CancellationToken): Promise<boolean> {
    const clone = await this.clone();
    const [changes, branch] = await Promise.all([this.changesOf(clone, token), branchOf(clone)]);
    const differ = JSON.stringify(changes) !== JSON.stringify(this.changes);
    this.uri = this.named(branch);
    if (differ) {
      this.changes = changes;
      this.version++;
      const sides = changes.files.map((file) => sidesOf(this.repository.rootUri, file, changes));
      this.addresses = new Set(sides.flatMap((both) => [both.old.toString(), both.new.toString()]));
    }
    return differ;
  }

  /** Compares the findings of a verdict with those of the one before. */
  compare({ findings, unrated }: Verdict): void {
    if (unrated) return;
    const now = new Set(findings.map(fingerprintOf));
    const before = this.known;
    this.known = now;
    if (!before) return;
    const count = (of: ReadonlySet<string>, than: ReadonlySet<string>) =>
      [...of].filter((one) => !than.has(one)).length;
    this.moved = { fixed: count(before, now), fresh: count(now, before) };
  }

  /** @throws CouldNotRate */
  async clone(): Promise<Clone> {
    const clone = await findClone(this.folder);
    if (clone) return clone;
    throw new CouldNotRate(
      'forbidden',
      `The .git of ${this.folder} is incomplete or leads to another repository.`,
      'Review a patch file instead.',
    );
  }

  private async changesOf(clone: Clone, token?: vscode.CancellationToken): Promise<ScopeChanges> {
    const signal = signalOf(token);
    try {
      const changes = await changesIn(clone, this.scope, signal);
      const bytes = Buffer.byteLength(changes.patch);
      if (bytes > mostBytes) throw tooLarge(bytes, 'The patch of all changes');
      const isOnDisk = changes.new === 'disk';
      return isOnDisk
        ? { ...changes, unread: [...changes.unread, ...unsavedIn(clone.top).map(unsaved)] }
        : changes;
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

  private named(branch: string | undefined): vscode.Uri {
    const path = `/${scopeTitle(this.scope, branch)}`;
    return vscode.Uri.from({ scheme: reviewScheme, path, query: this.key });
  }
}

/** Puts the line of a side in view where its editor is open. */
function revealOn(side: vscode.Uri, line: number): void {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === side.toString(),
  );
  editor?.revealRange(lineRange(line), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function unsaved(path: string): UnreadFile {
  return { path, why: 'it has changes that are not saved', lines: 1 };
}

function nothingToReview([first, ...more]: readonly UnreadFile[]): CouldNotRate {
  if (!first) return nothing('There are no changes to review.', 'Edit something, or choose another scope.');
  const others = more.length === 0 ? '' : ` ${counted(more.length, 'other file')} can't be read either.`;
  return new CouldNotRate(
    'unreadable',
    `No change can be reviewed. ${first.path}: ${first.why}.${others}`,
    'Review it by hand.',
  );
}
