import * as vscode from 'vscode';
import type { Door } from '../../../core/rating.js';
import { pick } from '../../ask.js';
import type { Kit } from '../../kit.js';
import type { ReviewPanel } from '../review/reviewPanel.js';

interface Sample {
  readonly name: string;
  readonly says: string;
  readonly path: string;
  readonly door: Door;
}

const samples: readonly Sample[] = [
  {
    name: 'Wrong Patch',
    says: 'Held up, with its reasons on the lines.',
    path: 'patches/bad.patch',
    door: 'output',
  },
  { name: 'Right Patch', says: 'May proceed.', path: 'patches/good.patch', door: 'output' },
  {
    name: 'Vague Ticket',
    says: 'Comes back with questions to ask.',
    path: 'tickets/vague.md',
    door: 'input',
  },
  {
    name: 'Clear Ticket',
    says: 'May start. Both patches answer it.',
    path: 'tickets/clear.md',
    door: 'input',
  },
];

/** Shows the verdict on a ticket or patch that comes with Bouncer, rated on this machine in the code base it is about. */
export async function trySample(kit: Kit, panel: ReviewPanel): Promise<void> {
  const choices = samples.map((one) => [one.name, one, undefined, one.says] as const);
  const sample = await pick('Try the Sample', choices, {
    placeHolder: 'Each is rated on this machine, by the local rater.',
  });
  if (!sample) return;
  const { snapshots, tickets, verdicts, extensionUri } = kit;
  const folder = vscode.Uri.joinPath(extensionUri, 'examples');
  const open = async (name: string, path: string) => {
    const text = new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path)),
    );
    return { text, document: await snapshots.open(name, text) };
  };
  const { name, path, door } = sample;
  const { text, document } = await open(`Sample: ${name}.${door === 'input' ? 'md' : 'diff'}`, path);
  const { uri } = document;
  const read = () => ({ text, version: document.version });
  const source = { key: `sample:${path}`, uri, door, directory: folder.fsPath, read };
  if (door === 'output') {
    const ticket = await open('Sample: Ticket.md', 'tickets/clear.md');
    // A choice holds on the branch that the patch was looked at on.
    await tickets.read(source);
    await tickets.set(uri, ticket.document.uri);
  }
  await vscode.window.showTextDocument(document, { preview: false });
  await verdicts.rate(source, 'local');
  const rated = verdicts.at(uri);
  if (rated) panel.show(rated);
}
