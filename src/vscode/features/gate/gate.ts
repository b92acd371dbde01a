import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Handlers } from '../../commands.js';
import type { Kit } from '../../kit.js';
import { once } from '../../once.js';
import type { Verdicts } from '../../verdicts.js';
import type { Sessions } from './gateCommands.js';
import { onDisk } from './onDisk.js';

/** Context key: what can be done with the reviewed patch of the active review, `apply` or `commit`; empty for neither. */
const gateContext = 'bouncer.gate';

/** Context key: the file in the active editor has changes that were reviewed in its working tree. */
const fileContext = 'bouncer.reviewedFile';

/** What a person does with a reviewed patch; what it takes is loaded when it is first asked for. */
export function activateGate(kit: Kit, sessions: Sessions) {
  const { active, verdicts, own } = kit;
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

  const gate = once(async () => (await import('./gateCommands.js')).createGate(kit, sessions));
  return {
    'bouncer.applyPatch': async (named) => (await gate()).apply(named),
    'bouncer.undoApply': async () => (await gate()).undo(),
    'bouncer.stageAndCommit': async (named) => (await gate()).commit(named),
    'bouncer.revertHunk': async (named, line) => (await gate()).revertHunk(named, line),
    'bouncer.revertFile': async (named, line) => (await gate()).revertFile(named, line),
    'bouncer.fixWithAgent': async (named, fingerprint) => (await gate()).send(named, fingerprint),
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
