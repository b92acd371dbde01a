import * as vscode from 'vscode';
import { loadLedger } from '../../../chunks/load.js';
import type { EntryFilter } from '../../../ledger/view.js';
import type { LedgerStore } from '../../ledgerStore.js';
import type { HistoryView } from './historyView.js';
import { repositoryHere } from './repositories.js';
import { eitherWords, filterWords } from './words.js';

interface FilterItem extends vscode.QuickPickItem {
  /** The filter with this choice; absent on headings. */
  readonly change?: () => Promise<EntryFilter | undefined> | EntryFilter;
}

/** Lets a person add to the history's filter, or take a choice back by choosing it again. */
export async function changeFilter(history: HistoryView, store: LedgerStore): Promise<void> {
  const { filter } = history;
  const here = await repositoryHere();
  const { entries } = await store.load();
  const toggled = <K extends keyof EntryFilter>(
    label: string,
    key: K,
    value: NonNullable<EntryFilter[K]>,
  ): FilterItem => {
    const isOn = filter[key] === value;
    const { [key]: _, ...others } = filter;
    return {
      label,
      description: isOn ? 'on; choose it again to turn it off' : undefined,
      change: () => (isOn ? others : { ...others, [key]: value }),
    };
  };
  const heading = (label: string): FilterItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const raters = loadLedger().ratersIn(entries);
  const items: readonly FilterItem[] = [
    {
      label: 'Words…',
      description: filter.text && `"${filter.text}"`,
      change: () => askForText(filter),
    },
    heading('Decision'),
    toggled(eitherWords('proceed'), 'outcome', 'proceed'),
    toggled(eitherWords('abstain'), 'outcome', 'abstain'),
    toggled(eitherWords('unrated'), 'outcome', 'unrated'),
    toggled('Disagreed', 'did', 'overrode'),
    heading('Door'),
    toggled('Tickets', 'door', 'input'),
    toggled('Patches', 'door', 'output'),
    ...(here
      ? [heading('Repository'), toggled(`This Repository (${here.name})`, 'repository', here.key)]
      : []),
    ...(raters.length > 1 ? [heading('Rater'), ...raters.map((name) => toggled(name, 'rater', name))] : []),
  ];
  const words = filterWords(filter);
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Filter History',
    placeHolder: words === '' ? 'Show only…' : `Now: ${words}`,
    matchOnDescription: true,
  });
  const changed = await picked?.change?.();
  if (changed) history.filter = changed;
}

async function askForText({ text, ...others }: EntryFilter): Promise<EntryFilter | undefined> {
  const words = await vscode.window.showInputBox({
    title: 'Filter History by Words',
    prompt: 'In the name, the label, why, the rater, your reason or the outcome. Leave it empty to show all.',
    value: text ?? '',
  });
  if (words === undefined) return undefined;
  return words.trim() === '' ? others : { ...others, text: words.trim() };
}
