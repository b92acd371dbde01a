import * as vscode from 'vscode';
import { money } from '../../core/ratingWords.js';
import type { Raters } from '../raters.js';
import { setting } from '../settings.js';

/** The rater and what it cost in this window, in the status bar; hidden while everything is rated locally. */
export class RaterStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'bouncer.rater',
    vscode.StatusBarAlignment.Right,
    89,
  );
  private readonly listeners: vscode.Disposable;

  constructor(private readonly raters: Raters) {
    this.item.name = 'Bouncer Rater';
    this.item.command = 'bouncer.chooseRater';
    this.listeners = vscode.Disposable.from(
      this.item,
      raters.onDidChange(() => this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('bouncer')) this.update();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    );
    this.update();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private update(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const kinds = { tickets: this.raters.kindFor('input', uri), patches: this.raters.kindFor('output', uri) };
    if (kinds.tickets === 'local' && kinds.patches === 'local') {
      this.item.hide();
      return;
    }
    const model = setting('chat.model') || 'no model';
    const name = (kind: string) => (kind === 'local' || kind === 'editor' ? kind : `${kind} ${model}`);
    const { dollars, calls } = this.raters.session;
    const cost =
      calls === 0 ? '' : ` · ${dollars > 0 ? money(dollars) : `${calls} ${calls === 1 ? 'call' : 'calls'}`}`;
    const words =
      kinds.tickets === kinds.patches
        ? name(kinds.tickets)
        : `${name(kinds.tickets)} / ${name(kinds.patches)}`;
    this.item.text = `$(organization) ${words}${cost}`;
    this.item.tooltip = `Tickets are rated by ${name(kinds.tickets)}, patches by ${name(kinds.patches)}. This window: ${calls} ${calls === 1 ? 'call' : 'calls'}, ${money(dollars)}. Click to choose.`;
    this.item.accessibilityInformation = { label: `Bouncer rater: ${words}${cost}` };
    this.item.show();
  }
}
