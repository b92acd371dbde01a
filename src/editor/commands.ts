import * as vscode from 'vscode';
import { messageOf } from '../core/questionWords.js';
import type { Door } from '../core/rating.js';
import type { Verdict } from '../core/verdict.js';
import type { BenchCommands } from './bench/benchCommands.js';
import type { TaskTests } from './bench/taskTests.js';
import type { CalibrationCommands } from './calibration/calibrationCommands.js';
import type { PolicyCommands } from './calibration/policyCommands.js';
import type { Dismissals } from './dismissals.js';
import { doorOf, nameOf } from './documents.js';
import type { Guard } from './guard.js';
import type { LedgerCommands } from './ledger/ledgerCommands.js';
import { workingTreeName } from './places.js';
import type { RaterCommands } from './raterCommands.js';
import type { ReviewPanel } from './reviewPanel.js';
import { rewriteTicket } from './rewriteTicket.js';
import { type Snapshots, snapshotScheme } from './snapshots.js';
import { soon } from './soon.js';
import type { TicketChoices } from './ticketChoices.js';
import type { Verdicts } from './verdicts.js';
import { type GitRepository, pickRepository, type Scope, workingTreePatch } from './workingTree.js';

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

/** Progress is shown for what takes longer than this many milliseconds. */
const noticeable = 1_000;

/** Every command of the extension. */
export class Commands implements vscode.Disposable {
  private readonly registrations: vscode.Disposable;
  /** What the working tree snapshot was taken of, to take it again. */
  private workingTree: { readonly repository: GitRepository; readonly scope: Scope } | undefined;
  private workingTreeListener: vscode.Disposable | undefined;

  constructor(private readonly parts: Parts) {
    const { tickets, panel, raters, bench, taskTests, ledger, calibration, policies, guard, log } = parts;
    const commands: Readonly<Record<string, (uri?: vscode.Uri) => unknown>> = {
      'bouncer.rateTicket': () => this.rateDocument('input'),
      'bouncer.rateTicketSelection': () => this.rateSelection('input'),
      'bouncer.rateTicketFromClipboard': () => this.rateClipboard('input'),
      'bouncer.reviewPatch': () => this.rateDocument('output'),
      'bouncer.reviewPatchSelection': () => this.rateSelection('output'),
      'bouncer.reviewPatchFromClipboard': () => this.rateClipboard('output'),
      'bouncer.reviewWorkingTree': () => this.reviewWorkingTree(),
      'bouncer.rate': (uri) => this.rateAgain(uri),
      'bouncer.showReview': (uri) => this.showReview(uri),
      'bouncer.chooseTicket': (uri) => this.withTarget(uri, (patch) => tickets.choose(patch)),
      'bouncer.copyQuestions': (uri) => this.withTarget(uri, (target) => this.copyQuestions(target)),
      'bouncer.rewriteTicket': (uri) => this.withTarget(uri, (target) => this.rewriteTicket(target)),
      'bouncer.showCard': () =>
        vscode.commands.executeCommand(
          'markdown.showPreview',
          vscode.Uri.joinPath(parts.extensionUri, 'docs', 'local-rater.md'),
        ),
      'bouncer.chooseRater': () => raters.choose(),
      'bouncer.setApiKey': () => raters.setKey(),
      'bouncer.testConnection': () => raters.testConnection(),
      'bouncer.clearAnswerCache': () => raters.clearCache(),
      'bouncer.showWhatIsSent': (uri) => this.withTarget(uri, (target) => this.showWhatIsSent(target)),
      'bouncer.runBench': () => bench.run(),
      'bouncer.showBenchReport': () => bench.report(),
      'bouncer.exportBench': () => bench.export(),
      'bouncer.showBenchTasks': () => taskTests.show(),
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
      'bouncer.restoreFindings': () => this.restoreFindings(),
      'bouncer.showLog': () => log.show(),
    };
    // What these are about is a document or a line of the history.
    const onDecisions: Readonly<Record<string, (target: unknown) => Promise<void>>> = {
      'bouncer.followDecision': (target) => ledger.follow(target),
      'bouncer.overrideDecision': (target) => ledger.override(target),
      'bouncer.recordOutcome': (target) => ledger.recordOutcome(target),
      'bouncer.openDecision': (target) => ledger.open(target),
    };
    this.registrations = vscode.Disposable.from(
      vscode.commands.registerCommand('bouncer.dismissFinding', (fingerprint: unknown) =>
        guard.run(() => typeof fingerprint === 'string' && parts.dismissals.dismiss(fingerprint)),
      ),
      vscode.commands.registerCommand('bouncer.resumeBench', (path: unknown) =>
        guard.run(() => bench.resume(typeof path === 'string' ? path : undefined)),
      ),
      ...Object.entries(onDecisions).map(([id, run]) =>
        vscode.commands.registerCommand(id, (target?: unknown) =>
          guard.run(() => run(target ?? panel.focused)),
        ),
      ),
      ...Object.entries(commands).map(([id, run]) =>
        vscode.commands.registerCommand(id, (argument?: unknown) =>
          guard.run(() => run(argument instanceof vscode.Uri ? argument : panel.focused)),
        ),
      ),
    );
  }

  dispose(): void {
    this.registrations.dispose();
    this.workingTreeListener?.dispose();
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

  private async reviewWorkingTree(): Promise<void> {
    const repository = await pickRepository();
    const scope = repository && (await pickScope(this.workingTree?.scope));
    if (repository && scope) await this.reviewChanges(repository, scope);
  }

  private async reviewChanges(repository: GitRepository, scope: Scope): Promise<void> {
    const patch = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Bouncer: reading the changes' },
      () => soon(workingTreePatch(repository, scope), 'Reading the changes', undefined, 120),
    );
    if (patch === '')
      return this.complain('There are no changes to review.', 'Edit something, or choose another scope.');
    const document = await this.parts.snapshots.open(workingTreeName, patch);
    this.workingTree = { repository, scope };
    this.workingTreeListener?.dispose();
    this.workingTreeListener = repository.state.onDidChange(() =>
      this.parts.verdicts.markStale(document.uri),
    );
    await vscode.window.showTextDocument(document, { preview: false });
    // The files on disk hold more than the index does: only a patch of them all can be compared with them.
    const directory = scope === 'staged' ? null : repository.rootUri.fsPath;
    await this.rateAndShow(document, 'output', directory);
  }

  private async rateAgain(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (!uri) return this.complain('No document is open.', 'Open a ticket or patch first.');
    if (uri.scheme === snapshotScheme && uri.path === `/${workingTreeName}`) {
      const { repository, scope } = this.workingTree ?? {};
      return repository && scope ? this.reviewChanges(repository, scope) : this.reviewWorkingTree();
    }
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${nameOf(uri)}`);
    const known = this.parts.verdicts.get(uri);
    await this.rateAndShow(document, known?.door ?? doorOf(document) ?? 'input', known?.directory);
  }

  private async showReview(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    const rated = uri && this.parts.verdicts.get(uri);
    if (rated?.verdict) this.parts.panel.show(rated);
    else await this.rateAgain(uri);
  }

  private async rateAndShow(
    document: vscode.TextDocument,
    door: Door,
    directory?: string | null,
  ): Promise<void> {
    const { verdicts, panel, log } = this.parts;
    const cancellation = new vscode.CancellationTokenSource();
    const rating = verdicts.rate(document, door, 'chosen', directory, cancellation.token);
    const slow = setTimeout(() => void showProgress(rating, nameOf(document.uri), cancellation), noticeable);
    const { failure } = await rating.finally(() => clearTimeout(slow));
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
      'This ticket lacks no section that the template has.',
      'The review says what else the checks found.',
    );
  }

  private async withTarget(
    uri = vscode.window.activeTextEditor?.document.uri,
    run: (uri: vscode.Uri) => Promise<void>,
  ): Promise<void> {
    if (uri) await run(uri);
    else this.complain('No document is open.', 'Open a ticket or patch first.');
  }

  private complain(message: string, nextStep: string): void {
    this.parts.guard.complain(message, nextStep);
  }
}

/** Asks for the changes to review; those of the last time are on top. */
async function pickScope(last: Scope | undefined): Promise<Scope | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly scope: Scope })[] = [
    { label: 'All Changes', description: 'staged, unstaged and untracked files', scope: 'all' },
    { label: 'Staged Changes', description: 'what the next commit would hold', scope: 'staged' },
    { label: 'Unstaged Changes', description: 'with untracked files', scope: 'unstaged' },
  ];
  const ordered = [...items].sort((a, b) => Number(b.scope === last) - Number(a.scope === last));
  return (await vscode.window.showQuickPick(ordered, { title: 'Changes to Review' }))?.scope;
}

function showProgress(
  rating: Promise<Verdict>,
  name: string,
  cancellation: vscode.CancellationTokenSource,
): Thenable<Verdict> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Bouncer is rating ${name}`, cancellable: true },
    (_, token) => {
      token.onCancellationRequested(() => cancellation.cancel());
      return rating;
    },
  );
}
