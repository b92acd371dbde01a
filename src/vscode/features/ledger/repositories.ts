import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { DecisionRecord, LedgerRepository } from '../../../ledger/record.js';
import { repositoryAt } from '../../../ledger/repositoryAt.js';
import { isInside } from '../../../repository/inside.js';

/** The repository of the active document's folder, or of the workspace's first one; undefined without a folder. */
export async function repositoryHere(): Promise<LedgerRepository | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder =
    (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? repositoryAt(folder.uri.fsPath) : undefined;
}

/** The file that was rated, where it is in a folder of this workspace; a decision never leads out of those. */
export async function fileOf({ source, repository }: DecisionRecord): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const { uri, name } of folders) {
    if (uri.scheme !== 'file' || (await repositoryAt(uri.fsPath)).key !== repository?.key) continue;
    // Names of documents begin with their folder's where there are several.
    const path = folders.length > 1 && source.startsWith(`${name}/`) ? source.slice(name.length + 1) : source;
    if (!isInside(path)) continue;
    const file = vscode.Uri.joinPath(uri, path);
    if (existsSync(file.fsPath)) return file;
  }
  return undefined;
}
