import * as vscode from 'vscode';
import { verdictLine } from '../../core/ratingWords.js';
import type { Kit } from '../kit.js';
import { outcomeIcons } from '../outcomeIcons.js';
import type { RatedSubject } from '../verdicts.js';

/** Context key: the door of the active review's verdict, empty where there is none. */
const verdictContext = 'bouncer.verdict';

/** The active review's verdict in the status bar; hidden where there is none. */
export function activateStatusBar({ active, own }: Kit): void {
  const item = own(vscode.window.createStatusBarItem('bouncer.verdict', vscode.StatusBarAlignment.Right, 90));
  item.name = 'Bouncer Verdict';
  const update = () => {
    const { rated } = active;
    void vscode.commands.executeCommand('setContext', verdictContext, rated?.verdict?.door ?? '');
    if (rated) show(item, rated);
    else item.hide();
  };
  own(active.onDidChange(update));
}

function show(item: vscode.StatusBarItem, { uri, verdict, rating, stale, asking }: RatedSubject): void {
  if (!verdict || (rating && !asking)) {
    item.text = '$(loading~spin) Bouncer';
    item.tooltip = 'Bouncer is rating this document.';
    item.accessibilityInformation = { label: 'Bouncer is rating this document' };
  } else {
    const words = `${stale ? 'Stale · ' : ''}${verdictLine(verdict)}`;
    item.text = `${asking ? '$(loading~spin)' : outcomeIcons[verdict.decision]} ${words}`;
    item.tooltip = `${asking ? `Asking ${asking.name}. ` : ''}${verdict.because} Click for the reasons.`;
    item.accessibilityInformation = { label: `Bouncer: ${words}` };
  }
  item.command = { command: 'bouncer.showReview', title: 'Show Review', arguments: [uri] };
  item.show();
}
