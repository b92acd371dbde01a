import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import { type Abilities, bothAbilities, presumedAbilities, withoutRefused } from './abilities.js';
import { type ChatModel, type ChatReply, type ChatRequest, notAsked } from './chatModel.js';
import { completionBody, isCompletion, replyOf } from './completions.js';
import {
  explainFault,
  hostOf,
  isRateLimit,
  isRetried,
  longestDelay,
  longPause,
  noCompletion,
  retryDelay,
} from './faults.js';
import { openClient } from './openaiClient.js';
import { Pace } from './pace.js';

/** An OpenAI-compatible endpoint and how to call it. */
export interface Endpoint {
  /** For example `https://api.openai.com/v1`; for Azure the resource's address. */
  readonly baseUrl: string;
  /** The model's name; for Azure the deployment's. */
  readonly model: string;
  /** Empty for servers that want none. */
  readonly apiKey: string;
  /** Makes it an Azure OpenAI endpoint, for example `2024-10-21`. */
  readonly azureApiVersion?: string;
  /** Seconds that one request may take. */
  readonly timeoutSeconds: number;
  /** How often a request that can be retried is, at most. */
  readonly retries: number;
  /** For models that reason. */
  readonly reasoningEffort?: 'minimal' | 'low' | 'medium' | 'high';
}

/** The names in a list separated by commas. */
export function modelNames(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** What is wrong with a server's address, to follow the name of what gives it; undefined where nothing is. */
export function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    return `is no address like http://127.0.0.1:11434/v1: «${text}»`;
  const { username, password } = new URL(text);
  // It would be kept with every run, and shown.
  return username || password ? 'holds a user name or password; give an API key instead' : undefined;
}

/** A model on an OpenAI-compatible server, through the `openai` library. */
export class OpenAiModel implements ChatModel {
  readonly name: string;
  readonly host: string;
  /** What the server was found to take; kept as long as the model object lives. */
  private abilities: Abilities;
  /** A rate limit is the server's, so that every call minds what one was told. */
  private readonly pace = new Pace();
  /** The server asked for a long pause: for a moment no other call asks again, which would be refused as well. */
  private refusal: { readonly error: unknown; readonly until: number } | undefined;
  private client: OpenAI | undefined;

  constructor(private readonly endpoint: Endpoint) {
    this.name = endpoint.model;
    this.host = hostOf(endpoint.baseUrl);
    this.abilities = presumedAbilities(endpoint.model);
  }

  async complete(
    request: ChatRequest,
    signal: AbortSignal | undefined,
    ending?: AbortSignal,
  ): Promise<ChatReply> {
    // The library never takes its listener off a signal, and a run's signals serve very many requests.
    const own = new AbortController();
    const resting = new AbortController();
    const rest = () => resting.abort();
    const abort = () => {
      own.abort(signal?.reason);
      rest();
    };
    signal?.addEventListener('abort', abort);
    ending?.addEventListener('abort', rest);
    try {
      signal?.throwIfAborted();
      if (ending?.aborted) throw notAsked();
      return await this.persist(request, own.signal, resting.signal);
    } finally {
      signal?.removeEventListener('abort', abort);
      ending?.removeEventListener('abort', rest);
    }
  }

  /**
   * Asks again where that may help.
   *
   * @param signal breaks off what is under way
   * @param resting breaks off the waiting, too, so that nothing more is sent
   */
  private async persist(request: ChatRequest, signal: AbortSignal, resting: AbortSignal): Promise<ChatReply> {
    let fault: Error = notAsked();
    const waited = async (wait: Promise<void>) => {
      await wait.catch(() => undefined);
      signal.throwIfAborted();
      if (resting.aborted) throw fault;
    };
    for (let tried = 0; ; tried++) {
      await waited(this.pace.wait(resting));
      if (this.refusal && performance.now() < this.refusal.until) {
        throw explainFault(this.refusal.error, this.endpoint);
      }
      const sent = this.abilities;
      try {
        const body = completionBody(request, this.endpoint, sent);
        const completion = await this.open().chat.completions.create(body, { signal });
        if (!isCompletion(completion)) throw noCompletion(completion, this.endpoint);
        return replyOf(completion);
      } catch (error) {
        signal.throwIfAborted();
        fault = explainFault(error, this.endpoint);
        if (resting.aborted) throw fault;
        const less = withoutRefused(sent, error);
        if (less) {
          this.abilities = bothAbilities(this.abilities, less);
          tried--;
          continue;
        }
        const pause = longPause(error);
        if (pause !== undefined) this.refusal = { error, until: performance.now() + longestDelay };
        if (tried >= this.endpoint.retries || pause !== undefined || !isRetried(error)) throw fault;
        const wait = retryDelay(error, tried);
        if (isRateLimit(error)) this.pace.hold(wait);
        else await waited(delay(wait, undefined, { signal: resting }));
      }
    }
  }

  /** Names of the models that the server offers, for *Test Connection*. */
  async list(signal?: AbortSignal): Promise<string[]> {
    try {
      const names: string[] = [];
      for await (const { id } of this.open().models.list({ ...(signal && { signal }) })) names.push(id);
      return names;
    } catch (error) {
      throw explainFault(error, this.endpoint);
    }
  }

  private open(): OpenAI {
    this.client ??= openClient(this.endpoint);
    return this.client;
  }
}
