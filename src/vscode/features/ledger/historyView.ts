import * as vscode from 'vscode';
import { loadLedger } from '../../../chunks/load.js';
import { counted } from '../../../core/counted.js';
import { grouped } from '../../../core/grouped.js';
import { type Entry, type EntryFilter, unreadableWords } from '../../../ledger/view.js';
import type { Kit } from '../../kit.js';
import type { LedgerStore } from '../../ledgerStore.js';
import { outcomeThemeIcons } from '../../outcomeIcons.js';
import { dayName, entryDetails, entryLine, filterWords } from './words.js';

/** A line of the history: a day, a decision, or the offer of more. */
export type HistoryNode =
  | { readonly kind: 'day'; readonly name: string; readonly entries: readonly Entry[] }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'more'; readonly left: number };

/** Decisions that are shown at once, and by which "more" are. */
const page = 200;
/** Context key: the history is filtered. */
const filteredContext = 'bouncer.historyFiltered';

/** The history of decisions: newest first, by day, page after page. It reads only while it is visible. */
export class HistoryView implements vscode.TreeDataProvider<HistoryNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree: vscode.TreeView<HistoryNode>;
  private readonly store: LedgerStore;
  private shown = page;
  private current: EntryFilter = {};
  private missed = false;

  constructor({ ledger, own }: Kit) {
    this.store = ledger;
    this.tree = own(vscode.window.createTreeView('bouncer.history', { treeDataProvider: this }));
    this.tree.onDidChangeVisibility(({ visible }) => {
      if (visible && this.missed) this.refresh();
    });
    own(ledger.onDidChange(() => this.refresh()));
  }

  get filter(): EntryFilter {
    return this.current;
  }

  set filter(filter: EntryFilter) {
    this.current = filter;
    this.shown = page;
    void vscode.commands.executeCommand('setContext', filteredContext, filterWords(filter) !== '');
    this.refresh();
  }

  showMore(): void {
    this.shown += page;
    this.refresh();
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node) return node.kind === 'day' ? node.entries.map((entry) => ({ kind: 'entry', entry })) : [];
    this.store.watch();
    try {
      return this.days(await this.find());
    } catch (error) {
      this.tree.message = `The history can't be read: ${(error as Error).message}`;
      return [];
    }
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    if (node.kind === 'day') return dayItem(node.name);
    return node.kind === 'entry' ? entryItem(node.entry) : moreItem(node.left);
  }

  private refresh(): void {
    this.missed = !this.tree.visible;
    if (!this.missed) this.changed.fire();
  }

  private async find(): Promise<readonly Entry[]> {
    const { entries, unreadable } = await this.store.load();
    const words = filterWords(this.current);
    const found = words === '' ? entries : loadLedger().filterEntries(entries, this.current);
    const of = `${found.length.toLocaleString('en')} of ${counted(entries.length, 'decision')}`;
    // The welcome text shows only in an empty view without a message.
    this.tree.message = [
      words === '' ? '' : `Filtered: ${words}. ${of}.`,
      unreadable > 0 ? unreadableWords(unreadable) : '',
    ]
      .filter(Boolean)
      .join(' ');
    return found;
  }

  private days(entries: readonly Entry[]): HistoryNode[] {
    const now = new Date();
    const days = grouped(entries.slice(0, this.shown), ({ decision }) => dayName(new Date(decision.at), now));
    const nodes: HistoryNode[] = [...days].map(([name, of]) => ({ kind: 'day', name, entries: of }));
    const left = entries.length - this.shown;
    return left > 0 ? [...nodes, { kind: 'more', left }] : nodes;
  }
}

function dayItem(name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `day:${name}`;
  return item;
}

function entryItem(entry: Entry): vscode.TreeItem {
  const { decision } = entry;
  const item = new vscode.TreeItem(decision.source);
  const line = entryLine(entry);
  item.id = decision.id;
  item.description = line;
  item.iconPath = outcomeThemeIcons[decision.outcome];
  item.contextValue = 'bouncer.decision';
  item.tooltip = entryDetails(entry).join('\n');
  item.accessibilityInformation = { label: `${decision.source}: ${line}` };
  item.command = { command: 'bouncer.openDecision', title: 'Open', arguments: [{ kind: 'entry', entry }] };
  return item;
}

function moreItem(left: number): vscode.TreeItem {
  const count = Math.min(left, page).toLocaleString('en');
  const item = new vscode.TreeItem(`Show ${count} More`);
  item.description = counted(left, 'earlier decision');
  item.iconPath = new vscode.ThemeIcon('chevron-down');
  item.command = { command: 'bouncer.showMoreHistory', title: 'Show More' };
  return item;
}
