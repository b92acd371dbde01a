import * as vscode from 'vscode';
import { fingerprintOf } from '../../dismissals.js';
import type { Kit } from '../../kit.js';
import type { activateSessions } from '../sessions/sessions.js';
import type { ReviewNode } from '../sessions/view.js';
import { PatchApplier } from './apply.js';
import { stageAndCommit } from './commit.js';
import { onDisk } from './onDisk.js';
import { type Place, revertFile, revertHunk } from './revert.js';
import { sendFindings } from './sendFindings.js';

export type Sessions = Pick<ReturnType<typeof activateSessions>, 'load'>;

/** What each of the gate's commands does, and what it is about: a review, one of its files or findings, a thread. */
export function createGate(kit: Kit, { load }: Sessions) {
  const { active, verdicts } = kit;
  const applier = new PatchApplier(kit);

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
    apply: (named: unknown) => applier.apply(active.addressOf(named)),
    undo: () => applier.undo(),
    commit: async (named: unknown) => stageAndCommit(kit, await reviewAt(named)),
    revertHunk: async (named: unknown, line: unknown) => revertHunk(verdicts, await placeAt(named, line)),
    revertFile: async (named: unknown, line: unknown) => revertFile(verdicts, await placeAt(named, line)),
    send: async (named: unknown, one: unknown) => {
      const { uri, fingerprint } = await findingsAt(named, one);
      await sendFindings(kit, uri, fingerprint);
    },
  };
}
