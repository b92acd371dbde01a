import * as vscode from 'vscode';
import type { Place } from '../core/place.js';
import type { SubjectSource } from './subjectSource.js';

/**
 * Where a place of a rated subject is in the editor. Findings on a repository's changes point into its files, where
 * they can be corrected; all others point into the ticket or patch itself.
 */
export function locationOf(
  { uri, fileAt }: Pick<SubjectSource, 'uri' | 'fileAt'>,
  place: Place | undefined,
): vscode.Location {
  if (!place) return new vscode.Location(uri, new vscode.Position(0, 0));
  const { file } = place;
  const target = file && fileAt?.(file);
  if (target) return new vscode.Location(target, lineRange(file.line));
  // The core counts from 1, VS Code from 0.
  const { start, end } = place.range;
  const range = new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
  return new vscode.Location(uri, range);
}

/** A whole line of a file, from 1. */
export function lineRange(line: number): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
}
