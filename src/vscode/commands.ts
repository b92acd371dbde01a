import * as vscode from 'vscode';
import { messageOf } from '../core/questionWords.js';
import type { Door } from '../core/rating.js';
import type { Dismissals } from './dismissals.js';
import { doorOf, nameOf } from './documents.js';
import type { BenchCommands } from './features/bench/benchCommands.js';
import type { TaskTests } from './features/bench/taskTests.js';
import type { CalibrationCommands } from './features/calibration/calibrationCommands.js';
import type { PolicyCommands } from './features/calibration/policyCommands.js';
import { openCheck } from './features/checkPage.js';
import type { LedgerCommands } from './features/ledger/ledgerCommands.js';
import type { RaterCommands } from './features/raterCommands.js';
import type { ReviewPanel } from './features/review/reviewPanel.js';
import { rewriteTicket } from './features/rewriteTicket.js';
import { WorkingTree } from './features/workingTree.js';
import type { Guard } from './guard.js';
import { type Handlers, registerHandlers } from './handlers.js';
import { workingTreeName } from './places.js';
import { withProgress } from './progress.js';
import { type Snapshots, snapshotScheme } from './snapshots.js';
import { soon } from './soon.js';
import type { TicketChoices } from './ticketChoices.js';
import type { Verdicts } from './verdicts.js';

/** What the commands work on. */
export interface Parts {
  readonly extensionUri: vscode.Uri;
  readonly verdicts: Verdicts;
  readonly panel: ReviewPanel;
  readonly snapshots: Snapshots;
  readonly tickets: TicketChoices;
  readonly dismissals: Dismissals;
  readonly raters: RaterCommands;
  readonly bench: BenchCommands;
  readonly taskTests: TaskTests;
  readonly ledger: LedgerCommands;
  readonly calibration: CalibrationCommands;
  readonly policies: PolicyCommands;
  readonly guard: Guard;
  readonly log: vscode.LogOutputChannel;
}

/** Every command of the extension. */
export class Commands implements vscode.Disposable {
  private readonly registrations: vscode.Disposable;
  private readonly workingTree: WorkingTree;

  constructor(private readonly parts: Parts) {
    const { tickets, panel, raters, bench, taskTests, ledger, calibration, policies, guard, log } = parts;
    this.workingTree = new WorkingTree(parts.snapshots, parts.verdicts, (document, directory) =>
      this.rateAndShow(document, 'output', directory),
    );
    const handlers: Handlers = {
      'bouncer.rateTicket': () => this.rateDocument('input'),
      'bouncer.rateTicketSelection': () => this.rateSelection('input'),
      'bouncer.rateTicketFromClipboard': () => this.rateClipboard('input'),
      'bouncer.reviewPatch': () => this.rateDocument('output'),
      'bouncer.reviewPatchSelection': () => this.rateSelection('output'),
      'bouncer.reviewPatchFromClipboard': () => this.rateClipboard('output'),
      'bouncer.reviewWorkingTree': () => this.workingTree.review(),
      'bouncer.rate': (target) => this.withTarget(target, (uri) => this.rateAgain(uri)),
      'bouncer.showReview': (target) => this.withTarget(target, (uri) => this.showReview(uri)),
      'bouncer.chooseTicket': (target) => this.withTarget(target, (patch) => tickets.choose(patch)),
      'bouncer.copyQuestions': (target) => this.withTarget(target, (uri) => this.copyQuestions(uri)),
      'bouncer.rewriteTicket': (target) => this.withTarget(target, (uri) => this.rewriteTicket(uri)),
      'bouncer.showCard': () =>
        vscode.commands.executeCommand(
          'markdown.showPreview',
          vscode.Uri.joinPath(parts.extensionUri, 'docs', 'local-rater.md'),
        ),
      'bouncer.showCheck': (id) => openCheck(parts.extensionUri, id),
      'bouncer.dismissFinding': (fingerprint) =>
        typeof fingerprint === 'string' && parts.dismissals.dismiss(fingerprint),
      'bouncer.restoreFindings': () => this.restoreFindings(),
      'bouncer.chooseRater': () => raters.choose(),
      'bouncer.setApiKey': () => raters.setKey(),
      'bouncer.testConnection': () => raters.testConnection(),
      'bouncer.clearAnswerCache': () => raters.clearCache(),
      'bouncer.showWhatIsSent': (target) => this.withTarget(target, (uri) => this.showWhatIsSent(uri)),
      'bouncer.runBench': () => bench.run(),
      'bouncer.resumeBench': (path) => bench.resume(typeof path === 'string' ? path : undefined),
      'bouncer.showBenchReport': () => bench.report(),
      'bouncer.exportBench': () => bench.export(),
      'bouncer.showBenchTasks': () => taskTests.show(),
      // What these are about is a document or a line of the history.
      'bouncer.followDecision': (target) => ledger.follow(target ?? panel.focused),
      'bouncer.overrideDecision': (target) => ledger.override(target ?? panel.focused),
      'bouncer.recordOutcome': (target) => ledger.recordOutcome(target ?? panel.focused),
      'bouncer.openDecision': (target) => ledger.open(target ?? panel.focused),
      'bouncer.howGood': () => ledger.howGood(),
      'bouncer.exportLedger': () => ledger.export(),
      'bouncer.deleteLedger': () => ledger.delete(),
      'bouncer.newDatasetFromLedger': () => ledger.newDataset(),
      'bouncer.filterHistory': () => ledger.changeFilter(),
      'bouncer.resetHistoryFilter': () => ledger.resetFilter(),
      'bouncer.showMoreHistory': () => ledger.showMore(),
      'bouncer.calibrate': () => calibration.calibrate(),
      'bouncer.showCalibrations': () => calibration.show(),
      'bouncer.choosePolicy': () => policies.choose(),
      'bouncer.showLog': () => log.show(),
    };
    this.registrations = registerHandlers(handlers, guard);
  }

  dispose(): void {
    this.registrations.dispose();
    this.workingTree.dispose();
  }

  private async rateDocument(door: Door): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return this.complain('No document is open.', 'Open a ticket or patch first.');
    await this.rateAndShow(document, door);
  }

  private async rateSelection(door: Door): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || editor.selection.isEmpty) {
      return this.complain('Nothing is selected.', 'Select the text to rate first.');
    }
    const name = nameOf(editor.document.uri).split('/').at(-1) ?? '';
    await this.rateSnapshot(door, `Selection of ${name}`, editor.document.getText(editor.selection));
  }

  private async rateClipboard(door: Door): Promise<void> {
    // In a browser a person has to allow it first, and may overlook the question.
    const text = await soon(
      vscode.env.clipboard.readText(),
      'Reading the clipboard',
      'Allow this page to read it, or paste the text into a new file and rate that.',
      60,
    );
    if (text.trim() === '') {
      return this.complain('The clipboard holds no text.', 'Copy a ticket or patch first.');
    }
    await this.rateSnapshot(door, 'Clipboard', text);
  }

  private async rateSnapshot(door: Door, name: string, text: string): Promise<void> {
    const document = await this.parts.snapshots.open(`${name}.${door === 'input' ? 'md' : 'diff'}`, text);
    // What was under this name before is another ticket or patch, whose verdict must not stand over this one.
    this.parts.verdicts.forget(document.uri);
    await vscode.window.showTextDocument(document, { preview: false });
    await this.rateAndShow(document, door);
  }

  private async rateAgain(uri: vscode.Uri): Promise<void> {
    if (uri.scheme === snapshotScheme && uri.path === `/${workingTreeName}`) {
      return this.workingTree.reviewAgain();
    }
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${nameOf(uri)}`);
    const known = this.parts.verdicts.get(uri);
    await this.rateAndShow(document, known?.door ?? doorOf(document) ?? 'input', known?.directory);
  }

  private async showReview(uri: vscode.Uri): Promise<void> {
    const rated = this.parts.verdicts.get(uri);
    if (rated?.verdict) this.parts.panel.show(rated);
    else await this.rateAgain(uri);
  }

  private async rateAndShow(
    document: vscode.TextDocument,
    door: Door,
    directory?: string | null,
  ): Promise<void> {
    const { verdicts, panel, log } = this.parts;
    const { failure } = await withProgress(`Bouncer is rating ${nameOf(document.uri)}`, (token) =>
      verdicts.rate(document, door, 'chosen', directory, token),
    );
    const rated = verdicts.get(document.uri);
    if (rated?.verdict) panel.show(rated);
    if (failure && failure.cause !== 'cancelled') {
      log.warn(`${nameOf(document.uri)} could not be rated: ${failure.message}`);
      this.complain(failure.message, failure.nextStep);
    }
  }

  private async showWhatIsSent(uri: vscode.Uri): Promise<void> {
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${nameOf(uri)}`);
    const door = this.parts.verdicts.get(uri)?.door ?? doorOf(document) ?? 'input';
    const text = await this.parts.verdicts.preview(document, door);
    const shown = await this.parts.snapshots.open(
      `What is sent for ${nameOf(uri).split('/').at(-1)}.txt`,
      text,
    );
    await vscode.window.showTextDocument(shown, { preview: false });
  }

  private async restoreFindings(): Promise<void> {
    const count = await this.parts.dismissals.restore();
    void vscode.window.showInformationMessage(
      count === 0
        ? 'No finding is dismissed in this workspace.'
        : `${count} dismissed ${count === 1 ? 'finding is' : 'findings are'} back.`,
    );
  }

  private async copyQuestions(uri: vscode.Uri): Promise<void> {
    const questions = this.parts.verdicts.get(uri)?.verdict?.rating?.questions ?? [];
    if (questions.length === 0) {
      return this.complain('There are no questions to ask about this document.', 'Rate it first.');
    }
    await vscode.env.clipboard.writeText(messageOf(questions));
    vscode.window.setStatusBarMessage(
      `Copied ${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`,
      3_000,
    );
  }

  private async rewriteTicket(uri: vscode.Uri): Promise<void> {
    if (await rewriteTicket(uri, this.parts.verdicts)) return;
    this.complain(
      'This ticket has every section of the template.',
      'The review says what else the checks found.',
    );
  }

  /** Does something with the document that is named, else with that of the focused panel or editor. */
  private async withTarget(named: unknown, run: (uri: vscode.Uri) => Promise<void>): Promise<void> {
    const shown = this.parts.panel.focused ?? vscode.window.activeTextEditor?.document.uri;
    const uri = named instanceof vscode.Uri ? named : shown;
    if (uri) await run(uri);
    else this.complain('No document is open.', 'Open a ticket or patch first.');
  }

  private complain(message: string, nextStep: string): void {
    this.parts.guard.complain(message, nextStep);
  }
}
