import * as vscode from 'vscode';
import { CouldNotRate } from '../core/rating.js';
import type { ChatModel } from '../models/chatModel.js';
import { hostOf } from '../models/faults.js';
import { addressProblem, type Endpoint, modelNames, OpenAiModel } from '../models/openaiModel.js';
import { EditorModel } from './editorModel.js';
import { setting } from './settings.js';
import { soon } from './soon.js';

/** The chat models that the settings name, with keys from the secret storage. */
export class Models {
  private readonly known = new Map<string, OpenAiModel>();

  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** @throws CouldNotRate when the settings are incomplete */
  async chosen(): Promise<ChatModel[]> {
    const names = modelNames(setting('chat.model'));
    if (names.length === 0) {
      throw new CouldNotRate('no-model', 'No model is set.', 'Run "Bouncer: Connect a Model…".');
    }
    return Promise.all(names.map((name) => this.onServer(name)));
  }

  /** The editor's own model, by default that of the settings. @throws CouldNotRate when it offers none of that name */
  async ofEditor(id = setting('editorModel')): Promise<ChatModel> {
    const [model] = await editorModels(id === '' ? {} : { id });
    if (!model) {
      throw new CouldNotRate(
        'no-model',
        id === '' ? 'The editor offers no model.' : `The editor offers no model "${id}".`,
        'Sign in to a provider of models (GitHub Copilot or another extension), or choose another rater.',
      );
    }
    return new EditorModel(model, setting('chat.timeout'));
  }

  /** The model of that name on the server of the settings. @throws CouldNotRate when there is no key for it */
  async onServer(name: string): Promise<OpenAiModel> {
    const endpoint = await this.endpoint(name);
    const identity = JSON.stringify(endpoint);
    // Kept, so that what a server was found to take is remembered.
    const model = this.known.get(identity) ?? new OpenAiModel(endpoint);
    this.known.set(identity, model);
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
    const apiKey = await this.keyFor(baseUrl);
    if (apiKey === '' && new URL(baseUrl).hostname === 'api.openai.com') {
      throw new CouldNotRate(
        'no-key',
        `There is no API key for ${hostOf(baseUrl)}.`,
        'Enter one: "Bouncer: Connect a Model…".',
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

  /** The key that is kept for the host of an address; empty for none. */
  async keyFor(baseUrl: string): Promise<string> {
    return (await soon(this.secrets.get(keyName(baseUrl)), 'Reading the API key')) ?? '';
  }

  /** Keeps a key for the host of an address; it is never sent to another one. An empty key forgets it. */
  async setKey(key: string, baseUrl: string): Promise<void> {
    const name = keyName(baseUrl);
    if (key === '') await this.secrets.delete(name);
    else await this.secrets.store(name, key);
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
