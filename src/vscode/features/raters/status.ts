import * as vscode from 'vscode';
import { money } from '../../../core/ratingWords.js';
import type { Kit } from '../../kit.js';
import { asksModel, type ChosenKind } from '../../raters.js';
import { onDidChangeSettings, setting } from '../../settings.js';

/** The rater and what it cost in this window, in the status bar; hidden while everything is rated locally. */
export function activateRaterStatus({ raters, own }: Kit): void {
  const item = own(vscode.window.createStatusBarItem('bouncer.rater', vscode.StatusBarAlignment.Right, 89));
  item.name = 'Bouncer Rater';
  item.command = 'bouncer.chooseRater';
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const [tickets, patches] = [raters.kindFor('input', uri), raters.kindFor('output', uri)];
    if (tickets === 'local' && patches === 'local') {
      item.hide();
      return;
    }
    const model = setting('chat.model') || 'no model';
    const name = (kind: ChosenKind) => (kind !== 'editor' && asksModel(kind) ? `${kind} ${model}` : kind);
    const { dollars, calls } = raters.session;
    const counted = `${calls} ${calls === 1 ? 'call' : 'calls'}`;
    const cost = calls === 0 ? '' : ` · ${dollars > 0 ? money(dollars) : counted}`;
    const words = tickets === patches ? name(tickets) : `${name(tickets)} / ${name(patches)}`;
    item.text = `$(organization) ${words}${cost}`;
    item.tooltip = `Tickets are rated by ${name(tickets)}, patches by ${name(patches)}. This window: ${counted}, ${money(dollars)}. Click to choose.`;
    item.accessibilityInformation = { label: `Bouncer rater: ${words}${cost}` };
    item.show();
  };
  own(raters.onDidChange(update));
  own(onDidChangeSettings(update));
  own(vscode.window.onDidChangeActiveTextEditor(update));
  update();
}
