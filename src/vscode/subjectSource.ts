import type * as vscode from 'vscode';
import type { Door } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import type { Scope } from '../repository/workingTreeDiff.js';
import { codeBaseOf } from './documents.js';
import type { Snapshots } from './snapshots.js';

/** Where the editor has a ticket or patch from: a document, a working tree. */
export interface SubjectSource {
  /** What its verdict is kept by: a document's address, `working-tree:FOLDER:SCOPE`. */
  readonly key: string;
  /** Address of the document that shows it, also while none is open. An address shows one subject at a time. */
  readonly uri: vscode.Uri;
  /** The document that it is; absent where a document only shows it. */
  readonly document?: vscode.TextDocument;
  readonly door: Door;
  /** Folder of the code base that it is about, where there is one on disk. */
  readonly directory: string | null;
  /** Folder with the patch's result, where its findings can be corrected. */
  readonly resultIn?: string;
  /** Top folder of the clone whose changes it is, and which of them; absent for all other patches. */
  readonly workingTree?: { readonly root: string; readonly scope: Scope };
  /** What it is now, without the ticket of a patch; `version` changes with the text. */
  read(): Pick<Subject, 'text' | 'unread'> & { readonly version: number };
}

/** The folder whose repository a subject is about, also where its files are not what the subject applies to. */
export function folderOf({ directory, uri }: Pick<SubjectSource, 'directory' | 'uri'>): string | null {
  return directory ?? codeBaseOf(uri);
}

/** A document as the ticket or patch that it holds. */
export function documentSource(
  document: vscode.TextDocument,
  door: Door,
  snapshots: Pick<Snapshots, 'inputOf'>,
): SubjectSource {
  const { uri } = document;
  return {
    key: uri.toString(),
    uri,
    document,
    door,
    directory: codeBaseOf(uri),
    read: () => ({ ...snapshots.inputOf(document), version: document.version }),
  };
}
