import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { loadLedger } from '../../../chunks/load.js';
import { counted } from '../../../core/counted.js';
import { nouns, plurals } from '../../../core/policy.js';
import type { Door } from '../../../core/rating.js';
import { pick, pickTarget } from '../../ask.js';
import { nothing } from '../../guard.js';
import type { LedgerStore } from '../../ledgerStore.js';
import { agrees, inform } from '../../notices.js';
import { repositoryHere } from './repositories.js';

/** Asks for a format and a file, and writes the whole ledger there. @throws CouldNotRate when there is nothing */
export async function exportLedger(store: LedgerStore): Promise<void> {
  const { entries } = await store.ledger.loadAll();
  if (entries.length === 0)
    throw nothing('There is no decision to export.', 'Rate a ticket or review a patch first.');
  const format = await pick('Export Ledger', [
    ['JSON Lines', 'jsonl', 'every record, with the texts that were kept'],
    ['CSV', 'csv', 'a row for each decision, without texts'],
  ]);
  const uri = format && (await pickTarget(`ledger.${format}`));
  if (!uri) return;
  await write(uri, store.ledger.export(format));
  void inform(`${counted(entries.length, 'decision')} exported to ${uri.fsPath}.`);
}

/** Deletes the ledger, or what it has of this repository, once a person has confirmed it. */
export async function deleteLedger(store: LedgerStore): Promise<void> {
  const { entries } = await store.ledger.loadAll();
  const here = await repositoryHere();
  const own = entries.filter(({ decision }) => decision.repository?.key === here?.key).length;
  const items = [
    ...(here && own > 0 ? [{ label: `This Repository (${here.name})`, of: here, number: own }] : []),
    { label: 'All', of: undefined, number: entries.length },
  ].map(({ label, of, number }) => {
    const decisions = counted(number, 'decision');
    return [label, { of, what: of ? `${decisions} on ${of.name}` : decisions }, decisions] as const;
  });
  const picked = await pick('Delete Ledger', items);
  if (!picked) return;
  const { of, what } = picked;
  const detail = "This also deletes what you did about them and what became of them. It can't be undone.";
  if (!(await agrees(`Delete ${what}?`, detail, 'Delete'))) return;
  await store.delete(of?.key);
  void inform(`Deleted ${what}.`);
}

/** Asks for a door and a file, and writes the labeled decisions whose text was kept as a data set. */
export async function newDataset(store: LedgerStore): Promise<void> {
  const door = await pick(
    'New Data Set from Ledger',
    [
      ['Tickets', 'input', 'with input_bounce'],
      ['Patches', 'output', 'with output_bounce'],
    ],
    { placeHolder: "Labeled decisions in BouncerBench's columns" },
  );
  if (!door) return;
  const { entries } = await store.ledger.loadAll();
  const textOf = (hash: string) => store.ledger.text(hash);
  const { rows, labelled } = await loadLedger().datasetOf(entries, textOf, door);
  if (labelled === 0) {
    throw nothing(
      `None of the ${plurals[door]} is labeled yet.`,
      'Disagree with a decision or record an outcome first.',
    );
  }
  if (rows.length === 0) throw nothing(withoutText(labelled, door), howToKeep);
  const uri = await pickTarget(`ledger-${plurals[door]}.jsonl`);
  if (!uri) return;
  await write(
    uri,
    rows.map((row) => `${JSON.stringify(row)}\n`),
  );
  const missing = labelled - rows.length;
  const left = missing === 0 ? '' : ` ${withoutText(missing, door)} ${howToKeep}`;
  void inform(
    `${counted(rows.length, 'row')} written to ${uri.fsPath}. Use it with Run BouncerBench… or bouncer calibrate --fit.${left}`,
  );
}

const howToKeep = 'The setting bouncer.ledger.keepText keeps texts from now on.';

function withoutText(missing: number, door: Door): string {
  return `The text of ${counted(missing, `labeled ${nouns[door]}`, `labeled ${plurals[door]}`)} was not kept.`;
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
