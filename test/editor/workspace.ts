import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Door } from '../../src/core/rating.js';
import type { Verdict } from '../../src/core/verdict.js';
import type { activate, Internals } from '../../src/extension.js';
import type { Measuring } from '../../src/vscode/features/measuring.js';
import type { RatedSubject } from '../../src/vscode/verdicts.js';

/** What the extension under test is made of, activated. */
export async function bouncer(): Promise<Internals> {
  const { internals } = await activated();
  assert.ok(internals, 'the extension does not run under test');
  return internals;
}

/** The parts that are loaded when the benchmark is first asked for. */
export async function measuring(): Promise<Measuring> {
  return (await bouncer()).measuring();
}

/** What another extension gets. */
export async function activated(): Promise<ReturnType<typeof activate>> {
  const extension = vscode.extensions.getExtension('bouncer.bouncer');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Rates a document as a command does, or as what happens by itself. */
export async function rate(
  document: vscode.TextDocument,
  door: Door,
  by: 'chosen' | 'local',
  token?: vscode.CancellationToken,
): Promise<Verdict> {
  const { verdicts } = await bouncer();
  return verdicts.rate(verdicts.sourceOf(document, door), by, token);
}

/** The workspace is a copy of `examples`. */
export function fileUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(path)), {
    preview: false,
  });
}

/** Waits until a document's state is as wanted: at once if it is, else at the next change that makes it so. */
export async function rated(
  uri: vscode.Uri,
  wanted: (state: RatedSubject) => boolean = (state) => !state.stale && !state.rating,
): Promise<RatedSubject & { readonly verdict: Verdict }> {
  const { verdicts } = await bouncer();
  const fits = (state: RatedSubject | undefined): state is RatedSubject & { readonly verdict: Verdict } =>
    state?.verdict !== undefined && wanted(state);
  const now = verdicts.at(uri);
  if (fits(now)) return now;
  return new Promise((done) => {
    const listener = verdicts.onDidChange((state) => {
      if (state.uri.toString() !== uri.toString() || !fits(state)) return;
      listener.dispose();
      done(state);
    });
  });
}

/** Closes every editor and takes its edits back, also those that the document does not know to be dirty by yet. */
export async function closeAll(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  for (const { input } of tabs) {
    if (!(input instanceof vscode.TabInputText)) continue;
    await vscode.window.showTextDocument(input.uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The active document once a command has opened another one. */
export function activeDocument(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document, 'no document is open');
  return document;
}
