import * as vscode from 'vscode';
import { soon } from './soon.js';

export const snapshotScheme = 'bouncer';

/**
 * Read-only documents for what has no file of its own: a selection, the clipboard, the working tree's changes.
 * A snapshot taken again under the same name replaces the earlier one.
 */
export class Snapshots implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
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
  async open(name: string, text: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: snapshotScheme, path: `/${name}` });
    this.texts.set(uri.path, text);
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${name}`);
    // A tab may be there from an earlier snapshot, or from before the window was loaded again.
    if (!this.isCurrent(document)) await this.renew(document);
    return document;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? 'This snapshot is gone; take it again with a Bouncer command.\n';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
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
        `Renewing ${document.uri.path.slice(1)}`,
        'Close its tab and run the command again.',
      );
    } finally {
      listener?.dispose();
    }
  }

  /** A document has one kind of line ends, whatever its text had. */
  private isCurrent(document: vscode.TextDocument): boolean {
    return withLineFeeds(document.getText()) === withLineFeeds(this.texts.get(document.uri.path) ?? '');
  }
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
