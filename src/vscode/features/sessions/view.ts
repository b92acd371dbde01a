import * as vscode from 'vscode';
import { counted } from '../../../core/counted.js';
import type { Finding } from '../../../core/rating.js';
import { verdictLine } from '../../../core/ratingWords.js';
import type { Kit } from '../../kit.js';
import { outcomeThemeIcons } from '../../outcomeIcons.js';
import { type ReviewedFile, reviewedFiles, wholeFindings } from './files.js';
import type { OpenReviews } from './openReviews.js';
import type { Session } from './session.js';

export type ReviewNode =
  | { readonly kind: 'review'; readonly session: Session }
  | { readonly kind: 'file'; readonly session: Session; readonly file: ReviewedFile }
  | { readonly kind: 'finding'; readonly session: Session; readonly finding: Finding };

const severityIcons: Readonly<Record<Finding['severity'], vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  info: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
};

/** Where the reviews that are open are kept for the next window. */
export const reviewsKey = 'bouncer.reviews';

/** The reviews that are open: of each its verdict, its files and what was found in them. */
export class ReviewView implements vscode.TreeDataProvider<ReviewNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree: vscode.TreeView<ReviewNode>;

  private reviews: OpenReviews | undefined;

  constructor(private readonly kit: Pick<Kit, 'verdicts' | 'own'>) {
    this.tree = kit.own(
      vscode.window.createTreeView('bouncer.reviews', { treeDataProvider: this, showCollapseAll: true }),
    );
  }

  /** Shows these reviews from now on. */
  show(reviews: OpenReviews): void {
    this.reviews = reviews;
    this.kit.own(reviews.onDidChange(() => this.changed.fire()));
  }

  /** The review that is selected, if one is. */
  get selected(): Session | undefined {
    return this.tree.selection[0]?.session;
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    if (!node) return (this.reviews?.all ?? []).map((session) => ({ kind: 'review', session }));
    const { session } = node;
    const verdict = this.kit.verdicts.at(session.uri)?.verdict;
    if (node.kind === 'file') return node.file.findings.map((finding) => findingNode(session, finding));
    if (node.kind === 'finding' || !verdict) return [];
    const whole = verdict.unrated ? [] : wholeFindings(verdict);
    return [
      ...whole.map((finding) => findingNode(session, finding)),
      ...reviewedFiles(session, verdict).map((file): ReviewNode => ({ kind: 'file', session, file })),
    ];
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    if (node.kind === 'review') return this.reviewItem(node);
    return node.kind === 'file' ? fileItem(node, node.session, node.file) : findingItem(node, node.finding);
  }

  private reviewItem(node: ReviewNode): vscode.TreeItem {
    const { session } = node;
    const rated = this.kit.verdicts.at(session.uri);
    const item = new vscode.TreeItem(session.title, vscode.TreeItemCollapsibleState.Expanded);
    item.id = session.key;
    item.contextValue = session.workingTree ? 'bouncer.review committable' : 'bouncer.review';
    item.description = reviewWords(session, rated);
    item.iconPath = rated?.verdict
      ? outcomeThemeIcons[rated.verdict.decision]
      : new vscode.ThemeIcon('shield');
    if (rated?.rating) item.iconPath = new vscode.ThemeIcon('loading~spin');
    item.tooltip = rated?.verdict?.because ?? session.folder;
    item.accessibilityInformation = { label: `${session.title}: ${item.description}` };
    item.command = { command: 'bouncer.showReview', title: 'Show Review', arguments: [session.uri] };
    return item;
  }
}

function reviewWords(session: Session, rated: ReturnType<Kit['verdicts']['at']>): string {
  if (session.isEmpty) return 'No changes left';
  if (!rated?.verdict) return rated?.rating ? 'Rating…' : 'Not rated yet';
  const { moved } = session;
  const parts = [
    rated.stale && !rated.rating && 'Stale',
    verdictLine(rated.verdict),
    moved && moved.fixed > 0 && `${moved.fixed} fixed`,
    moved && moved.fresh > 0 && `${moved.fresh} new`,
    counted(session.files.length + session.unread.length, 'file'),
  ];
  return parts.filter(Boolean).join(' · ');
}

function fileItem(node: ReviewNode, session: Session, file: ReviewedFile): vscode.TreeItem {
  const { path, was, words, findings } = file;
  const slash = path.lastIndexOf('/');
  const item = new vscode.TreeItem(
    path.slice(slash + 1),
    findings.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
  );
  // What a person folded stays so while it has findings.
  item.id = `${session.key}:${findings.length > 0}:${path}`;
  item.resourceUri = vscode.Uri.joinPath(session.repository.rootUri, path);
  item.iconPath = vscode.ThemeIcon.File;
  const from = was === undefined ? '' : `was ${was}`;
  const gone = file.side === 'old' ? 'deleted' : '';
  item.description = [path.slice(0, Math.max(0, slash)), from, gone, words].filter(Boolean).join(' · ');
  item.contextValue = 'bouncer.reviewedFile';
  item.tooltip = [path, from, gone, words].filter(Boolean).join('\n');
  item.accessibilityInformation = { label: [path, from, gone, words].filter(Boolean).join(', ') };
  item.command = { command: 'bouncer.openReviewed', title: 'Open Changes', arguments: [node] };
  return item;
}

function findingNode(session: Session, finding: Finding): ReviewNode {
  return { kind: 'finding', session, finding };
}

function findingItem(node: ReviewNode, { message, severity, place }: Finding): vscode.TreeItem {
  const item = new vscode.TreeItem(message);
  item.iconPath = severityIcons[severity];
  item.description = place?.file
    ? `line ${place.file.line}${place.file.side === 'old' ? ' (deleted)' : ''}`
    : '';
  item.tooltip = message;
  item.contextValue = 'bouncer.finding';
  item.accessibilityInformation = { label: `${severity}: ${message} ${item.description}` };
  item.command = { command: 'bouncer.openReviewed', title: 'Open', arguments: [node] };
  return item;
}
