import * as vscode from 'vscode';
import type { Policy } from '../core/policy.js';
import type { Door } from '../core/rating.js';

/** Every setting of the extension with its type; a test holds this list and package.json together. */
export interface Settings {
  ticketFiles: readonly string[];
  rateAutomatically: boolean;
  codeLens: boolean;
  problems: boolean;
  generatedFiles: readonly string[];
  minimumCoverage: number;
  'tickets.threshold': number | null;
  'tickets.baseRate': number | null;
  'tickets.failOpen': boolean;
  'patches.threshold': number | null;
  'patches.baseRate': number | null;
  'patches.failOpen': boolean;
}

const section = 'bouncer';
const prefixes = { input: 'tickets', output: 'patches' } as const;

/** The value of a setting; package.json has the defaults. */
export function setting<K extends keyof Settings>(name: K): Settings[K] {
  return vscode.workspace.getConfiguration(section).get<Settings[K]>(name) as Settings[K];
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
  const prefix = prefixes[door];
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
