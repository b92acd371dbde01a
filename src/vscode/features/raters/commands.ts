import { join } from 'node:path';
import * as vscode from 'vscode';
import { AnswerCache } from '../../../models/answerCache.js';
import { hostOf } from '../../../models/faults.js';
import { modelNames } from '../../../models/openaiModel.js';
import type { Kit } from '../../kit.js';
import { editorModels } from '../../models.js';
import { changeSetting, isLocalOnly, setting } from '../../settings.js';

interface RaterItem extends vscode.QuickPickItem {
  readonly rater: 'local' | 'chat' | 'agentic' | 'panel' | 'editor';
  readonly model?: string;
}

/** Picks the rater for a door, or for both. */
export async function chooseRater(): Promise<void> {
  if (!vscode.workspace.isTrusted || isLocalOnly(vscode.window.activeTextEditor?.document.uri)) {
    const why = vscode.workspace.isTrusted
      ? 'the setting bouncer.localOnly forbids others'
      : 'this workspace is not trusted';
    void vscode.window.showInformationMessage(`Only the local rater works here, because ${why}.`);
    return;
  }
  const item = await vscode.window.showQuickPick(items(), {
    title: 'Who Rates When You Ask',
    placeHolder: 'What Bouncer rates by itself is always rated locally.',
    matchOnDescription: true,
  });
  if (!item) return;
  const doors = await vscode.window.showQuickPick(
    [
      { label: 'Tickets and Patches', doors: ['tickets', 'patches'] as const },
      { label: 'Tickets', doors: ['tickets'] as const },
      { label: 'Patches', doors: ['patches'] as const },
    ],
    { title: `${item.label}: at Which Door` },
  );
  if (!doors || !(await complete(item))) return;
  for (const door of doors.doors) await changeSetting(`${door}.rater`, item.rater);
}

/** Lets a person pick a rater for one purpose, without changing the settings but for what it needs. */
export async function pickRaterKind(title: string): Promise<RaterItem['rater'] | undefined> {
  if (!vscode.workspace.isTrusted || isLocalOnly(undefined)) return 'local';
  const item = await vscode.window.showQuickPick(items(), { title, matchOnDescription: true });
  return item && (await complete(item)) ? item.rater : undefined;
}

export async function setKey({ raters }: Kit): Promise<void> {
  const host = hostOf(setting('chat.baseUrl'));
  const key = await vscode.window.showInputBox({
    title: `API Key for ${host}`,
    prompt: `It is kept in the editor's secret storage and sent to ${host} only. Leave it empty to delete the key.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  await raters.setKey(key.trim());
  void vscode.window.showInformationMessage(
    key.trim() === '' ? `The key for ${host} is deleted.` : `The key for ${host} is kept.`,
  );
}

/** Asks the server for its models, and tells whether the chosen one is among them. @throws CouldNotRate */
export async function testConnection({ raters }: Kit): Promise<void> {
  const host = hostOf(setting('chat.baseUrl'));
  const [wanted = ''] = modelNames(setting('chat.model'));
  const model = await (await raters.models()).onServer(wanted);
  const names = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Asking ${host}`, cancellable: true },
    (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return model.list(controller.signal);
    },
  );
  const count = `${names.length} ${names.length === 1 ? 'model' : 'models'}`;
  const has =
    wanted === ''
      ? 'No model is set yet.'
      : names.includes(wanted)
        ? `It offers "${wanted}".`
        : `It does not offer "${wanted}".`;
  void vscode.window.showInformationMessage(`${host} answers and offers ${count}. ${has}`);
}

export async function clearCache({ storage }: Kit): Promise<void> {
  await new AnswerCache(join(storage, 'answers')).clear();
  void vscode.window.showInformationMessage("Bouncer's cached answers are cleared.");
}

async function items(): Promise<RaterItem[]> {
  const model = setting('chat.model') || 'no model yet';
  const host = hostOf(setting('chat.baseUrl'));
  const offered = await editorModels({}).catch(() => []);
  return [
    { label: 'Local', rater: 'local', description: 'on this machine, free, no network' },
    { label: 'Chat', rater: 'chat', description: `${model} at ${host}` },
    { label: 'Agentic', rater: 'agentic', description: `${model}, with read-only looks into the code base` },
    { label: 'Panel', rater: 'panel', description: `local first, then ${model} while in doubt` },
    ...offered.map(
      ({ id, name, vendor }): RaterItem => ({
        label: name,
        rater: 'editor',
        model: id,
        description: `of the editor (${vendor})`,
      }),
    ),
  ];
}

/** Sets what a rater can't do without. False when the person gives up. */
async function complete({ rater, model }: RaterItem): Promise<boolean> {
  if (rater === 'editor') await changeSetting('editorModel', model ?? '');
  return rater === 'local' || rater === 'editor' || askForModel();
}

async function askForModel(): Promise<boolean> {
  if (setting('chat.model').trim() !== '') return true;
  const name = await vscode.window.showInputBox({
    title: 'Model',
    prompt: `The model's name at ${hostOf(setting('chat.baseUrl'))}; the address is the setting bouncer.chat.baseUrl.`,
    ignoreFocusOut: true,
  });
  if (!name?.trim()) return false;
  await changeSetting('chat.model', name.trim());
  return true;
}
