import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Door } from '../core/rating.js';
import { isInside } from '../repository/inside.js';
import { setting } from './settings.js';
import { snapshotScheme } from './snapshots.js';

/** Scheme of the names of reviews, which no document shows. */
export const reviewScheme = 'bouncer-review';

/** Which door a document belongs to by its language and the setting `bouncer.ticketFiles`; undefined for neither. */
export function doorOf(document: vscode.TextDocument): Door | undefined {
  if (document.languageId === 'diff') return 'output';
  if (document.uri.scheme === snapshotScheme) return 'input';
  const selector = setting('ticketFiles').map((pattern) => ({ pattern }));
  return vscode.languages.match(selector, document) > 0 ? 'input' : undefined;
}

/** The folder on this machine's disk that a document's ticket or patch is about, where there is one. */
export function codeBaseOf(uri: vscode.Uri): string | null {
  const folder = vscode.workspace.getWorkspaceFolder(uri) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : null;
}

/** The files of a folder that an editor holds otherwise than the disk, by their paths from there. */
export function unsavedIn(folder: string): string[] {
  return vscode.workspace.textDocuments.flatMap(({ isDirty, uri }) => {
    const path = relative(folder, uri.fsPath).split(sep).join('/');
    return isDirty && uri.scheme === 'file' && isInside(path) ? [path] : [];
  });
}

/** A short name for a document: its path in the workspace, or its title. */
export function nameOf(uri: vscode.Uri): string {
  return [snapshotScheme, reviewScheme].includes(uri.scheme)
    ? uri.path.slice(1)
    : vscode.workspace.asRelativePath(uri);
}
