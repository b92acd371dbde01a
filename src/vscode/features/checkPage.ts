import * as vscode from 'vscode';
import type { AnyCommandId } from '../handlers.js';

const showCheck: AnyCommandId = 'bouncer.showCheck';

/** What a finding's id leads to: what its check is about. */
export function checkLink(id: string): vscode.Uri {
  return vscode.Uri.parse(`command:${showCheck}?${encodeURIComponent(JSON.stringify([id]))}`);
}

/** Shows the page on the checks as rendered Markdown, at the one with this id. */
export async function openCheck(extensionUri: vscode.Uri, id: unknown): Promise<void> {
  const fragment = typeof id === 'string' && /^[a-z-]+$/.test(id) ? id : '';
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'checks.md').with({ fragment });
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
