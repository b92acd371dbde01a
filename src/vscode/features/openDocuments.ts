import * as vscode from 'vscode';
import { doorOf } from '../documents.js';
import { setting, touchesSettings } from '../settings.js';
import { snapshotScheme } from '../snapshots.js';
import type { Verdicts } from '../verdicts.js';

/** Rates the tickets and patches that come into view, where the setting `bouncer.rateAutomatically` wants it. */
export class OpenDocuments implements vscode.Disposable {
  private readonly listeners: vscode.Disposable;

  constructor(private readonly verdicts: Verdicts) {
    this.listeners = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.rateVisible()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!touchesSettings(event)) return;
        verdicts.renewAll();
        this.rateVisible();
      }),
    );
    this.rateVisible();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private rateVisible(): void {
    if (!setting('rateAutomatically')) return;
    for (const { document } of vscode.window.visibleTextEditors) {
      if (this.verdicts.get(document.uri) || document.uri.scheme === snapshotScheme) continue;
      const door = doorOf(document);
      if (door && document.getText().trim() !== '') void this.verdicts.rate(document, door, 'local');
    }
  }
}
