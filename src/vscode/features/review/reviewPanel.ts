import * as vscode from 'vscode';
import type { Place } from '../../../core/place.js';
import { nameOf } from '../../documents.js';
import { runCommand } from '../../handlers.js';
import { locationOf } from '../../places.js';
import type { PolicyNotes } from '../../policyNotes.js';
import type { TicketChoices } from '../../ticketChoices.js';
import type { RatedDocument, Verdicts } from '../../verdicts.js';
import { openPanel } from '../../webview/webPage.js';
import type { Decisions } from '../ledger/decisions.js';
import { doneSentences } from '../ledger/words.js';
import { panelModel } from './model.js';
import { type FromPanel, panelActions, type ToPanel } from './protocol.js';

const viewType = 'bouncer.review';

/** The review panel: one editor column that shows the verdict on one document, and follows its changes. */
export class ReviewPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: RatedDocument | undefined;
  private places: readonly Place[] = [];
  private readonly listener: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    verdicts: Verdicts,
    private readonly tickets: TicketChoices,
    private readonly decisions: Decisions,
    private readonly policies: PolicyNotes,
  ) {
    this.listener = vscode.Disposable.from(
      verdicts.onDidChange((changed) => {
        if (changed === this.shown) this.render();
      }),
      decisions.onDidChange((uri) => {
        if (uri.toString() === this.shown?.uri.toString()) this.render();
      }),
    );
  }

  /** Shows a document's verdict beside it. */
  show(rated: RatedDocument): void {
    this.shown = rated;
    if (!this.panel) this.open();
    else this.panel.reveal(undefined, true);
    this.render();
  }

  /** The document on show, while the panel has the focus. */
  get focused(): vscode.Uri | undefined {
    return this.panel?.active ? this.shown?.uri : undefined;
  }

  dispose(): void {
    this.listener.dispose();
    this.panel?.dispose();
  }

  private open(): void {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = openPanel(this.extensionUri, viewType, place, {
      title: 'Bouncer Review',
      script: 'panel.js',
      style: 'panel.css',
    });
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message: FromPanel) => this.onMessage(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.shown = undefined;
    });
  }

  private render(): void {
    const { panel, shown } = this;
    if (!panel || !shown?.verdict) return;
    const ticket = this.tickets.get(shown.uri);
    const decided = this.decisions.get(shown.uri);
    const done = decided ? doneSentences(decided.response, decided.outcome) : null;
    const policy = this.policies.noteOn(shown.verdict);
    const { model, places } = panelModel(shown.verdict, shown, ticket && nameOf(ticket), done, policy);
    this.places = places;
    panel.title = `Bouncer: ${nameOf(shown.uri)}`;
    void panel.webview.postMessage({ type: 'show', model } satisfies ToPanel);
  }

  private onMessage(message: FromPanel): void {
    if (message.type === 'ready') this.render();
    else if (message.type === 'explain') void runCommand('bouncer.showCheck', message.check);
    else if (message.type === 'goTo') void this.goTo(this.places[message.place]);
    else if (message.type === 'act' && panelActions.includes(message.action) && this.shown) {
      void runCommand(`bouncer.${message.action}`, this.shown.uri);
    }
  }

  private async goTo(place: Place | undefined): Promise<void> {
    if (!place || !this.shown) return;
    const { uri, range } = locationOf(this.shown, place);
    const open = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === uri.toString(),
    );
    await vscode.window.showTextDocument(uri, {
      viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
      selection: range,
    });
  }
}
