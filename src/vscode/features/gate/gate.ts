import * as vscode from 'vscode';
import type { Handlers } from '../../commands.js';
import type { Kit } from '../../kit.js';
import { once } from '../../once.js';
import type { ReviewPanel } from '../review/reviewPanel.js';

/** Context key: what can be done with the reviewed patch in the active editor, `apply` or `commit`; empty for neither. */
const gateContext = 'bouncer.gate';

/** What a person does with a reviewed patch; what it takes is loaded when it is first asked for. */
export function activateGate(kit: Kit, panel: ReviewPanel) {
  const { verdicts, own } = kit;
  const applier = once(async () => new (await import('./apply.js')).PatchApplier(kit));
  const update = () => {
    const active = vscode.window.activeTextEditor?.document.uri;
    const rated = active && verdicts.at(active);
    const way = rated?.workingTree ? 'commit' : 'apply';
    void vscode.commands.executeCommand('setContext', gateContext, rated?.door === 'output' ? way : '');
  };
  own(verdicts.onDidChange(update));
  own(verdicts.onDidRemove(update));
  own(vscode.window.onDidChangeActiveTextEditor(update));

  return {
    'bouncer.applyPatch': async (named) => (await applier()).apply(panel.addressOf(named)),
    'bouncer.undoApply': async () => (await applier()).undo(),
    'bouncer.stageAndCommit': async (named) =>
      (await import('./commit.js')).stageAndCommit(kit, panel.addressOf(named)),
  } satisfies Partial<Handlers>;
}
