import * as vscode from 'vscode';
import { Decisions } from './decisions.js';
import { Dismissals } from './dismissals.js';
import { Guard } from './guard.js';
import { LedgerStore } from './ledgerStore.js';
import { PolicyNotes } from './policyNotes.js';
import { Raters } from './raters.js';
import { RatingThread } from './ratingThread.js';
import { Snapshots } from './snapshots.js';
import { TicketChoices } from './ticketChoices.js';
import { Verdicts } from './verdicts.js';

/** What the features stand on, made once; it ends with the extension. */
export type Kit = ReturnType<typeof createKit>;

export function createKit({
  extension,
  extensionUri,
  globalState,
  globalStorageUri,
  secrets,
  subscriptions,
  workspaceState,
}: vscode.ExtensionContext) {
  /** Has something end with the extension. */
  const own = <Thing extends vscode.Disposable>(thing: Thing): Thing => {
    subscriptions.push(thing);
    return thing;
  };
  const log = own(vscode.window.createOutputChannel('Bouncer', { log: true }));
  /** Folder for runs, data sets, the ledger, cached answers and daily sums. */
  const storage = globalStorageUri.fsPath;
  const thread = own(new RatingThread(storage, log));
  const tickets = own(new TicketChoices(workspaceState));
  const raters = own(new Raters(secrets));
  const dismissals = own(new Dismissals(workspaceState));
  const snapshots = own(new Snapshots());
  const verdicts = own(new Verdicts(thread, raters, tickets, dismissals, snapshots));
  const ledger = own(new LedgerStore(storage, log));
  const decisions = own(new Decisions(ledger, verdicts));
  return {
    extensionUri,
    version: String(extension.packageJSON.version),
    own,
    log,
    guard: new Guard(log),
    storage,
    thread,
    tickets,
    raters,
    dismissals,
    snapshots,
    verdicts,
    ledger,
    decisions,
    policyNotes: new PolicyNotes(globalState),
  };
}
