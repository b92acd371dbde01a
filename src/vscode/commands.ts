import * as vscode from 'vscode';
import type { CommandId } from '../engine/config/generated.js';
import type { Guard } from './guard.js';

/** A command of the manifest, or one that only Bouncer's own lenses, lists and panels run. */
export type AnyCommandId =
  | CommandId
  | 'bouncer.applyPolicy'
  | 'bouncer.dismissFinding'
  | 'bouncer.openDecision'
  | 'bouncer.openReviewed'
  | 'bouncer.showCheck'
  | 'bouncer.showMoreHistory';

/** What each command does with the arguments it is run with. */
export type Handlers = Readonly<Record<AnyCommandId, (...args: readonly unknown[]) => unknown>>;

/** Registers the features' handlers. A command without a handler does not compile. */
export function registerCommands(handlers: Handlers, guard: Guard): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, run]) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => guard.run(() => run(...args))),
    ),
  );
}

/** Runs one of Bouncer's own commands. */
export function runCommand(id: AnyCommandId, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}
