import * as vscode from 'vscode';
import { type Finding, sureFindings } from '../core/rating.js';
import { locationOf } from './places.js';
import { setting } from './settings.js';
import type { RatedDocument, Verdicts } from './verdicts.js';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Puts the findings of each verdict into the Problems view, where they can be corrected. */
export class Problems implements vscode.Disposable {
  private readonly collections = new Map<string, vscode.DiagnosticCollection>();
  private readonly listeners: vscode.Disposable;

  constructor(
    verdicts: Verdicts,
    private readonly checksPage: vscode.Uri,
  ) {
    this.listeners = vscode.Disposable.from(
      verdicts.onDidChange((rated) => this.show(rated)),
      verdicts.onDidRemove((uri) => this.drop(uri)),
    );
  }

  dispose(): void {
    this.listeners.dispose();
    for (const collection of this.collections.values()) collection.dispose();
  }

  /** Each rated document has a collection of its own, since two of them may point into the same file. */
  private show(rated: RatedDocument): void {
    if (rated.rating || rated.stale) return;
    const key = rated.uri.toString();
    const collection = this.collections.get(key) ?? vscode.languages.createDiagnosticCollection('bouncer');
    this.collections.set(key, collection);
    collection.clear();
    if (!setting('problems')) return;
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    const { rating } = rated.verdict ?? {};
    for (const finding of rating ? sureFindings(rating) : []) {
      const { uri, range } = locationOf(rated, finding.place);
      const entry = byFile.get(uri.toString()) ?? [uri, []];
      entry[1].push(this.diagnostic(finding, range));
      byFile.set(uri.toString(), entry);
    }
    collection.set([...byFile.values()]);
  }

  private diagnostic(finding: Finding, range: vscode.Range): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(range, finding.message, severities[finding.severity]);
    diagnostic.source = 'Bouncer';
    diagnostic.code = { value: finding.id, target: this.checksPage.with({ fragment: finding.id }) };
    return diagnostic;
  }

  private drop(uri: vscode.Uri): void {
    const key = uri.toString();
    this.collections.get(key)?.dispose();
    this.collections.delete(key);
  }
}
