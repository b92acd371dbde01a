import * as vscode from 'vscode';
import { agentPrompt, findingsToFix } from '../../../core/agentPrompt.js';
import { counted } from '../../../core/counted.js';
import { fingerprintOf } from '../../dismissals.js';
import { nothing } from '../../guard.js';
import type { Kit } from '../../kit.js';
import { inform } from '../../notices.js';
import { isLocalOnly } from '../../settings.js';

/** VS Code's command that opens its chat; not every version and product has it. */
const openChat = 'workbench.action.chat.open';

/**
 * Hands findings of a review to an agent: into the input of VS Code's chat, where the person reads what is quoted before
 * they send it, or else to the clipboard.
 *
 * @param fingerprint of the one finding that is meant; all of the review if absent
 * @throws CouldNotRate
 */
export async function sendFindings(kit: Kit, uri: vscode.Uri, fingerprint?: string): Promise<void> {
  const rated = kit.verdicts.at(uri);
  const all = rated?.verdict ? findingsToFix(rated.verdict) : [];
  const one = rated?.verdict?.findings.filter((finding) => fingerprintOf(finding) === fingerprint) ?? [];
  const findings = fingerprint === undefined ? all : one;
  if (!rated || findings.length === 0) {
    throw nothing('There is no finding to fix.', 'Review the changes first.');
  }
  const prompt = agentPrompt(findings, await kit.tickets.read(rated));
  if (!isLocalOnly(uri) && (await intoChat(prompt))) return;
  await vscode.env.clipboard.writeText(prompt);
  void inform(`Copied a prompt with ${counted(findings.length, 'finding')}. Paste it to your agent.`);
}

/** Whether the chat took a prompt. */
async function intoChat(query: string): Promise<boolean> {
  const isOff = vscode.workspace.getConfiguration('chat').get<boolean>('disableAIFeatures') === true;
  if (isOff || !(await vscode.commands.getCommands(true)).includes(openChat)) return false;
  try {
    await vscode.commands.executeCommand(openChat, { query, isPartialQuery: true, mode: 'agent' });
    return true;
  } catch {
    return false;
  }
}
