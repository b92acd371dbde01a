import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { CouldNotRate, type Door, type Usage } from '../core/rating.js';
import { raterKinds } from '../engine/config/generated.js';
import type { ChatModel } from '../models/chatModel.js';
import type { Budget } from '../models/spending.js';
import type { RaterChoice } from '../raters/registry.js';
import { once } from './once.js';
import { doorPrefixes, isLocalOnly, setting } from './settings.js';

/** Which rater rates at a door, and the models that it may ask. */
export interface ChosenRater {
  readonly choice: RaterChoice;
  readonly models: readonly ChatModel[];
  /** The models are the editor's own. */
  readonly isEditorModel: boolean;
  readonly budget: Budget;
  /** Seconds after which a rating is given up. */
  readonly patience: number;
}

/** Seconds that the local rater gets. */
const localPatience = 30;

/** A kind of rater, or the chat rater with a model of the editor. */
export type ChosenKind = RaterChoice['kind'] | 'editor';

export function asksModel(kind: ChosenKind): boolean {
  return kind === 'editor' || raterKinds[kind].needs.some((need) => need === 'model');
}

/** Why no model may be asked about a document, in a clause; undefined where one may. */
export function whyNoModel(uri: vscode.Uri | undefined): string | undefined {
  if (!vscode.workspace.isTrusted) return 'this workspace is not trusted';
  return isLocalOnly(uri) ? 'the setting bouncer.localOnly forbids others' : undefined;
}

/** Makes raters from the settings, within what the workspace allows. */
export class Raters {
  private readonly changed = new vscode.EventEmitter<void>();
  private dollars = 0;
  private calls = 0;
  /** The choice of rater or its cost has changed. */
  readonly onDidChange = this.changed.event;
  /** The models that a rater may ask; loaded when one is asked for. */
  readonly models = once(async () => new (await import('./models.js')).Models(this.secrets));

  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** What this window's ratings cost so far, in US dollars, and the calls that they took. */
  get session(): { readonly dollars: number; readonly calls: number } {
    return { dollars: this.dollars, calls: this.calls };
  }

  addUsage({ dollars = 0, calls }: Usage): void {
    this.dollars += dollars;
    this.calls += calls;
    this.changed.fire();
  }

  /** The rater for a door by the settings; the local one where those name a model and none may be asked. */
  kindFor(door: Door, uri: vscode.Uri | undefined): ChosenKind {
    const kind = setting(`${doorPrefixes[door]}.rater`);
    return asksModel(kind) && whyNoModel(uri) ? 'local' : kind;
  }

  /** What people call who rates at a door: a model by its name. */
  nameFor(door: Door, uri: vscode.Uri | undefined): string {
    const kind = this.kindFor(door, uri);
    if (kind === 'editor') return setting('editorModel') || "the editor's model";
    return (asksModel(kind) && setting('chat.model').trim()) || raterKinds[kind].title;
  }

  /** @throws CouldNotRate when what the settings ask for is incomplete */
  choose(door: Door, uri: vscode.Uri): Promise<ChosenRater> {
    return this.make(this.kindFor(door, uri));
  }

  /** A rater of a kind, with the rest from the settings. @throws CouldNotRate when those are incomplete */
  async make(kind: ChosenKind): Promise<ChosenRater> {
    if (kind !== 'editor' && !asksModel(kind))
      return { ...(await common(kind)), models: [], isEditorModel: false, patience: localPatience };
    const known = await this.models();
    return {
      ...(await common(kind === 'editor' ? 'chat' : kind)),
      models: kind === 'editor' ? [await known.ofEditor()] : await known.chosen(),
      isEditorModel: kind === 'editor',
      // Every sample may be retried and repaired; after that something hangs.
      patience: Math.min(setting('chat.timeout') * 12, 24 * 60 * 60),
    };
  }

  local(): Promise<ChosenRater> {
    return this.make('local');
  }

  /** Keeps a key for the host of an address, by default that of the settings. */
  async setKey(key: string, baseUrl = setting('chat.baseUrl').trim()): Promise<void> {
    await (await this.models()).setKey(key, baseUrl);
    this.changed.fire();
  }
}

async function common(kind: RaterChoice['kind']): Promise<Pick<ChosenRater, 'choice' | 'budget'>> {
  const template = setting('chat.templateFile').trim();
  const perDay = setting('chat.budgetPerDay');
  return {
    choice: {
      kind,
      chat: {
        strategy:
          template === '' || !asksModel(kind)
            ? setting('chat.strategy')
            : { text: await templateText(template) },
        samples: setting('chat.samples'),
        maxOutputTokens: setting('chat.maxOutputTokens'),
        contextTokens: setting('chat.contextTokens'),
        prices: setting('chat.prices'),
      },
      panel: { combination: setting('panel.combination'), margin: setting('panel.margin') },
    },
    budget: typeof perDay === 'number' ? { perDay } : {},
  };
}

async function templateText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CouldNotRate(
      'unreadable',
      `The prompt template ${path} can't be read.`,
      'Correct the setting bouncer.chat.templateFile.',
      { cause: error },
    );
  }
}
