import * as vscode from 'vscode';
import { counted } from '../../core/counted.js';
import { type Finding, sureFindings } from '../../core/rating.js';
import type { AnyCommandId, Handlers } from '../commands.js';
import { fingerprintOf } from '../dismissals.js';
import type { Kit } from '../kit.js';
import { inform } from '../notices.js';
import { locationOf } from '../places.js';
import { setting } from '../settings.js';
import type { RatedSubject } from '../verdicts.js';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** A finding in the Problems view, with what it takes to dismiss it. */
class FindingDiagnostic extends vscode.Diagnostic {
  override readonly source = 'Bouncer';

  constructor(
    readonly finding: Finding,
    range: vscode.Range,
  ) {
    super(range, finding.message, severities[finding.severity]);
  }
}

/** Puts the findings of each verdict into the Problems view, where they can be corrected or dismissed. */
export function activateProblems({ verdicts, dismissals, extensionUri, own }: Kit) {
  // Each subject has a collection of its own, since two of them may point into the same file.
  const collections = new Map<string, vscode.DiagnosticCollection>();
  const show = (rated: RatedSubject) => {
    if ((rated.rating && !rated.asking) || rated.stale) return;
    const { key } = rated;
    const collection = collections.get(key) ?? vscode.languages.createDiagnosticCollection('bouncer');
    collections.set(key, collection);
    collection.clear();
    if (setting('problems')) collection.set(diagnosticsOf(rated));
  };
  const drop = (key: string) => {
    collections.get(key)?.dispose();
    collections.delete(key);
  };
  /** "Dismiss this finding" as a quick fix. */
  const provideCodeActions = (document: vscode.TextDocument, range: vscode.Range) => {
    const shown = [...collections.values()].flatMap((collection) => collection.get(document.uri) ?? []);
    return shown.flatMap((diagnostic) => {
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
  };
  own(verdicts.onDidChange(show));
  own(verdicts.onDidRemove(({ key }) => drop(key)));
  own(
    vscode.languages.registerCodeActionsProvider(
      { pattern: '**' },
      { provideCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
  own({ dispose: () => [...collections.keys()].forEach(drop) });

  return {
    'bouncer.showCheck': (id) => openCheck(extensionUri, id),
    'bouncer.dismissFinding': (fingerprint) =>
      typeof fingerprint === 'string' && dismissals.dismiss(fingerprint),
    'bouncer.restoreFindings': async () => {
      const count = await dismissals.restore();
      void inform(
        count === 0
          ? 'No finding is dismissed in this workspace.'
          : `${counted(count, 'dismissed finding is', 'dismissed findings are')} back.`,
      );
    },
  } satisfies Partial<Handlers>;
}

/** The findings of a verdict, each with the file that it points into; the collection joins those of one file. */
function diagnosticsOf(rated: RatedSubject): [vscode.Uri, vscode.Diagnostic[]][] {
  const { verdict } = rated;
  const findings = verdict ? sureFindings(verdict) : [];
  return findings.map((finding) => {
    const { uri, range } = locationOf(rated, finding.place);
    const diagnostic = new FindingDiagnostic(finding, range);
    const hasPage = verdict?.evidence.some(({ id }) => id === finding.id);
    diagnostic.code = hasPage ? { value: finding.id, target: checkLink(finding.id) } : finding.id;
    diagnostic.relatedInformation = (finding.otherPlaces ?? []).map(
      (place) =>
        new vscode.DiagnosticRelatedInformation(
          locationOf(rated, place),
          place.quote || 'The same finding is here.',
        ),
    );
    return [uri, [diagnostic]];
  });
}

const showCheck: AnyCommandId = 'bouncer.showCheck';

function checkLink(id: string): vscode.Uri {
  return vscode.Uri.parse(`command:${showCheck}?${encodeURIComponent(JSON.stringify([id]))}`);
}

/** Shows the page on the checks as rendered Markdown, at the one with this id. */
async function openCheck(extensionUri: vscode.Uri, id: unknown): Promise<void> {
  const fragment = typeof id === 'string' && /^[a-z-]+$/.test(id) ? id : '';
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'checks.md').with({ fragment });
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
