import * as vscode from 'vscode';
import { verdictLine } from '../../core/ratingWords.js';
import type { Kit } from '../kit.js';
import { outcomeIcons } from '../outcomeIcons.js';
import type { RatedSubject } from '../verdicts.js';

/** Context key: the door of the active document's verdict, empty where there is none. */
const verdictContext = 'bouncer.verdict';

/** The active document's verdict in the status bar; hidden where there is none. */
export function activateStatusBar({ verdicts, own }: Kit): void {
  const item = own(vscode.window.createStatusBarItem('bouncer.verdict', vscode.StatusBarAlignment.Right, 90));
  item.name = 'Bouncer Verdict';
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const rated = uri && verdicts.at(uri);
    void vscode.commands.executeCommand('setContext', verdictContext, rated?.verdict?.door ?? '');
    if (rated) show(item, rated);
    else item.hide();
  };
  own(verdicts.onDidChange(update));
  own(verdicts.onDidRemove(update));
  own(vscode.window.onDidChangeActiveTextEditor(update));
}

function show(item: vscode.StatusBarItem, { uri, verdict, rating, stale }: RatedSubject): void {
  if (rating || !verdict) {
    item.text = '$(loading~spin) Bouncer';
    item.tooltip = 'Bouncer is rating this document.';
    item.accessibilityInformation = { label: 'Bouncer is rating this document' };
  } else {
    const words = `${stale ? 'Stale · ' : ''}${verdictLine(verdict)}`;
    item.text = `${outcomeIcons[verdict.decision]} ${words}`;
    item.tooltip = `${verdict.because} Click for the reasons.`;
    item.accessibilityInformation = { label: `Bouncer: ${words}` };
  }
  item.command = { command: 'bouncer.showReview', title: 'Show Review', arguments: [uri] };
  item.show();
}
