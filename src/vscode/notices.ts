import * as vscode from 'vscode';

/** A notification turns [words](command:…) into a link, and messages quote patches and servers. */
function plain(message: string): string {
  return message.replaceAll('](', '] (');
}

/** Says what was done. Resolves with the button that a person takes, which may be never. */
export function inform(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plain(message), ...buttons);
}

/** Says what is not as it should be; otherwise like {@link inform}. */
export function warn(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plain(message), ...buttons);
}

/** Has a person agree, in a dialog, to what costs something or can't be undone. */
export async function agrees(question: string, detail: string, button: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

/** Says in a dialog why something can't go on. Resolves with the button that a person takes; undefined where they leave it. */
export function dialog(
  message: string,
  detail: string,
  ...buttons: readonly string[]
): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
}
