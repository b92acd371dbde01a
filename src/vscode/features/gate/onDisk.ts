import * as vscode from 'vscode';
import type { Place } from './revert.js';

/** The file on disk of one that an editor shows, and which side of a diff that is: Git's are of the old one. */
export function onDisk(uri: vscode.Uri): Pick<Place, 'side'> & { readonly uri: vscode.Uri } {
  return uri.scheme === 'git' ? { uri: vscode.Uri.file(uri.fsPath), side: 'old' } : { uri, side: 'new' };
}
