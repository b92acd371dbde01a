import * as vscode from 'vscode';
import { doorOf } from '../documents.js';
import type { Kit } from '../kit.js';
import { onDidChangeSettings, setting } from '../settings.js';
import { snapshotScheme } from '../snapshots.js';

/** Rates the tickets and patches that come into view, where the setting `bouncer.rateAutomatically` wants it. */
export function activateAutomatic({ verdicts, own }: Kit): void {
  const rateVisible = () => {
    if (!setting('rateAutomatically')) return;
    for (const { document } of vscode.window.visibleTextEditors) {
      if (verdicts.at(document.uri) || document.uri.scheme === snapshotScheme) continue;
      const door = doorOf(document);
      if (door && document.getText().trim() !== '') {
        void verdicts.rate(verdicts.sourceOf(document, door), 'local');
      }
    }
  };
  own(vscode.window.onDidChangeVisibleTextEditors(rateVisible));
  own(
    onDidChangeSettings((changes) => {
      const isRater = changes('tickets.rater', 'patches.rater', 'chat.model', 'chat.baseUrl', 'editorModel');
      verdicts.renewAll(isRater ? 'rater' : 'settings');
      rateVisible();
    }),
  );
  rateVisible();
}
