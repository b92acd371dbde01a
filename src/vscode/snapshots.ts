import * as vscode from 'vscode';
import type { Subject } from '../core/subject.js';
import { soon } from './soon.js';

export const snapshotScheme = 'bouncer';

/** What a snapshot was taken of: a document has one kind of line ends, whatever its text had. */
type SnapshotInput = Pick<Subject, 'text' | 'unread'>;

/**
 * Read-only documents for what has no file of its own: a selection, the clipboard.
 * A snapshot taken again under the same name replaces the earlier one.
 */
export class Snapshots implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly taken = new Map<string, SnapshotInput>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;

  constructor() {
    // VS Code takes `onDidChange` at the registration and never looks again.
    this.registration = vscode.workspace.registerTextDocumentContentProvider(snapshotScheme, this);
  }

  /**
   * Opens a document with this text; `name` is what its tab says, with an extension that tells its language.
   *
   * @throws CouldNotRate when the editor doesn't show the text in time
   */
  async open(
    name: string,
    text: string,
    unread: NonNullable<Subject['unread']> = [],
  ): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: snapshotScheme, path: `/${name}` });
    this.taken.set(uri.path, { text, unread });
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${name}`);
    // A tab may be there from an earlier snapshot, or from before the window was loaded again.
    if (!this.isCurrent(document)) await this.renew(document);
    return document;
  }

  /** Opens such a document in a tab. */
  async show(
    name: string,
    text: string,
    where: vscode.TextDocumentShowOptions = { preview: false },
  ): Promise<void> {
    await vscode.window.showTextDocument(await this.open(name, text), where);
  }

  /** What a document holds: a snapshot's own text, with what changed besides. */
  inputOf(document: vscode.TextDocument): SnapshotInput {
    const taken = document.uri.scheme === snapshotScheme && this.taken.get(document.uri.path);
    return taken && this.isCurrent(document) ? taken : { text: document.getText() };
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.taken.get(uri.path)?.text ?? 'This snapshot is gone; take it again with a Bouncer command.\n';
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async renew(document: vscode.TextDocument): Promise<void> {
    let listener: vscode.Disposable | undefined;
    const renewed = new Promise<void>((resolve) => {
      listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document && this.isCurrent(document)) resolve();
      });
    });
    this.changed.fire(document.uri);
    try {
      await soon(
        renewed,
        `Updating ${document.uri.path.slice(1)}`,
        'Close its tab and run the command again.',
      );
    } finally {
      listener?.dispose();
    }
  }

  private isCurrent(document: vscode.TextDocument): boolean {
    const { text = '' } = this.taken.get(document.uri.path) ?? {};
    return withLineFeeds(document.getText()) === withLineFeeds(text);
  }
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
