import * as vscode from 'vscode';
import type { Door } from '../../../core/rating.js';
import { pick } from '../../ask.js';
import type { Handlers } from '../../commands.js';
import { nameOf } from '../../documents.js';
import { completeStep } from '../../firstSteps.js';
import { watchChanges } from '../../gitRepositories.js';
import type { Kit } from '../../kit.js';
import { setting } from '../../settings.js';
import { soon } from '../../soon.js';
import type { ReviewPanel } from '../review/reviewPanel.js';
import { trySample } from './sample.js';

/** Context key: how many files of the open repositories have changes. */
const changesContext = 'bouncer.changedFiles';
const mostFiles = 200;

/** The first minute: what the empty views offer, and the steps of the walkthrough. */
export function activateStart(kit: Kit, panel: ReviewPanel) {
  const { verdicts, own } = kit;
  own(
    verdicts.onDidRate(({ verdict }) => {
      if (!verdict.unrated) completeStep(verdict.door === 'input' ? 'ticket' : 'patch');
    }),
  );
  own(watchChanges((files) => void vscode.commands.executeCommand('setContext', changesContext, files)));

  const open = async (door: Door) => {
    const uri = await pickFileAt(door);
    if (!uri) return;
    const document = await soon(vscode.workspace.openTextDocument(uri), `Opening ${nameOf(uri)}`);
    await vscode.window.showTextDocument(document, { preview: false });
    await panel.rate(verdicts.sourceOf(document, door));
  };

  return {
    'bouncer.openTicket': () => open('input'),
    'bouncer.openPatch': () => open('output'),
    'bouncer.trySample': () => trySample(kit, panel),
  } satisfies Partial<Handlers>;
}

/** Lets a person pick a ticket or patch: one of the workspace, or any file. */
async function pickFileAt(door: Door): Promise<vscode.Uri | undefined> {
  const [title, patterns] =
    door === 'input' ? ['Open a Ticket', setting('ticketFiles')] : ['Open a Patch', ['**/*.{diff,patch}']];
  const found = await Promise.all(
    patterns.map((pattern) => vscode.workspace.findFiles(pattern, undefined, mostFiles)),
  );
  const files = [...new Map(found.flat().map((uri) => [uri.toString(), uri])).values()];
  const choices = files.map((uri) => [nameOf(uri), uri] as const);
  const other = 'other';
  const picked =
    files.length === 0
      ? other
      : await pick<vscode.Uri | typeof other>(title, [...choices, ['$(folder-opened) Another File…', other]]);
  if (picked !== other) return picked;
  return (await vscode.window.showOpenDialog({ title, openLabel: 'Open' }))?.[0];
}
