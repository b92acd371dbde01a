import * as vscode from 'vscode';

/** What a person may pick: the words, what they stand for, and what explains them. */
export type Choice<Value> = readonly [
  label: string,
  value: Value,
  description?: string | undefined,
  detail?: string,
];

/** Lets a person pick one of a list. Undefined when they don't. */
export async function pick<const Value>(
  title: string,
  choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>,
  options: vscode.QuickPickOptions = {},
): Promise<Value | undefined> {
  const items = Promise.resolve(choices).then((all) =>
    all.map(([label, value, description, detail]) => ({ label, value, description, detail })),
  );
  return (await vscode.window.showQuickPick(items, { title, ...options }))?.value;
}

/** Asks for a file to read. Undefined when the person gives up. */
export async function pickFile(
  title: string,
  filters: Record<string, string[]>,
): Promise<string | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: 'Choose', filters })) ?? [];
  return uri?.fsPath;
}

/** Asks where to write a file of this name. Undefined when the person gives up. */
export function pickTarget(name: string): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({ defaultUri: folder && vscode.Uri.joinPath(folder, name) });
}

/** Asks for a whole number. Undefined when the person gives up. */
export async function askForNumber(
  title: string,
  value: string,
  least: number,
  most: number,
  prompt = '',
): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    value,
    prompt,
    validateInput: (given) =>
      Number.isInteger(Number(given)) && Number(given) >= least && Number(given) <= most
        ? undefined
        : `A whole number from ${least} to ${most.toLocaleString()}`,
  });
  return text === undefined ? undefined : Number(text);
}
