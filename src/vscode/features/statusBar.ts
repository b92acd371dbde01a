import * as vscode from 'vscode';
import type { RatedDocument, Verdicts } from '../verdicts.js';
import { outcomeIcons } from './lenses.js';
import { verdictLine } from './review/model.js';

/** Context key: the door of the active document's verdict, empty where there is none. */
const verdictContext = 'bouncer.verdict';

/** The active document's verdict in the status bar; hidden where there is none. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'bouncer.verdict',
    vscode.StatusBarAlignment.Right,
    90,
  );
  private readonly listeners: vscode.Disposable;

  constructor(private readonly verdicts: Verdicts) {
    this.item.name = 'Bouncer Verdict';
    this.listeners = vscode.Disposable.from(
      this.item,
      verdicts.onDidChange(() => this.update()),
      verdicts.onDidRemove(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    );
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private update(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const rated = uri && this.verdicts.get(uri);
    void vscode.commands.executeCommand('setContext', verdictContext, rated?.verdict?.door ?? '');
    if (rated) this.show(rated);
    else this.item.hide();
  }

  private show({ uri, verdict, rating, stale }: RatedDocument): void {
    if (rating || !verdict) {
      this.item.text = '$(loading~spin) Bouncer';
      this.item.tooltip = 'Bouncer is rating this document.';
      this.item.accessibilityInformation = { label: 'Bouncer is rating this document' };
    } else {
      const words = `${stale ? 'Stale · ' : ''}${verdictLine(verdict)}`;
      this.item.text = `${outcomeIcons[verdict.decision.outcome]} ${words}`;
      this.item.tooltip = `${verdict.decision.because} Click for the reasons.`;
      this.item.accessibilityInformation = { label: `Bouncer: ${words}` };
    }
    this.item.command = { command: 'bouncer.showReview', title: 'Show Review', arguments: [uri] };
    this.item.show();
  }
}
