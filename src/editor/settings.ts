import * as vscode from 'vscode';
import type { Policy } from '../core/policy.js';
import type { Door } from '../core/rating.js';
import type { Strategy } from '../raters/chat/prompt.js';
import type { Prices } from '../raters/chat/spending.js';
import type { RaterKind } from '../raters/makeRater.js';
import type { Combination } from '../raters/panel/panelRater.js';

/** Every setting of the extension with its type; a test holds this list and package.json together. */
export interface Settings {
  ticketFiles: readonly string[];
  rateAutomatically: boolean;
  codeLens: boolean;
  problems: boolean;
  generatedFiles: readonly string[];
  minimumCoverage: number;
  localOnly: boolean;
  calibration: 'default' | 'off';
  editorModel: string;
  'chat.baseUrl': string;
  'chat.model': string;
  'chat.azureApiVersion': string;
  'chat.strategy': Strategy;
  'chat.templateFile': string;
  'chat.samples': number;
  'chat.contextTokens': number;
  'chat.maxOutputTokens': number;
  'chat.timeout': number;
  'chat.prices': Prices;
  'chat.budgetPerDay': number | null;
  'panel.combination': Combination;
  'panel.margin': number;
  'bench.mirror': string;
  'ledger.enabled': boolean;
  'ledger.keepText': boolean;
  'ledger.mostDecisions': number;
  'tickets.rater': RaterKind | 'editor';
  'patches.rater': RaterKind | 'editor';
  'tickets.threshold': number | null;
  'tickets.baseRate': number | null;
  'tickets.failOpen': boolean;
  'patches.threshold': number | null;
  'patches.baseRate': number | null;
  'patches.failOpen': boolean;
}

const section = 'bouncer';
/** How the settings name the doors. */
export const doorPrefixes = { input: 'tickets', output: 'patches' } as const;

/** The value of a setting; package.json has the defaults. */
export function setting<K extends keyof Settings>(name: K): Settings[K] {
  const value = vscode.workspace.getConfiguration(section).get<Settings[K]>(name) as Settings[K];
  // Objects come as proxies, which can't be sent to another thread.
  return typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
}

/** Changes a setting for the user, on this machine. */
export async function changeSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
}

/**
 * Whether only the local rater may see a document. Anybody can tighten that and nobody loosen it: it holds as soon
 * as the machine, the user, the workspace or the folder says so.
 */
export function isLocalOnly(uri: vscode.Uri | undefined): boolean {
  const said = vscode.workspace.getConfiguration(section, uri).inspect<boolean>('localOnly');
  return [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue].includes(true);
}

/** Tells whether a configuration change touches a setting of ours. */
export function touchesSettings(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(section);
}

/** The user's rules for a door. `threshold` absent means the rater's own. */
export function policySettings(door: Door): Omit<Policy, 'threshold'> & {
  readonly threshold: number | null;
  readonly baseRate: number | null;
} {
  const prefix = doorPrefixes[door];
  return {
    threshold: share(setting(`${prefix}.threshold`)),
    baseRate: share(setting(`${prefix}.baseRate`)),
    failOpen: setting(`${prefix}.failOpen`) === true,
    minimumCoverage: share(setting('minimumCoverage')) ?? 0.5,
  };
}

/** Settings are edited by hand: what is no share between 0 and 1 counts as not set. */
function share(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}
