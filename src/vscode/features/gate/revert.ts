import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { parsePatch } from '../../../core/parsePatch.js';
import { type Hunk, isSubmodule, type PatchFile } from '../../../core/patch.js';
import type { Range } from '../../../core/place.js';
import { CouldNotRate } from '../../../core/rating.js';
import {
  deletedText,
  editBetween,
  hunkAt,
  type TakenBack,
  withoutHunk,
  withoutPatch,
} from '../../../gate/takeBack.js';
import { isInside } from '../../../repository/inside.js';
import { openRepository } from '../../../repository/repository.js';
import { nothing } from '../../guard.js';
import type { RatedSubject, Verdicts } from '../../verdicts.js';

/** A file of a reviewed working tree, or a line of it. */
export interface Place {
  /** On disk, also where the file is gone from there. */
  readonly uri: vscode.Uri;
  /** From 1; absent where the whole file is meant. */
  readonly line?: number;
  /** The side of the changes that has the line. */
  readonly side?: 'old' | 'new';
}

/** What was reviewed of a file in a working tree. */
interface ReviewedFile {
  readonly root: string;
  readonly file: PatchFile;
  /** The hunk at the place. */
  readonly hunk: Hunk | undefined;
}

const confirmation = 3_000;

/** Takes back the hunk at a line: an edit of the file, which *Undo* takes back in turn. @throws CouldNotRate */
export async function revertHunk(verdicts: Verdicts, place: Place): Promise<void> {
  const { root, file, hunk } = await reviewedAt(verdicts, place);
  const { path, change } = file;
  if (!hunk) throw nothing(`No change of ${path} is at this line.`, 'Put the cursor into a change.');
  if (change === 'added' || change === 'deleted') return revert(root, file);
  const document = await openFile(root, path);
  await replace(document, takenBack(file, withoutHunk(document.getText(), hunk)));
  vscode.window.setStatusBarMessage(`Reverted a hunk of ${path}`, confirmation);
}

/** Takes back all that was reviewed of a file. @throws CouldNotRate */
export async function revertFile(verdicts: Verdicts, place: Place): Promise<void> {
  const { root, file } = await reviewedAt(verdicts, place);
  await revert(root, file);
}

async function revert(root: string, file: PatchFile): Promise<void> {
  const { path, oldPath, change, hunks } = file;
  const isShown = !file.binary && !file.unseen && !isSubmodule(file) && change !== 'modeChanged';
  if (!isShown) throw refusal(file, 'The patch does not show its old content.');
  const uri = uriOf(root, path);
  const edit = new vscode.WorkspaceEdit();
  if (change === 'deleted') {
    const text = takenBack(file, deletedText(file));
    if (text.includes('\ufffd')) throw refusal(file, 'It is not in UTF-8.');
    edit.createFile(uri, { contents: Buffer.from(text) });
    await apply(edit, file);
  } else {
    const document = await openFile(root, path);
    const before = hunks.length === 0 ? undefined : withoutPatch(document.getText(), file);
    if (change === 'added' || change === 'copied') {
      // An empty file has no hunk.
      if (change === 'added' && before && takenBack(file, before) !== '') {
        throw refusal(file, 'It has more lines than those of the review.');
      }
      edit.deleteFile(uri);
      await apply(edit, file);
    } else {
      if (before) await replace(document, takenBack(file, before));
      if (change === 'renamed' && oldPath !== undefined) {
        edit.renameFile(uri, uriOf(root, oldPath), { overwrite: false });
        await apply(edit, file);
      }
    }
  }
  vscode.window.setStatusBarMessage(`Reverted ${path}`, confirmation);
}

/** What the changes of a review are at a place, as they are now. @throws CouldNotRate */
async function reviewedAt(verdicts: Verdicts, { uri, line, side = 'new' }: Place): Promise<ReviewedFile> {
  for (const rated of verdicts.all()) {
    const { directory: root } = rated;
    if (root === null || !rated.workingTree) continue;
    const path = relative(root, uri.fsPath).split(sep).join('/');
    if (!isInside(path)) continue;
    // An edit of a moment ago may not have been read yet.
    await rated.refresh?.();
    if (rated.read().version !== rated.ratedVersion) verdicts.renewAt(rated.uri);
    const file = filesOf(rated).find((one) => one.path === path || one.oldPath === path);
    if (file) return { root, file, hunk: line === undefined ? undefined : hunkAt(file, line, side) };
  }
  throw nothing('No reviewed change is here.', 'Review the working tree first.');
}

function filesOf(rated: RatedSubject): readonly PatchFile[] {
  return parsePatch(rated.read().text, 'changes').files;
}

/** The document of a file, which is neither a link nor behind one. @throws CouldNotRate */
async function openFile(root: string, path: string): Promise<vscode.TextDocument> {
  const entry = await (await openRepository(root, false)).entry(path);
  if (entry?.kind !== 'file') throw refusal({ path }, 'There is no such file, or it is a link.');
  return vscode.workspace.openTextDocument(uriOf(root, path));
}

/** Makes a document's text another, and saves it if it was saved before, as VS Code reverts changes. */
async function replace(document: vscode.TextDocument, after: string): Promise<void> {
  const wasSaved = !document.isDirty;
  const { range, text } = editBetween(document.getText().replaceAll('\r\n', '\n'), after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(range), text);
  await apply(edit, { path: document.uri.fsPath });
  if (wasSaved) await document.save();
}

async function apply(edit: vscode.WorkspaceEdit, file: Pick<PatchFile, 'path'>): Promise<void> {
  if (!(await vscode.workspace.applyEdit(edit))) throw refusal(file, 'The editor refused the edit.');
}

function takenBack(file: PatchFile, result: TakenBack): string {
  if ('after' in result) return result.after;
  throw refusal(file, result.refusal);
}

function refusal({ path }: Pick<PatchFile, 'path'>, why: string): CouldNotRate {
  return new CouldNotRate(
    'forbidden',
    `${path} can't be reverted: ${why}`,
    'Review the working tree again, or discard the change in Source Control.',
  );
}

function uriOf(root: string, path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(root), path);
}

function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
