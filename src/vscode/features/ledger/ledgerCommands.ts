import * as vscode from 'vscode';
import { CouldNotRate } from '../../../core/rating.js';
import {
  type DecisionRecord,
  outcomeRecord,
  responseRecord,
  type WorkOutcome,
} from '../../../ledger/record.js';
import type { Entry } from '../../../ledger/view.js';
import type { Snapshots } from '../../snapshots.js';
import type { Decisions } from './decisions.js';
import type { GoodPanel } from './goodPanel.js';
import { changeFilter } from './historyFilter.js';
import type { HistoryNode, HistoryView } from './historyView.js';
import { deleteLedger, exportLedger, newDataset } from './ledgerFiles.js';
import { fileOf } from './repositories.js';
import type { LedgerStore } from './store.js';
import { otherWay, overrideReasons, workWords } from './words.js';

/** What the commands of the ledger work with. */
export interface LedgerParts {
  readonly store: LedgerStore;
  readonly decisions: Decisions;
  readonly history: HistoryView;
  readonly good: GoodPanel;
  readonly snapshots: Snapshots;
}

/** Outcomes that a person can tell of. */
const offered: readonly WorkOutcome[] = ['merged', 'reverted', 'tests-passed', 'tests-failed', 'closed'];
const confirmation = 3_000;

/** The commands around what was decided, what a person did about it, and what became of it. */
export class LedgerCommands {
  constructor(private readonly parts: LedgerParts) {}

  /** Says that a person did as was decided. */
  async follow(target: unknown): Promise<void> {
    const { id } = await this.decisionOf(target);
    await this.parts.store.write(responseRecord(id, 'followed'));
    vscode.window.setStatusBarMessage('Followed', confirmation);
  }

  /** Asks why a person does other than was decided. */
  async override(target: unknown): Promise<void> {
    const decision = await this.decisionOf(target);
    const reason = await askForReason(decision);
    if (reason === undefined) return;
    await this.parts.store.write(responseRecord(decision.id, 'overrode', reason));
    vscode.window.setStatusBarMessage(`Overridden: ${reason}`, confirmation);
  }

  /** Asks what became of the work. */
  async recordOutcome(target: unknown): Promise<void> {
    const decision = await this.decisionOf(target);
    const items = offered.map((outcome) => ({ label: capital(workWords[outcome]), outcome }));
    const picked = await vscode.window.showQuickPick(items, {
      title: `Outcome of ${decision.source}`,
      placeHolder: 'What became of the work',
    });
    if (!picked) return;
    await this.parts.store.write(outcomeRecord(decision.id, picked.outcome));
    vscode.window.setStatusBarMessage(`Outcome: ${picked.label}`, confirmation);
  }

  /** Opens what was decided on: the file where it is there, else the text where it was kept. */
  async open(target: unknown): Promise<void> {
    const entry = entryOf(target);
    if (!entry) return;
    const { decision } = entry;
    const file = await fileOf(decision);
    if (file) {
      await vscode.window.showTextDocument(file, { preview: true });
      return;
    }
    const text = await this.parts.store.ledger.text(decision.inputHash);
    if (text === undefined) {
      throw new CouldNotRate(
        'unreadable',
        `${decision.source} is not in this workspace, and its text was not kept.`,
        'Open the folder that it is in; the setting bouncer.ledger.keepText keeps texts from now on.',
      );
    }
    const name = decision.source.split('/').at(-1) ?? decision.source;
    const document = await this.parts.snapshots.open(
      `${name} as it was rated${decision.door === 'input' ? '.md' : '.diff'}`,
      text,
    );
    await vscode.window.showTextDocument(document, { preview: true });
  }

  changeFilter(): Promise<void> {
    const { history, store } = this.parts;
    return changeFilter(history, store);
  }

  resetFilter(): void {
    this.parts.history.filter = {};
  }

  showMore(): void {
    this.parts.history.showMore();
  }

  howGood(): Promise<void> {
    return this.parts.good.show();
  }

  export(): Promise<void> {
    return exportLedger(this.parts.store);
  }

  delete(): Promise<void> {
    return deleteLedger(this.parts.store);
  }

  newDataset(): Promise<void> {
    return newDataset(this.parts.store);
  }

  /** The decision that a command is about: of a line of the history, or of a document. @throws CouldNotRate */
  private async decisionOf(target: unknown): Promise<DecisionRecord> {
    const entry = entryOf(target);
    if (entry) return entry.decision;
    const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
    const decided = uri && (await this.parts.decisions.kept(uri));
    if (decided) return decided.decision;
    const { isOn } = this.parts.store;
    throw new CouldNotRate(
      'internal',
      isOn ? 'There is no decision on this document in the ledger.' : 'The ledger is turned off.',
      isOn ? 'Rate it first.' : 'Turn on the setting bouncer.ledger.enabled.',
    );
  }
}

function entryOf(target: unknown): Entry | undefined {
  const node = target as HistoryNode | undefined | null;
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'entry'
    ? node.entry
    : undefined;
}

async function askForReason(decision: DecisionRecord): Promise<string | undefined> {
  const other = 'Other…';
  const title = `Override: ${otherWay(decision)}`;
  const picked = await vscode.window.showQuickPick([...overrideReasons(decision), other], {
    title,
    placeHolder: 'Why?',
  });
  if (picked !== other) return picked;
  const words = await vscode.window.showInputBox({
    title,
    prompt: 'Why, in your own words',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Enter a reason in a few words.' : undefined),
  });
  return words?.trim();
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
