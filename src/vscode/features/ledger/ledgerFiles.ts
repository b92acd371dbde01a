import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { loadLedger } from '../../../chunks/load.js';
import { plurals } from '../../../core/policy.js';
import { CouldNotRate, type Door } from '../../../core/rating.js';
import type { LedgerStore } from '../../ledgerStore.js';
import { repositoryHere } from './repositories.js';

/** Asks for a format and a file, and writes the whole ledger there. @throws CouldNotRate when there is nothing */
export async function exportLedger(store: LedgerStore): Promise<void> {
  const { entries } = await store.ledger.loadAll();
  if (entries.length === 0) throw nothing('There is no decision to export.');
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: 'JSON Lines',
        description: 'every record, with the texts that were kept',
        format: 'jsonl' as const,
      },
      { label: 'CSV', description: 'a row for each decision, without texts', format: 'csv' as const },
    ],
    { title: 'Export Ledger' },
  );
  if (!picked) return;
  const uri = await askForFile(`ledger.${picked.format}`);
  if (!uri) return;
  await write(uri, store.ledger.export(picked.format));
  void vscode.window.showInformationMessage(
    `${count(entries.length, 'decision', 'decisions')} exported to ${uri.fsPath}.`,
  );
}

/** Deletes the ledger, or what it has of this repository, once a person has confirmed it. */
export async function deleteLedger(store: LedgerStore): Promise<void> {
  const { entries } = await store.ledger.loadAll();
  const here = await repositoryHere();
  const own = entries.filter(({ decision }) => decision.repository?.key === here?.key).length;
  const items = [
    ...(here && own > 0
      ? [
          {
            label: `This Repository (${here.name})`,
            description: count(own, 'decision', 'decisions'),
            repository: here,
            decisions: own,
          },
        ]
      : []),
    {
      label: 'All',
      description: count(entries.length, 'decision', 'decisions'),
      repository: undefined,
      decisions: entries.length,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'Delete Ledger' });
  if (!picked) return;
  const what = `${count(picked.decisions, 'decision', 'decisions')}${picked.repository ? ` on ${picked.repository.name}` : ''}`;
  const agreed = await vscode.window.showWarningMessage(
    `Delete ${what}?`,
    {
      modal: true,
      detail: "What you did about them and what became of them goes, too. This can't be undone.",
    },
    'Delete',
  );
  if (agreed !== 'Delete') return;
  await store.delete(picked.repository?.key);
  void vscode.window.showInformationMessage(`Deleted ${what}.`);
}

/** Asks for a door and a file, and writes the labelled decisions whose text was kept as a data set. */
export async function newDataset(store: LedgerStore): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'Tickets', description: 'with input_bounce', door: 'input' as const },
      { label: 'Patches', description: 'with output_bounce', door: 'output' as const },
    ],
    { title: 'New Data Set from Ledger', placeHolder: "Labeled decisions in BouncerBench's columns" },
  );
  if (!picked) return;
  const { entries } = await store.ledger.loadAll();
  const textOf = (hash: string) => store.ledger.text(hash);
  const { rows, labelled } = await loadLedger().datasetOf(entries, textOf, picked.door);
  if (labelled === 0) {
    throw nothing(
      `None of the ${plurals[picked.door]} is labeled yet.`,
      'Override a decision or record an outcome first.',
    );
  }
  if (rows.length === 0) throw nothing(withoutText(labelled, picked.door), howToKeep);
  const uri = await askForFile(`ledger-${plurals[picked.door]}.jsonl`);
  if (!uri) return;
  await write(
    uri,
    rows.map((row) => `${JSON.stringify(row)}\n`),
  );
  const missing = labelled - rows.length;
  const left = missing === 0 ? '' : ` ${withoutText(missing, picked.door)} ${howToKeep}`;
  void vscode.window.showInformationMessage(
    `${count(rows.length, 'row', 'rows')} written to ${uri.fsPath}. Use it with Run BouncerBench… or bouncer calibrate --fit.${left}`,
  );
}

const howToKeep = 'The setting bouncer.ledger.keepText keeps texts from now on.';

function withoutText(missing: number, door: Door): string {
  return `The text of ${count(missing, `labeled ${door === 'input' ? 'ticket' : 'patch'}`, `labeled ${plurals[door]}`)} was not kept.`;
}

function askForFile(name: string): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, name),
  });
}

async function write(uri: vscode.Uri, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  if (uri.scheme === 'file') {
    await pipeline(Readable.from(pieces), createWriteStream(uri.fsPath));
    return;
  }
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(all.join('')));
}

function count(of: number, one: string, many: string): string {
  return `${of.toLocaleString('en')} ${of === 1 ? one : many}`;
}

function nothing(message: string, nextStep = 'Rate a ticket or review a patch first.'): CouldNotRate {
  return new CouldNotRate('empty', message, nextStep);
}
