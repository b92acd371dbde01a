import * as vscode from 'vscode';
import { whatMoved } from '../../../core/moved.js';
import type { Place } from '../../../core/place.js';
import { nouns } from '../../../core/policy.js';
import { errorOf } from '../../../core/verdict.js';
import { runCommand } from '../../commands.js';
import { nameOf } from '../../documents.js';
import { isAboutModel } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { locationOf } from '../../places.js';
import { withProgress } from '../../progress.js';
import { asksModel } from '../../raters.js';
import type { SubjectSource } from '../../subjectSource.js';
import { originWords } from '../../ticketChoices.js';
import type { RatedSubject, StaleCause } from '../../verdicts.js';
import { WebPanel } from '../../webview/panel.js';
import { doneSentences } from '../ledger/words.js';
import { type FromReview, panelActions, type Review } from './protocol.js';

/** The review panel: one editor column that shows the verdict on the active review, or on the one that it is pinned to. */
export class ReviewPanel {
  private shown: RatedSubject | undefined;
  private pinned = false;
  private readonly panel: WebPanel<Review, FromReview>;

  constructor(private readonly kit: Kit) {
    const { active } = kit;
    this.panel = new WebPanel(kit, {
      viewType: 'bouncer.review',
      title: 'Bouncer Review',
      script: 'panel.js',
      style: 'panel.css',
      column: vscode.ViewColumn.Beside,
      content: () => this.content(),
      onMessage: (message) => this.onMessage(message),
      onFocus: (isActive) => active.focus(isActive ? this.shown?.uri : undefined),
      onClose: () => {
        this.shown = undefined;
        this.pinned = false;
      },
    });
    kit.own(kit.verdicts.onDidChange((changed) => changed === this.shown && this.render()));
    kit.own(kit.decisions.onDidChange((key) => key === this.shown?.key && this.render()));
    kit.own(active.onDidChange(() => this.follow(active.rated)));
  }

  /** Rates a subject because a person asked for it, and shows its verdict. @throws CouldNotRate */
  async rate(source: SubjectSource): Promise<void> {
    const { verdicts, log } = this.kit;
    const name = nameOf(source.uri);
    // While a model is asked, the panel shows what stands until then.
    const early = verdicts.onDidChange((one) => {
      if (one.key === source.key && one.asking && one.verdict && one !== this.shown) this.show(one);
    });
    const { unrated } = await withProgress(
      `Bouncer is rating ${name}`,
      (token) => verdicts.rate(source, 'chosen', token),
      () => this.panel.isVisible && this.shown?.key === source.key,
    ).finally(() => early.dispose());
    const rated = verdicts.at(source.uri);
    if (rated?.verdict) this.show(rated);
    if (!unrated) return;
    if (unrated.cause !== 'cancelled') log.warn(`${name} could not be rated: ${unrated.message}`);
    // Where an earlier verdict stands, the panel says beside it what failed.
    if (!rated?.failed) throw errorOf(unrated);
  }

  show(rated: RatedSubject): void {
    this.shown = rated;
    this.panel.open();
    this.render();
  }

  /** Shows what became the active review, if the panel is open and not pinned. */
  private follow(rated: RatedSubject | undefined): void {
    if (!this.shown || this.pinned || !rated?.verdict || rated === this.shown) return;
    this.shown = rated;
    this.render();
  }

  private render(): void {
    if (this.shown) void this.panel.render(`Bouncer: ${nameOf(this.shown.uri)}`);
  }

  private content(): Review | undefined {
    const { shown, pinned } = this;
    if (!shown?.verdict) return undefined;
    const { key, uri, door, verdict, ratedAt, stale, staleBecause, rating, asking, failed, before } = shown;
    const { tickets, decisions, policyNotes, raters } = this.kit;
    const ticket = tickets.get(uri);
    const decided = decisions.get(key);
    const fault = failed ?? verdict.unrated;
    return {
      verdict,
      ratedAt,
      stale: stale ? staleWords(staleBecause ?? 'text', nouns[door]) : '',
      rating,
      asking,
      failed,
      isModelAtFault: fault ? isAboutModel(errorOf(fault)) : false,
      moved: before && !verdict.unrated ? whatMoved(before, verdict) : undefined,
      ticket: ticket ? { name: nameOf(ticket.uri), from: originWords(ticket) } : null,
      gate: shown.workingTree ? 'stageAndCommit' : 'applyPatch',
      rater: raters.nameFor(door, uri),
      done: decided ? doneSentences(decided.response, decided.outcome) : null,
      policy: policyNotes.noteOn(verdict),
      pinned,
    };
  }

  private onMessage(message: FromReview): unknown {
    const { shown } = this;
    if (message.type === 'explain') return runCommand('bouncer.showCheck', message.check);
    if (!shown) return undefined;
    if (message.type === 'goTo') return this.goTo(shown, message.place);
    if (message.type === 'cancel') return this.kit.verdicts.cancel(shown.uri);
    if (message.type === 'pin') {
      this.pinned = !this.pinned;
      return this.render();
    }
    const { action } = message;
    if (!panelActions.includes(action)) return undefined;
    return action === 'askModel' ? this.askModel(shown) : runCommand(`bouncer.${action}`, shown.uri);
  }

  /** Rates again with a model, which is chosen first where none is. */
  private async askModel({ uri, door }: RatedSubject): Promise<void> {
    const kind = () => this.kit.raters.kindFor(door, uri);
    if (!asksModel(kind())) await runCommand('bouncer.connectModel');
    if (asksModel(kind())) await runCommand('bouncer.rate', uri);
  }

  private async goTo(rated: RatedSubject, place: Place): Promise<void> {
    if (rated.reveal && place.file) return void (await rated.reveal(place.file));
    // A patch is read against a ticket that has a document of its own.
    const isOfTicket = place.document === 'ticket' && rated.door === 'output';
    const ticket = isOfTicket ? this.kit.tickets.get(rated.uri) : undefined;
    const { uri, range } = locationOf(ticket ?? rated, place);
    const open = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === uri.toString(),
    );
    await vscode.window.showTextDocument(uri, {
      viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
      selection: range,
    });
  }
}

/** "Stale: the ticket has changed since." */
function staleWords(cause: StaleCause, noun: string): string {
  const what = { text: noun, ticket: 'ticket', agent: 'agent', rater: 'reviewer', settings: '' }[cause];
  return `Stale: ${what === '' ? 'settings have' : `the ${what} has`} changed since.`;
}
