import * as vscode from 'vscode';
import { speakIn } from './core/surface.js';
import { Commands } from './vscode/commands.js';
import { Dismissals } from './vscode/dismissals.js';
import { BenchCommands } from './vscode/features/bench/benchCommands.js';
import { BenchPanel } from './vscode/features/bench/benchPanel.js';
import { BenchThread } from './vscode/features/bench/benchThread.js';
import { TaskTests } from './vscode/features/bench/taskTests.js';
import { CalibrationCommands } from './vscode/features/calibration/calibrationCommands.js';
import { PolicyCommands } from './vscode/features/calibration/policyCommands.js';
import { registerHovers } from './vscode/features/hovers.js';
import { Decisions } from './vscode/features/ledger/decisions.js';
import { GoodPanel } from './vscode/features/ledger/goodPanel.js';
import { HistoryView } from './vscode/features/ledger/historyView.js';
import { LedgerCommands } from './vscode/features/ledger/ledgerCommands.js';
import { LedgerStore } from './vscode/features/ledger/store.js';
import { Lenses } from './vscode/features/lenses.js';
import { OpenDocuments } from './vscode/features/openDocuments.js';
import { Problems } from './vscode/features/problems.js';
import { RaterCommands } from './vscode/features/raterCommands.js';
import { RaterStatus } from './vscode/features/raterStatus.js';
import { ReviewPanel } from './vscode/features/review/reviewPanel.js';
import { StatusBar } from './vscode/features/statusBar.js';
import { Guard } from './vscode/guard.js';
import { PolicyNotes } from './vscode/policyNotes.js';
import { Raters } from './vscode/raters.js';
import { RatingThread } from './vscode/ratingThread.js';
import { Snapshots } from './vscode/snapshots.js';
import { TicketChoices } from './vscode/ticketChoices.js';
import { Verdicts } from './vscode/verdicts.js';

/** What other extensions and the tests get from Bouncer. */
export interface BouncerApi {
  readonly verdicts: Verdicts;
  readonly tickets: TicketChoices;
  readonly raters: Raters;
  readonly bench: BenchCommands;
  readonly benchThread: BenchThread;
  readonly taskTests: TaskTests;
  readonly ledger: LedgerStore;
  readonly decisions: Decisions;
  readonly history: HistoryView;
  readonly calibration: CalibrationCommands;
  readonly policies: PolicyCommands;
}

export function activate(context: vscode.ExtensionContext): BouncerApi {
  const { extensionUri, globalStorageUri, secrets, subscriptions, workspaceState } = context;
  speakIn('editor');
  const log = vscode.window.createOutputChannel('Bouncer', { log: true });
  const guard = new Guard(log);
  const thread = new RatingThread(globalStorageUri.fsPath, log);
  const tickets = new TicketChoices(workspaceState);
  const raters = new Raters(secrets);
  const dismissals = new Dismissals(workspaceState);
  const snapshots = new Snapshots();
  const verdicts = new Verdicts(thread, raters, tickets, dismissals, snapshots);
  const policyNotes = new PolicyNotes(context.globalState);
  const storage = globalStorageUri.fsPath;
  const ledger = new LedgerStore(storage, log);
  const decisions = new Decisions(ledger, verdicts);
  const history = new HistoryView(ledger);
  const good = new GoodPanel(extensionUri, ledger);
  const panel = new ReviewPanel(extensionUri, verdicts, tickets, decisions, policyNotes);
  const raterCommands = new RaterCommands(raters, storage);
  const benchThread = new BenchThread(log);
  const benchPanel = new BenchPanel(extensionUri, benchThread, snapshots, storage, guard);
  const benchParts = { thread: benchThread, panel: benchPanel, raters, raterCommands, storage };
  const bench = new BenchCommands(benchParts);
  const calibration = new CalibrationCommands({ thread: benchThread, snapshots, storage });
  const policies = new PolicyCommands(extensionUri, benchThread, policyNotes, storage, guard);
  const taskTests = new TaskTests(benchParts, bench);
  subscriptions.push(
    log,
    thread,
    tickets,
    verdicts,
    snapshots,
    panel,
    benchThread,
    benchPanel,
    taskTests,
    decisions,
    history,
    good,
    ledger,
    policies,
    new Lenses(verdicts),
    new Problems(verdicts),
    raters,
    dismissals,
    new StatusBar(verdicts),
    new RaterStatus(raters),
    registerHovers(verdicts),
    new Commands({
      extensionUri,
      verdicts,
      panel,
      snapshots,
      tickets,
      dismissals,
      raters: raterCommands,
      bench,
      taskTests,
      ledger: new LedgerCommands({ store: ledger, decisions, history, good, snapshots }),
      calibration,
      policies,
      guard,
      log,
    }),
    new OpenDocuments(verdicts),
  );
  return {
    verdicts,
    tickets,
    raters,
    bench,
    benchThread,
    taskTests,
    ledger,
    decisions,
    history,
    calibration,
    policies,
  };
}
