import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Handlers } from '../../commands.js';
import { nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { once } from '../../once.js';
import type { Verdicts } from '../../verdicts.js';
import type { Place } from './revert.js';

/** Context key: what can be done with the reviewed patch of the active review, `apply` or `commit`; empty for neither. */
const gateContext = 'bouncer.gate';

/** Context key: the file in the active editor has changes that were reviewed in its working tree. */
const fileContext = 'bouncer.reviewedFile';

/** What a person does with a reviewed patch; what it takes is loaded when it is first asked for. */
export function activateGate(kit: Kit) {
  const { active, verdicts, own } = kit;
  const applier = once(async () => new (await import('./apply.js')).PatchApplier(kit));
  const update = () => {
    const { rated } = active;
    const way = rated?.workingTree ? 'commit' : 'apply';
    void vscode.commands.executeCommand('setContext', gateContext, rated?.door === 'output' ? way : '');
    const file = vscode.window.activeTextEditor?.document.uri;
    const isReviewed = file?.scheme === 'file' && hasReviewed(verdicts, file.fsPath);
    void vscode.commands.executeCommand('setContext', fileContext, isReviewed);
  };
  own(verdicts.onDidChange(update));
  own(active.onDidChange(update));

  return {
    'bouncer.applyPatch': async (named) => (await applier()).apply(active.addressOf(named)),
    'bouncer.undoApply': async () => (await applier()).undo(),
    'bouncer.revertHunk': async (named, line) =>
      (await import('./revert.js')).revertHunk(verdicts, placeOf(named, line)),
    'bouncer.revertFile': async (named, line) =>
      (await import('./revert.js')).revertFile(verdicts, placeOf(named, line)),
    'bouncer.fixWithAgent': async (named, fingerprint) =>
      (await import('./sendFindings.js')).sendFindings(
        kit,
        active.addressOf(named),
        typeof fingerprint === 'string' ? fingerprint : undefined,
      ),
    'bouncer.stageAndCommit': async (named) =>
      (await import('./commit.js')).stageAndCommit(kit, active.addressOf(named)),
  } satisfies Partial<Handlers>;
}

/** Whether a working tree's review has changes of a file. */
function hasReviewed(verdicts: Verdicts, file: string): boolean {
  return verdicts
    .all()
    .some(
      ({ directory, workingTree, verdict }) =>
        workingTree && directory && verdict?.anchors.some(({ name }) => join(directory, name) === file),
    );
}

/**
 * The place that a command is about: an address and a line from 0, something that has them (a comment thread), or the
 * cursor. @throws CouldNotRate
 */
function placeOf(named: unknown, line: unknown): Place {
  const { activeTextEditor: editor } = vscode.window;
  const thread = named as { readonly uri?: unknown; readonly range?: unknown } | undefined;
  if (thread?.uri instanceof vscode.Uri && thread.range instanceof vscode.Range) {
    return { uri: thread.uri, line: thread.range.start.line };
  }
  const uri = named instanceof vscode.Uri ? named : editor?.document.uri;
  if (!uri) throw nothing('No document is open.', 'Open a file that was reviewed.');
  const isActive = editor?.document.uri.toString() === uri.toString();
  return { uri, line: typeof line === 'number' ? line : isActive ? editor.selection.active.line : undefined };
}
