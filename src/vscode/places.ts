import * as vscode from 'vscode';
import type { Place } from '../core/place.js';
import { isInside } from '../repository/inside.js';
import type { SubjectSource } from './subjectSource.js';

/**
 * Where a place of a rated subject is in the editor. Findings on the working tree point into its files, where
 * they can be corrected; all others point into the ticket or patch itself.
 */
export function locationOf(
  { uri, resultIn }: Pick<SubjectSource, 'uri' | 'resultIn'>,
  place: Place | undefined,
): vscode.Location {
  if (!place) return new vscode.Location(uri, new vscode.Position(0, 0));
  const { file } = place;
  if (resultIn && file?.side === 'new' && isInside(file.path)) {
    const line = file.line - 1;
    const target = vscode.Uri.joinPath(vscode.Uri.file(resultIn), file.path);
    return new vscode.Location(target, new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER));
  }
  // The core counts from 1, VS Code from 0.
  const { start, end } = place.range;
  const range = new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
  return new vscode.Location(uri, range);
}
