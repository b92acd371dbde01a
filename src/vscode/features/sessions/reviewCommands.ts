import * as vscode from 'vscode';
import type { ReviewScope } from '../../../repository/reviewScope.js';
import { type GitRepository, pickRepository } from '../../gitRepositories.js';
import { needTrust, nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { warn } from '../../notices.js';
import type { ReviewPanel } from '../review/reviewPanel.js';
import { dismissFor, turnOffAt } from './dismissing.js';
import { reviewedFiles } from './files.js';
import { OpenReviews } from './openReviews.js';
import { pickScope } from './scopes.js';
import { Session } from './session.js';
import { registerEmptySides } from './sides.js';
import { type FindingThread, FindingThreads } from './threads.js';
import type { ReviewNode, ReviewView } from './view.js';

const all: ReviewScope = { kind: 'tree', changes: 'all' };

/** What people do with reviews of repositories' changes. */
export class ReviewCommands {
  readonly reviews: OpenReviews;
  private readonly threads: FindingThreads;
  /** Where among the findings of a review the person is. */
  private at = -1;

  constructor(
    private readonly kit: Kit,
    private readonly panel: ReviewPanel,
    private readonly view: ReviewView,
  ) {
    const { own, verdicts } = kit;
    this.reviews = own(new OpenReviews(kit));
    this.threads = own(new FindingThreads(verdicts));
    view.show(this.reviews);
    own(registerEmptySides());
    own(this.reviews.onDidChange((session) => session && this.threads.show(session)));
    own(this.reviews.onDidClose((session) => this.threads.drop(session)));
  }

  /** @throws CouldNotRate */
  async review(repository: GitRepository, scope: ReviewScope) {
    const session = this.reviews.at(repository, scope);
    try {
      await session.refresh();
    } catch (error) {
      if (!this.kit.verdicts.at(session.uri)) this.reviews.close(session);
      throw error;
    }
    await vscode.commands.executeCommand('bouncer.reviews.focus');
    await this.panel.rate(session);
    const [first] = session.unread;
    if (first) void warn(`Not all that changed is in this review. ${first.path}: ${first.why}.`);
  }

  async reviewChanges() {
    const repository = await repositoryNow();
    if (repository) await this.review(repository, all);
  }

  async reviewOther() {
    const repository = await repositoryNow();
    const scope = repository && (await pickScope(await new Session(repository, all).clone()));
    if (repository && scope) await this.review(repository, scope);
  }

  /** The review that a command is about: its node's, the selected one, else the latest. @throws CouldNotRate */
  sessionAt(node: unknown): Session {
    const session =
      (node as ReviewNode | undefined)?.session ?? this.view.selected ?? this.reviews.all.at(-1);
    if (session instanceof Session) return session;
    throw nothing('No review is open.', 'Review changes first.');
  }

  async openReviewed(argument: unknown) {
    const node = argument as ReviewNode;
    if (node.kind === 'finding') {
      const line = node.finding.place?.file;
      if (line) await node.session.reveal(line);
      else await vscode.commands.executeCommand('bouncer.showReview', node.session.uri);
    } else if (node.kind === 'file') {
      const { path, side, findings } = node.file;
      await node.session.reveal(findings[0]?.place?.file ?? { path, side, line: 1 });
    }
  }

  /** Opens both sides of all files, one below the other. */
  async openAll(node: unknown) {
    const session = this.sessionAt(node);
    const sides = session.files.flatMap(({ oldPath, newPath }) => {
      const both = session.sidesOf((newPath ?? oldPath) as string);
      return both ? [[newPath === undefined ? both.old : both.new, both.old, both.new]] : [];
    });
    await vscode.commands.executeCommand('vscode.changes', session.title, sides);
  }

  /** Goes to the next finding of the review, in the order of the view, or to the one before. */
  async step(by: 1 | -1) {
    const session = this.sessionAt(undefined);
    const verdict = this.kit.verdicts.at(session.uri)?.verdict;
    const files = verdict ? reviewedFiles(session, verdict) : [];
    const lines = files.flatMap(({ findings }) => findings.flatMap(({ place }) => place?.file ?? []));
    this.at =
      this.at < 0 && by < 0 ? lines.length - 1 : (this.at + by + lines.length) % Math.max(1, lines.length);
    const line = lines[this.at] ?? lines[0];
    if (!line) throw nothing('The review has no finding on a line.', 'Show the review to read its reasons.');
    await session.reveal(line);
  }

  findingAt(argument: unknown): FindingThread {
    const node = argument as Partial<ReviewNode> | undefined;
    const found = node?.kind === 'finding' ? (node as FindingThread) : this.threads.of(argument);
    if (!found) throw nothing('No finding is chosen.', 'Use the menu of a finding in the review.');
    return found;
  }

  async copyFinding(argument: unknown) {
    const { message, place } = this.findingAt(argument).finding;
    const where = place?.file ? `${place.file.path}:${place.file.line}: ` : '';
    await vscode.env.clipboard.writeText(`${where}${message}`);
  }

  again(node: unknown): Thenable<unknown> {
    return vscode.commands.executeCommand('bouncer.rate', this.sessionAt(node).uri);
  }

  close(node: unknown): void {
    this.reviews.close(this.sessionAt(node));
  }

  dismiss(argument: unknown): Promise<void> {
    return dismissFor(this.kit.dismissals, this.findingAt(argument));
  }

  turnRuleOff(argument: unknown): Promise<void> {
    return turnOffAt(this.kit.dismissals, this.findingAt(argument));
  }
}

/** The repository to review. @throws CouldNotRate in Restricted Mode */
async function repositoryNow(): Promise<GitRepository | undefined> {
  needTrust('Reviewing changes', 'Trust the workspace, or review a patch file.');
  return pickRepository();
}
