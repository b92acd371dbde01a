import * as vscode from 'vscode';
import { whatMoved } from '../../../core/moved.js';
import type { Place } from '../../../core/place.js';
import { errorOf } from '../../../core/verdict.js';
import { runCommand } from '../../commands.js';
import { nameOf } from '../../documents.js';
import { nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { locationOf } from '../../places.js';
import { withProgress } from '../../progress.js';
import { asksModel } from '../../raters.js';
import type { SubjectSource } from '../../subjectSource.js';
import { originWords } from '../../ticketChoices.js';
import type { RatedSubject } from '../../verdicts.js';
import { WebPanel } from '../../webview/panel.js';
import { doneSentences } from '../ledger/words.js';
import { type FromReview, panelActions, type Review } from './protocol.js';

/** The review panel: one editor column that shows the verdict on one subject, and follows its changes. */
export class ReviewPanel {
  private shown: RatedSubject | undefined;
  private readonly panel: WebPanel<Review, FromReview>;

  constructor(private readonly kit: Kit) {
    this.panel = new WebPanel(kit, {
      viewType: 'bouncer.review',
      title: 'Bouncer Review',
      script: 'panel.js',
      style: 'panel.css',
      column: vscode.ViewColumn.Beside,
      content: () => this.content(),
      onMessage: (message) => this.onMessage(message),
      onClose: () => {
        this.shown = undefined;
      },
    });
    kit.own(kit.verdicts.onDidChange((changed) => changed === this.shown && this.render()));
    kit.own(kit.decisions.onDidChange((key) => key === this.shown?.key && this.render()));
  }

  /** Rates a subject because a person asked for it, and shows its verdict. @throws CouldNotRate */
  async rate(source: SubjectSource): Promise<void> {
    const { verdicts, log } = this.kit;
    const name = nameOf(source.uri);
    const { unrated } = await withProgress(`Bouncer is rating ${name}`, (token) =>
      verdicts.rate(source, 'chosen', token),
    );
    const rated = verdicts.at(source.uri);
    if (rated?.verdict) this.show(rated);
    if (!unrated) return;
    if (unrated.cause !== 'cancelled') log.warn(`${name} could not be rated: ${unrated.message}`);
    throw errorOf(unrated);
  }

  show(rated: RatedSubject): void {
    this.shown = rated;
    this.panel.open();
    this.render();
  }

  /** Address of the subject on show, while the panel has the focus. */
  get focused(): vscode.Uri | undefined {
    return this.panel.isActive ? this.shown?.uri : undefined;
  }

  /** The address that a command is about: the one named, else that of the focused panel or editor. @throws CouldNotRate */
  addressOf(named: unknown): vscode.Uri {
    if (named instanceof vscode.Uri) return named;
    const uri = this.focused ?? vscode.window.activeTextEditor?.document.uri;
    if (!uri) throw nothing('No document is open.', 'Open a ticket or patch first.');
    return uri;
  }

  private render(): void {
    if (this.shown) void this.panel.render(`Bouncer: ${nameOf(this.shown.uri)}`);
  }

  private content(): Review | undefined {
    const { shown } = this;
    if (!shown?.verdict) return undefined;
    const { key, uri, verdict, stale, rating, before } = shown;
    const { tickets, decisions, policyNotes } = this.kit;
    const ticket = tickets.get(uri);
    const decided = decisions.get(key);
    return {
      verdict,
      stale,
      rating,
      moved: before && !verdict.unrated ? whatMoved(before, verdict) : undefined,
      ticket: ticket ? { name: nameOf(ticket.uri), from: originWords(ticket) } : null,
      done: decided ? doneSentences(decided.response, decided.outcome) : null,
      policy: policyNotes.noteOn(verdict),
    };
  }

  private onMessage(message: FromReview): unknown {
    if (message.type === 'explain') return runCommand('bouncer.showCheck', message.check);
    if (message.type === 'goTo') return this.goTo(message.place);
    const { action } = message;
    if (!this.shown || !panelActions.includes(action)) return undefined;
    const { uri } = this.shown;
    return action === 'askModel' ? this.askModel(this.shown) : runCommand(`bouncer.${action}`, uri);
  }

  /** Rates again with a model, which is chosen first where none is. */
  private async askModel({ uri, door }: RatedSubject): Promise<void> {
    const kind = () => this.kit.raters.kindFor(door, uri);
    if (!asksModel(kind())) await runCommand('bouncer.connectModel');
    if (asksModel(kind())) await runCommand('bouncer.rate', uri);
  }

  private async goTo(place: Place): Promise<void> {
    if (!this.shown) return;
    if (this.shown.reveal && place.file) return void (await this.shown.reveal(place.file));
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
