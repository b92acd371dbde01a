import * as vscode from 'vscode';

/** What a newcomer does first; a step of the walkthrough is complete once it succeeded. */
export type FirstStep = 'patch' | 'ticket' | 'model' | 'trust';

/** Completes a step of the walkthrough. */
export function completeStep(step: FirstStep): void {
  void vscode.commands.executeCommand('setContext', `bouncer.did.${step}`, true);
}
