import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Handlers } from '../../commands.js';
import { fingerprintOf } from '../../dismissals.js';
import type { Kit } from '../../kit.js';
import { once } from '../../once.js';
import type { Verdicts } from '../../verdicts.js';
import type { activateSessions } from '../sessions/sessions.js';
import type { ReviewNode } from '../sessions/view.js';
import type { Place } from './revert.js';

type Sessions = Pick<ReturnType<typeof activateSessions>, 'load'>;

/** Context key: what can be done with the reviewed patch of the active review, `apply` or `commit`; empty for neither. */
const gateContext = 'bouncer.gate';

/** Context key: the file in the active editor has changes that were reviewed in its working tree. */
const fileContext = 'bouncer.reviewedFile';

/** What a person does with a reviewed patch; what it takes is loaded when it is first asked for. */
export function activateGate(kit: Kit, { load }: Sessions) {
  const { active, verdicts, own } = kit;
  const applier = once(async () => new (await import('./apply.js')).PatchApplier(kit));
  const update = () => {
    const { rated } = active;
    const way = rated?.workingTree ? 'commit' : 'apply';
    void vscode.commands.executeCommand('setContext', gateContext, rated?.door === 'output' ? way : '');
    const file = vscode.window.activeTextEditor?.document.uri;
    const isReviewed = file !== undefined && hasReviewed(verdicts, file);
    void vscode.commands.executeCommand('setContext', fileContext, isReviewed);
  };
  own(verdicts.onDidChange(update));
  own(active.onDidChange(update));

  /** The review that is meant: the one named, or the active one, else the one selected in the view. */
  const reviewAt = async (named: unknown): Promise<vscode.Uri> => {
    if (named instanceof vscode.Uri) return named;
    const isActive = named === undefined && active.rated?.door === 'output';
    return (isActive && active.rated?.uri) || (await load()).sessionAt(named).uri;
  };

  const findingsAt = async (named: unknown, fingerprint: unknown) => {
    const kind = (named as Partial<ReviewNode> | undefined)?.kind;
    if (named instanceof vscode.Uri || named === undefined || kind === 'review') {
      const one = typeof fingerprint === 'string' ? fingerprint : undefined;
      return { uri: await reviewAt(named), fingerprint: one };
    }
    const { session, finding } = (await load()).findingAt(named);
    return { uri: session.uri, fingerprint: fingerprintOf(finding) };
  };

  /** The place that is meant: an address and a line from 0, a file or finding of a review, a thread, or the cursor. */
  const placeAt = async (named: unknown, line: unknown): Promise<Place> => {
    const editor = vscode.window.activeTextEditor;
    const uri = named instanceof vscode.Uri ? named : named === undefined && editor?.document.uri;
    if (uri) {
      const cursor =
        editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : undefined;
      const at = typeof line === 'number' ? line : cursor;
      return { ...onDisk(uri), line: at === undefined ? undefined : at + 1 };
    }
    const node = named as Partial<ReviewNode>;
    if (node.kind === 'file') {
      const { session, file } = node as ReviewNode & { readonly kind: 'file' };
      return { uri: vscode.Uri.joinPath(session.repository.rootUri, file.path) };
    }
    const { session, finding } = (await load()).findingAt(named);
    const { path = '', ...at } = finding.place?.file ?? {};
    return { uri: vscode.Uri.joinPath(session.repository.rootUri, path), ...at };
  };

  return {
    'bouncer.applyPatch': async (named) => (await applier()).apply(active.addressOf(named)),
    'bouncer.undoApply': async () => (await applier()).undo(),
    'bouncer.revertHunk': async (named, line) =>
      (await import('./revert.js')).revertHunk(verdicts, await placeAt(named, line)),
    'bouncer.revertFile': async (named, line) =>
      (await import('./revert.js')).revertFile(verdicts, await placeAt(named, line)),
    'bouncer.fixWithAgent': async (named, one) => {
      const { uri, fingerprint } = await findingsAt(named, one);
      await (await import('./sendFindings.js')).sendFindings(kit, uri, fingerprint);
    },
    'bouncer.stageAndCommit': async (named) =>
      (await import('./commit.js')).stageAndCommit(kit, await reviewAt(named)),
  } satisfies Partial<Handlers>;
}

/** Whether a working tree's review has changes of a file. */
function hasReviewed(verdicts: Verdicts, uri: vscode.Uri): boolean {
  const { fsPath, scheme } = onDisk(uri).uri;
  return verdicts
    .all()
    .some(
      ({ directory, workingTree, verdict }) =>
        scheme === 'file' &&
        workingTree &&
        directory &&
        verdict?.anchors.some(({ name }) => join(directory, name) === fsPath),
    );
}

/** The file on disk of one that an editor shows, and which side of a diff that is: Git's are of the old one. */
function onDisk(uri: vscode.Uri): Pick<Place, 'side'> & { readonly uri: vscode.Uri } {
  return uri.scheme === 'git' ? { uri: vscode.Uri.file(uri.fsPath), side: 'old' } : { uri, side: 'new' };
}
