import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { CouldNotRate, type Door, type Usage } from '../core/rating.js';
import type { ChatModel } from '../models/chatModel.js';
import { hostOf } from '../models/faults.js';
import { addressProblem, type Endpoint, modelNames, OpenAiModel } from '../models/openaiModel.js';
import type { Budget } from '../models/spending.js';
import type { RaterChoice } from '../raters/registry.js';
import { EditorModel } from './editorModel.js';
import { doorPrefixes, isLocalOnly, setting } from './settings.js';
import { soon } from './soon.js';

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

/** Makes raters from the settings, with keys from the secret storage, within what the workspace allows. */
export class Raters implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly models = new Map<string, OpenAiModel>();
  private dollars = 0;
  private calls = 0;
  /** The choice of rater, or what it has cost, is another one now. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly secrets: vscode.SecretStorage) {}

  dispose(): void {
    this.changed.dispose();
  }

  /** What this window's ratings cost so far, in US dollars, and the calls that they took. */
  get session(): { readonly dollars: number; readonly calls: number } {
    return { dollars: this.dollars, calls: this.calls };
  }

  addUsage({ dollars = 0, calls }: Usage): void {
    this.dollars += dollars;
    this.calls += calls;
    this.changed.fire();
  }

  /** The rater for a door by the settings; the local one in Restricted Mode and where a policy allows no other. */
  kindFor(door: Door, uri: vscode.Uri | undefined): RaterChoice['kind'] | 'editor' {
    if (!vscode.workspace.isTrusted || isLocalOnly(uri)) return 'local';
    return setting(`${doorPrefixes[door]}.rater`);
  }

  /** @throws CouldNotRate when what the settings ask for is incomplete */
  choose(door: Door, uri: vscode.Uri): Promise<ChosenRater> {
    return this.make(this.kindFor(door, uri));
  }

  /** A rater of a kind, with the rest from the settings. @throws CouldNotRate when those are incomplete */
  async make(kind: RaterChoice['kind'] | 'editor'): Promise<ChosenRater> {
    if (kind === 'local') return this.local();
    const models = kind === 'editor' ? [await this.editorModel()] : await this.chatModels();
    return {
      ...(await this.common(kind === 'editor' ? 'chat' : kind)),
      models,
      isEditorModel: kind === 'editor',
      // Every sample may be retried and repaired; after that something hangs.
      patience: Math.min(setting('chat.timeout') * 12, 24 * 60 * 60),
    };
  }

  async local(): Promise<ChosenRater> {
    return { ...(await this.common('local')), models: [], isEditorModel: false, patience: localPatience };
  }

  /** The model of that name on the server of the settings. @throws CouldNotRate when there is no key for it */
  async endpointModel(name: string): Promise<OpenAiModel> {
    const endpoint = await this.endpoint(name);
    const identity = JSON.stringify(endpoint);
    // Kept, so that what a server was found to take is remembered.
    const model = this.models.get(identity) ?? new OpenAiModel(endpoint);
    this.models.set(identity, model);
    return model;
  }

  /** How to reach a model on the server of the settings, with its key. @throws CouldNotRate when there is no key */
  async endpoint(model: string): Promise<Endpoint> {
    const baseUrl = setting('chat.baseUrl').trim();
    const problem = addressProblem(baseUrl);
    if (problem) {
      throw new CouldNotRate(
        'unreachable',
        `The setting bouncer.chat.baseUrl ${problem}.`,
        'Correct it in the settings.',
      );
    }
    const apiKey = (await soon(this.secrets.get(keyName(baseUrl)), 'Reading the API key')) ?? '';
    if (apiKey === '' && new URL(baseUrl).hostname === 'api.openai.com') {
      throw new CouldNotRate(
        'no-key',
        `There is no API key for ${hostOf(baseUrl)}.`,
        'Set one: "Bouncer: Set API Key".',
      );
    }
    const azureApiVersion = setting('chat.azureApiVersion').trim();
    return {
      baseUrl,
      model,
      apiKey,
      azureApiVersion: azureApiVersion || undefined,
      timeoutSeconds: setting('chat.timeout'),
      retries: 4,
    };
  }

  /** Keeps a key for the host of the settings; it is never sent to another one. An empty key forgets it. */
  async setKey(key: string): Promise<void> {
    const name = keyName(setting('chat.baseUrl').trim());
    if (key === '') await this.secrets.delete(name);
    else await this.secrets.store(name, key);
    this.changed.fire();
  }

  private async chatModels(): Promise<ChatModel[]> {
    const names = modelNames(setting('chat.model'));
    if (names.length === 0) {
      throw new CouldNotRate(
        'no-model',
        'No model is set.',
        'Name one in the setting bouncer.chat.model, or run "Bouncer: Choose Rater".',
      );
    }
    return Promise.all(names.map((name) => this.endpointModel(name)));
  }

  private async editorModel(): Promise<ChatModel> {
    const id = setting('editorModel');
    const models = await editorModels(id === '' ? {} : { id });
    const [model] = models;
    if (!model) {
      throw new CouldNotRate(
        'no-model',
        id === '' ? 'The editor offers no model.' : `The editor offers no model "${id}".`,
        'Sign in to a provider of models (GitHub Copilot or another extension), or choose another rater.',
      );
    }
    return new EditorModel(model, setting('chat.timeout'));
  }

  private async common(kind: RaterChoice['kind']): Promise<Pick<ChosenRater, 'choice' | 'budget'>> {
    const template = setting('chat.templateFile').trim();
    const perDay = setting('chat.budgetPerDay');
    return {
      choice: {
        kind,
        chat: {
          strategy:
            template === '' || kind === 'local'
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
}

/** The models that the editor offers. @throws CouldNotRate when an extension that has them hangs */
export function editorModels(
  selector: vscode.LanguageModelChatSelector,
): Promise<vscode.LanguageModelChat[]> {
  return soon(vscode.lm.selectChatModels(selector), "Asking for the editor's models");
}

function keyName(baseUrl: string): string {
  return `bouncer.apiKey:${URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl}`;
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
