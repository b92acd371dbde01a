import * as vscode from 'vscode';

/** Inside the extension host: prints, of VS Code's own table of how long extensions took to activate, two rows. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension('bouncer.bouncer')?.activate();
  const rows = new Promise<string[]>((resolve) => {
    const look = () => {
      const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
      const found = shown?.getText().match(/^\| (?:bouncer\.bouncer|vscode\.git) .*$/gm) ?? [];
      if (found.length === 2) resolve(found);
    };
    vscode.workspace.onDidOpenTextDocument(look);
    vscode.workspace.onDidChangeTextDocument(look);
  });
  await vscode.commands.executeCommand('perfview.show');
  for (const row of await rows) console.log(row);
}
