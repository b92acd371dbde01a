import * as vscode from 'vscode';
import type { Side } from '../../../repository/reviewScope.js';
import type { ChangedFile } from '../../../repository/workingTreeDiff.js';

/** Scheme of the empty documents that stand for a file on the side where it isn't. */
const emptyScheme = 'bouncer-empty';

export function registerEmptySides(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(emptyScheme, {
    provideTextDocumentContent: () => '',
  });
}

/** Both sides of a changed file, as the diff editor takes them. */
export interface Sides {
  readonly old: vscode.Uri;
  readonly new: vscode.Uri;
}

export function sidesOf(
  root: vscode.Uri,
  { oldPath, newPath }: ChangedFile,
  sides: Readonly<Record<'old' | 'new', Side>>,
): Sides {
  const path = (newPath ?? oldPath) as string;
  return {
    old: oldPath === undefined ? empty(path) : at(vscode.Uri.joinPath(root, oldPath), sides.old),
    new: newPath === undefined ? empty(path) : at(vscode.Uri.joinPath(root, newPath), sides.new),
  };
}

function empty(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: emptyScheme, path: `/${path}` });
}

/** A file on a side; the Git extension shows what is not on disk. */
function at(file: vscode.Uri, side: Side): vscode.Uri {
  if (side === 'disk') return file;
  if (side === 'nothing') return empty(file.path.slice(1));
  const ref = side === 'index' ? '' : side.commit;
  return file.with({ scheme: 'git', query: JSON.stringify({ path: file.fsPath, ref }) });
}
