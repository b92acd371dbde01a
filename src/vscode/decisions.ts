import * as vscode from 'vscode';
import { loadLedger } from '../chunks/load.js';
import { type Kept, keptOf, type LedgerRecord } from '../ledger/record.js';
import { repositoryAt } from '../ledger/repositoryAt.js';
import type { Entry } from '../ledger/view.js';
import type { ActiveReview } from './activeReview.js';
import type { LedgerStore } from './ledgerStore.js';
import { setting } from './settings.js';
import { folderOf } from './subjectSource.js';
import type { Rated, Verdicts } from './verdicts.js';

interface Shown {
  readonly rated: Rated;
  readonly toKeep: Kept;
  /** The decision on the latest verdict, and what was done about it. */
  decided: Entry;
  /** Resolves to whether the ledger has it. Absent while nobody wants it kept. */
  kept?: Promise<boolean>;
}

/** Context key: the active review has a decision that a person can follow or override. */
const decisionContext = 'bouncer.decision';

/**
 * Keeps decisions in the ledger: at once what a person asked for and what was rated when a document was opened, what
 * was rated while they typed when they save or respond. The same decision on the same text is kept once.
 */
export class Decisions implements vscode.Disposable {
  private readonly shown = new Map<string, Shown>();
  private readonly latest = new Map<string, Rated>();
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly listeners: vscode.Disposable;
  /** Keeps decisions one after the other, so that duplicates are noticed. */
  private turn: Promise<unknown> = Promise.resolve();
  /** The subject of this key has another decision, or something was done about it. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly store: LedgerStore,
    verdicts: Verdicts,
    private readonly active: ActiveReview,
  ) {
    this.listeners = vscode.Disposable.from(
      verdicts.onDidRate((rated) => void store.quietly(() => this.onRated(rated))),
      verdicts.onDidRemove(({ key }) => {
        this.latest.delete(key);
        if (this.shown.delete(key)) this.updateContext();
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        const shown = this.shown.get(document.uri.toString());
        if (shown && shown.rated.subject.text === document.getText()) void this.keep(shown);
      }),
      store.onDidAdd((record) => this.onAdded(record)),
      store.onDidDelete((repository) => this.forget(repository)),
      active.onDidChange(() => this.updateContext()),
    );
  }

  get(key: string): Entry | undefined {
    return this.shown.get(key)?.decided;
  }

  /** The decision on a subject once the ledger has it. Undefined where there is none, or it can't be kept. */
  async kept(key: string): Promise<Entry | undefined> {
    const shown = this.shown.get(key);
    return shown && (await this.keep(shown)) ? shown.decided : undefined;
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private async onRated(rated: Rated): Promise<void> {
    const { key } = rated;
    if (!this.store.isOn) {
      if (this.shown.delete(key)) this.tell(key);
      return;
    }
    this.latest.set(key, rated);
    const toKeep = await toKeepOf(rated);
    const decided = { decision: toKeep.record, response: null, outcome: null };
    const shown: Shown = { rated, toKeep, decided };
    if (this.latest.get(key) === rated) this.shown.set(key, shown);
    const address = rated.uri.toString();
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === address);
    if (rated.asked || (document && !document.isDirty)) await this.keep(shown);
    else this.tell(key);
  }

  private keep(shown: Shown): Promise<boolean> {
    shown.kept ??= this.inTurn(async () => {
      const isKept = (await this.store.quietly(() => this.keepOnce(shown))) === true;
      if (!isKept) delete shown.kept;
      this.tell(shown.rated.key);
      return isKept;
    });
    return shown.kept;
  }

  private async keepOnce(shown: Shown): Promise<true> {
    const { entries } = await this.store.load();
    const known = loadLedger().sameDecision(entries, shown.decided.decision, shown.rated.asked);
    if (known) shown.decided = known;
    else await this.store.write(shown.toKeep);
    return true;
  }

  private onAdded(record: LedgerRecord): void {
    if (record.kind === 'decision') return;
    for (const one of this.shown.values()) {
      if (one.decided.decision.id !== record.decision) continue;
      one.decided =
        record.kind === 'response'
          ? { ...one.decided, response: record }
          : { ...one.decided, outcome: record };
      this.tell(one.rated.key);
    }
  }

  /** What was deleted is as if nobody had wanted it kept: it comes back when a person responds to it. */
  private forget(repository: string | undefined): void {
    for (const one of this.shown.values()) {
      const { record } = one.toKeep;
      if (repository !== undefined && record.repository?.key !== repository) continue;
      one.decided = { decision: record, response: null, outcome: null };
      delete one.kept;
      this.tell(one.rated.key);
    }
  }

  private tell(key: string): void {
    this.changed.fire(key);
    this.updateContext();
  }

  private updateContext(): void {
    const known = this.active.rated;
    const isDecided = known !== undefined && this.shown.has(known.key);
    void vscode.commands.executeCommand('setContext', decisionContext, isDecided);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

async function toKeepOf(rated: Rated): Promise<Kept> {
  const { verdict, subject, milliseconds } = rated;
  const about = folderOf(rated);
  return keptOf(verdict, {
    text: subject.text,
    ticketText: subject.ticket?.text,
    repository: about === null ? null : await repositoryAt(about),
    agent: subject.agent,
    calibration: verdict.calibration?.version ?? null,
    milliseconds,
    keepText: setting('ledger.keepText') === true,
  });
}
