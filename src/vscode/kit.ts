import * as vscode from 'vscode';
import { ActiveReview } from './activeReview.js';
import { AgentChoices } from './agentChoices.js';
import { Decisions } from './decisions.js';
import { Dismissals } from './dismissals.js';
import { Guard } from './guard.js';
import { LedgerStore } from './ledgerStore.js';
import { PolicyNotes } from './policyNotes.js';
import { Raters } from './raters.js';
import { RatingThread } from './ratingThread.js';
import { Snapshots } from './snapshots.js';
import { SourceRater } from './sourceRater.js';
import { TicketChoices } from './ticketChoices.js';
import { Verdicts } from './verdicts.js';

/** What the features stand on, made once; it ends with the extension. */
export type Kit = ReturnType<typeof createKit>;

export function createKit(context: vscode.ExtensionContext) {
  const { extensionUri, globalState, workspaceState } = context;
  /** Has something end with the extension. */
  const own = <Thing extends vscode.Disposable>(thing: Thing): Thing => {
    context.subscriptions.push(thing);
    return thing;
  };
  const log = own(vscode.window.createOutputChannel('Bouncer', { log: true }));
  /** Folder for runs, data sets, the ledger, cached answers and daily sums. */
  const storage = context.globalStorageUri.fsPath;
  const thread = own(new RatingThread(storage, log));
  const tickets = new TicketChoices(workspaceState);
  const agents = new AgentChoices(workspaceState);
  const raters = new Raters(context.secrets);
  const dismissals = new Dismissals(workspaceState);
  const snapshots = own(new Snapshots());
  const ledger = own(new LedgerStore(storage, log));
  const rater = new SourceRater({ thread, raters, tickets, agents, ledger });
  const verdicts = own(new Verdicts(rater, { tickets, agents }, dismissals, snapshots));
  const active = own(new ActiveReview(verdicts));
  const decisions = own(new Decisions(ledger, verdicts, active));
  return {
    extensionUri,
    version: String(context.extension.packageJSON.version),
    own,
    log,
    guard: new Guard(log),
    storage,
    workspaceState,
    thread,
    tickets,
    agents,
    raters,
    rater,
    dismissals,
    snapshots,
    verdicts,
    active,
    ledger,
    decisions,
    policyNotes: new PolicyNotes(globalState),
  };
}
