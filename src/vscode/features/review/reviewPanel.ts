import * as vscode from 'vscode';
import type { Place } from '../../../core/place.js';
import { CouldNotRate } from '../../../core/rating.js';
import { errorOf } from '../../../core/verdict.js';
import { runCommand } from '../../commands.js';
import { nameOf } from '../../documents.js';
import type { Kit } from '../../kit.js';
import { locationOf } from '../../places.js';
import { withProgress } from '../../progress.js';
import type { SubjectSource } from '../../subjectSource.js';
import type { RatedSubject } from '../../verdicts.js';
import { openPanel } from '../../webview/webPage.js';
import { doneSentences } from '../ledger/words.js';
import { panelModel } from './model.js';
import { type FromPanel, panelActions, type ToPanel } from './protocol.js';

const viewType = 'bouncer.review';

/** The review panel: one editor column that shows the verdict on one subject, and follows its changes. */
export class ReviewPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: RatedSubject | undefined;
  private places: readonly Place[] = [];

  constructor(private readonly kit: Kit) {
    kit.own(
      kit.verdicts.onDidChange((changed) => {
        if (changed === this.shown) this.render();
      }),
    );
    kit.own(
      kit.decisions.onDidChange((key) => {
        if (key === this.shown?.key) this.render();
      }),
    );
  }

  /** Rates a subject because a person asked for it, and shows its verdict. @throws CouldNotRate */
  async rate(source: SubjectSource): Promise<void> {
    const { verdicts, log } = this.kit;
    const name = nameOf(source.uri);
    const { failure } = await withProgress(`Bouncer is rating ${name}`, (token) =>
      verdicts.rate(source, 'chosen', token),
    );
    const rated = verdicts.at(source.uri);
    if (rated?.verdict) this.show(rated);
    if (!failure) return;
    if (failure.cause !== 'cancelled') log.warn(`${name} could not be rated: ${failure.message}`);
    throw errorOf(failure);
  }

  /** Shows a subject's verdict beside it. */
  show(rated: RatedSubject): void {
    this.shown = rated;
    if (!this.panel) this.open();
    else this.panel.reveal(undefined, true);
    this.render();
  }

  /** Address of the subject on show, while the panel has the focus. */
  get focused(): vscode.Uri | undefined {
    return this.panel?.active ? this.shown?.uri : undefined;
  }

  /** The address that a command is about: the one named, else that of the focused panel or editor. @throws CouldNotRate */
  addressOf(named: unknown): vscode.Uri {
    if (named instanceof vscode.Uri) return named;
    const uri = this.focused ?? vscode.window.activeTextEditor?.document.uri;
    if (!uri) throw new CouldNotRate('empty', 'No document is open.', 'Open a ticket or patch first.');
    return uri;
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): void {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = openPanel(this.kit.extensionUri, viewType, place, {
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
    const { tickets, decisions, policyNotes } = this.kit;
    if (!panel || !shown?.verdict) return;
    const ticket = tickets.get(shown.uri);
    const decided = decisions.get(shown.key);
    const done = decided ? doneSentences(decided.response, decided.outcome) : null;
    const policy = policyNotes.noteOn(shown.verdict);
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
