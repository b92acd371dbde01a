import * as vscode from 'vscode';
import type { Door } from '../core/rating.js';
import { type EditorSettings, settingValue } from '../engine/config/settings.js';
import type { DoorRules, EngineConfig } from '../engine/engine.js';
import type { RaterChoice } from '../raters/registry.js';

const section = 'bouncer';
export const doorPrefixes = { input: 'tickets', output: 'patches' } as const;

/** The value of a setting, or its default where what was entered does not fit. */
export function setting<K extends keyof EditorSettings>(name: K): EditorSettings[K] {
  const value = vscode.workspace.getConfiguration(section).get<unknown>(name);
  // Objects come as proxies, which can't be sent to another thread.
  return settingValue(name, typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value);
}

/** Changes a setting for the user, on this machine. */
export async function changeSetting<K extends keyof EditorSettings>(
  name: K,
  value: EditorSettings[K],
): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
}

/**
 * Whether only the local rater may see a document. Any level can tighten that and none can loosen it: it holds as soon
 * as the machine, the user, the workspace or the folder says so.
 */
export function isLocalOnly(uri: vscode.Uri | undefined): boolean {
  const said = vscode.workspace.getConfiguration(section, uri).inspect<boolean>('localOnly');
  return [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue].includes(true);
}

/** Shows Bouncer's settings. In a remote window those of a machine are on a page of their own, which VS Code opens apart. */
export async function openSettings(query = ''): Promise<void> {
  const command = vscode.env.remoteName ? 'openRemoteSettings' : 'openSettings';
  await vscode.commands.executeCommand(`workbench.action.${command}`, {
    query: `@ext:bouncer.bouncer ${query}`.trim(),
  });
}

/** Hears of changes of Bouncer's settings, and whether one of the named ones is among them. */
export function onDidChangeSettings(
  listener: (changes: (...names: readonly (keyof EditorSettings)[]) => boolean) => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section))
      listener((...names) => names.some((name) => event.affectsConfiguration(`${section}.${name}`)));
  });
}

export function engineSettings(rater: RaterChoice): EngineConfig {
  return {
    rater,
    doors: { input: doorRules('input'), output: doorRules('output') },
    minimumCoverage: setting('minimumCoverage'),
    generatedFiles: setting('generatedFiles'),
  };
}

export function doorRules(door: Door): Required<DoorRules> {
  const prefix = doorPrefixes[door];
  return {
    threshold: setting(`${prefix}.threshold`),
    baseRate: setting(`${prefix}.baseRate`),
    failOpen: setting(`${prefix}.failOpen`),
    // Whatever becomes of a ticket, a person or a check looks at the patch for it.
    next: door === 'output' ? setting('patches.next') : 'person',
    risk: setting('patches.risk'),
  };
}
