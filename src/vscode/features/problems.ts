import * as vscode from 'vscode';
import { type Finding, sureFindings } from '../../core/rating.js';
import { fingerprintOf } from '../dismissals.js';
import { locationOf } from '../places.js';
import { setting } from '../settings.js';
import type { RatedDocument, Verdicts } from '../verdicts.js';
import { checkLink } from './checkPage.js';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** A finding in the Problems view, with what it takes to dismiss it. */
class FindingDiagnostic extends vscode.Diagnostic {
  constructor(
    readonly finding: Finding,
    range: vscode.Range,
  ) {
    super(range, finding.message, severities[finding.severity]);
  }
}

/** Puts the findings of each verdict into the Problems view, where they can be corrected or dismissed. */
export class Problems implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly collections = new Map<string, vscode.DiagnosticCollection>();
  private readonly listeners: vscode.Disposable;

  constructor(verdicts: Verdicts) {
    this.listeners = vscode.Disposable.from(
      verdicts.onDidChange((rated) => this.show(rated)),
      verdicts.onDidRemove((uri) => this.drop(uri)),
      vscode.languages.registerCodeActionsProvider({ pattern: '**' }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
  }

  /** "Dismiss this finding" as a quick fix. */
  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const own = [...this.collections.values()].flatMap((collection) => collection.get(document.uri) ?? []);
    return own.flatMap((diagnostic) => {
      if (!(diagnostic instanceof FindingDiagnostic) || !diagnostic.range.intersection(range)) return [];
      const action = new vscode.CodeAction(`Dismiss: ${diagnostic.message}`, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.command = {
        command: 'bouncer.dismissFinding',
        title: 'Dismiss Finding',
        arguments: [fingerprintOf(diagnostic.finding)],
      };
      return [action];
    });
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
      const diagnostic = new FindingDiagnostic(finding, range);
      diagnostic.source = 'Bouncer';
      const hasPage = rating?.evidence.some(({ id }) => id === finding.id);
      diagnostic.code = hasPage ? { value: finding.id, target: checkLink(finding.id) } : finding.id;
      diagnostic.relatedInformation = (finding.otherPlaces ?? []).map(
        (place) =>
          new vscode.DiagnosticRelatedInformation(
            locationOf(rated, place),
            place.quote || 'The same finding is here.',
          ),
      );
      entry[1].push(diagnostic);
      byFile.set(uri.toString(), entry);
    }
    collection.set([...byFile.values()]);
  }

  private drop(uri: vscode.Uri): void {
    const key = uri.toString();
    this.collections.get(key)?.dispose();
    this.collections.delete(key);
  }
}
