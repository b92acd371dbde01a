import * as vscode from 'vscode';
import { type Finding, sureFindings } from '../../../core/rating.js';
import type { Kit } from '../../kit.js';
import { lineRange } from '../../places.js';
import { setting } from '../../settings.js';
import type { Session } from './session.js';

/** More threads than this would hide the code; the gravest come first. */
const mostThreads = 200;

/** A finding as it stands on a line. */
export interface FindingThread {
  readonly session: Session;
  readonly finding: Finding;
}

/** The findings of reviews as comment threads on their lines, on the side where the line exists. */
export class FindingThreads implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController('bouncer.review', 'Bouncer');
  private readonly shown = new Map<Session, vscode.CommentThread[]>();
  private readonly findings = new WeakMap<vscode.CommentThread, FindingThread>();

  constructor(private readonly verdicts: Kit['verdicts']) {}

  /** What a thread, or its comment, is about. */
  of(thread: unknown): FindingThread | undefined {
    return this.findings.get(thread as vscode.CommentThread);
  }

  /** Shows the findings of a review's latest verdict in the place of those before. */
  show(session: Session): void {
    const rated = this.verdicts.at(session.uri);
    if ((rated?.rating && !rated.asking) || rated?.stale) return;
    this.drop(session);
    if (!rated?.verdict || !setting('threads')) return;
    const found = sureFindings(rated.verdict).filter(({ place }) => place?.file);
    const threads = found.slice(0, mostThreads).flatMap((finding) => this.threadOf(session, finding) ?? []);
    this.shown.set(session, threads);
  }

  drop(session: Session): void {
    for (const thread of this.shown.get(session) ?? []) thread.dispose();
    this.shown.delete(session);
  }

  dispose(): void {
    this.controller.dispose();
  }

  private threadOf(session: Session, finding: Finding): vscode.CommentThread | undefined {
    const line = finding.place?.file;
    const uri = line && session.fileAt(line);
    if (!uri) return undefined;
    const thread = this.controller.createCommentThread(uri, lineRange(line.line), [commentOf(finding)]);
    thread.canReply = false;
    thread.label = labels[finding.severity];
    thread.contextValue = 'bouncer.finding';
    thread.collapsibleState =
      finding.severity === 'info'
        ? vscode.CommentThreadCollapsibleState.Collapsed
        : vscode.CommentThreadCollapsibleState.Expanded;
    this.findings.set(thread, { session, finding });
    return thread;
  }
}

const labels: Readonly<Record<Finding['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Hint',
};

/** What a model or a patch said is untrusted: it is shown as text, never as Markdown. */
function commentOf({ message, otherPlaces = [] }: Finding): vscode.Comment {
  const body = new vscode.MarkdownString().appendText(message);
  const others = otherPlaces.flatMap(({ file }) => (file ? [`${file.path}:${file.line}`] : []));
  if (others.length > 0) body.appendMarkdown('\n\n').appendText(`Also at ${others.join(', ')}.`);
  return { author: { name: 'Bouncer' }, body, mode: vscode.CommentMode.Preview };
}
