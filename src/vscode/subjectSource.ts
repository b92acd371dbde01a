import type * as vscode from 'vscode';
import type { FileLine } from '../core/place.js';
import type { Door } from '../core/rating.js';
import type { Subject } from '../core/subject.js';
import type { Scope } from '../repository/workingTreeDiff.js';
import { codeBaseOf } from './documents.js';
import type { Snapshots } from './snapshots.js';

/** Where the editor has a ticket or patch from: a document, a repository's changes. */
export interface SubjectSource {
  /** What its verdict is kept by: a document's address, `review:FOLDER:SCOPE`. */
  readonly key: string;
  /** Address of the document that shows it, or a name for what has none. An address shows one subject at a time. */
  readonly uri: vscode.Uri;
  /** The document that it is; absent where a document only shows it. */
  readonly document?: vscode.TextDocument;
  readonly door: Door;
  /** Folder of the code base that it is about, where there is one on disk. */
  readonly directory: string | null;
  /** Top folder of the clone whose changes it is, and which of them; absent for all other patches. */
  readonly workingTree?: { readonly root: string; readonly scope: Scope };
  /** The commit that it is; absent for all other patches. */
  readonly commit?: string;
  /** Folder of the repository that it is about, where its files are not what it applies to. */
  readonly folder?: string;
  /** The file on a side of the patch, where the editor can show it; undefined for one outside of the repository. */
  readonly fileAt?: (line: FileLine) => vscode.Uri | undefined;
  /** Whether an address is that of a file that it changes, on either side. */
  readonly shows?: (uri: vscode.Uri) => boolean;
  /** Shows a line of a file in its own way, such as beside the other side. */
  readonly reveal?: (line: FileLine) => Thenable<unknown>;
  /** Takes it anew from where it is, before a person has it rated again. @throws CouldNotRate */
  readonly refresh?: () => Promise<void>;
  /** What it is now, without the ticket of a patch; `version` changes with the text. */
  read(): Pick<Subject, 'text' | 'unread'> & { readonly version: number };
}

/** The folder whose repository a subject is about. */
export function folderOf({
  directory,
  folder,
  uri,
}: Pick<SubjectSource, 'directory' | 'folder' | 'uri'>): string | null {
  return folder ?? directory ?? codeBaseOf(uri);
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
