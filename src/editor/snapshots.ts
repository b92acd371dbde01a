import * as vscode from 'vscode';

export const snapshotScheme = 'bouncer';

/**
 * Read-only documents for what has no file of its own: a selection, the clipboard, the working tree's changes.
 * A snapshot taken again under the same name replaces the earlier one.
 */
export class Snapshots implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(snapshotScheme, this);
  readonly onDidChange = this.changed.event;

  /** Opens a document with this text; `name` is what its tab says, with an extension that tells its language. */
  async open(name: string, text: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: snapshotScheme, path: `/${name}` });
    const known = this.texts.has(uri.path);
    this.texts.set(uri.path, text);
    const document = await vscode.workspace.openTextDocument(uri);
    if (known && document.getText() !== text) {
      const renewed = new Promise<void>((resolve) => {
        const listener = vscode.workspace.onDidChangeTextDocument((event) => {
          if (event.document !== document) return;
          listener.dispose();
          resolve();
        });
      });
      this.changed.fire(uri);
      await renewed;
    }
    return document;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? 'This snapshot is gone; take it again with a Bouncer command.\n';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
