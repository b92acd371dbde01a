import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import {
  type Abilities,
  bothAbilities,
  isRefused,
  leastAbilities,
  presumedAbilities,
  withoutRefused,
} from './abilities.js';
import { type ChatModel, type ChatReply, type ChatRequest, notAsked } from './chatModel.js';
import { completionBody } from './completions.js';
import { longestDelay, longPause, retryDelay } from './delays.js';
import { explainFault, hostOf, noCompletion, statusOf } from './faults.js';
import { openClient } from './openaiClient.js';
import { isCompletion, replyOf } from './replies.js';
import { isRetried } from './retries.js';

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
  /** Seconds that a request may take, with all that it is asked again. */
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
    return `is not an address such as http://127.0.0.1:11434/v1: "${text}"`;
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
  /** Until when nobody calls: a rate limit is the server's, so that every call minds what one was told. */
  private heldUntil = 0;
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
   * Asks again where that may help, and within the time that the request has; waiting for the server's leave is not
   * counted.
   *
   * @param signal breaks off what is under way
   * @param resting breaks off the waiting, too, so that nothing more is sent
   */
  private async persist(request: ChatRequest, signal: AbortSignal, resting: AbortSignal): Promise<ChatReply> {
    let fault: Error = notAsked();
    let left = this.endpoint.timeoutSeconds * 1_000;
    /** A refusal that didn't say what it was about, and what the server took until then. */
    let unclear: { readonly fault: Error; readonly abilities: Abilities } | undefined;
    const waited = async (wait: Promise<void>) => {
      await wait.catch(() => undefined);
      signal.throwIfAborted();
      if (resting.aborted) throw fault;
    };
    for (let tried = 0; ; tried++) {
      while (this.heldUntil > performance.now())
        await waited(delay(this.heldUntil - performance.now(), undefined, { signal: resting }));
      if (this.refusal && performance.now() < this.refusal.until) {
        throw explainFault(this.refusal.error, this.endpoint);
      }
      const sent = this.abilities;
      const start = performance.now();
      try {
        const body = completionBody(request, this.endpoint, sent);
        const completion: unknown = await this.open().chat.completions.create(
          // Some gateways stream unless they are told not to.
          { ...body, ...(sent.stream && { stream: false as const }) },
          { signal, timeout: Math.max(1, Math.ceil(left)) },
        );
        if (!isCompletion(completion)) throw noCompletion(completion, this.endpoint);
        return replyOf(completion, request);
      } catch (error) {
        signal.throwIfAborted();
        left -= performance.now() - start;
        fault = explainFault(error, this.endpoint);
        if (resting.aborted) throw fault;
        const less = withoutRefused(sent, error);
        if (less) {
          this.abilities = bothAbilities(this.abilities, less);
          tried--;
          continue;
        }
        if (unclear && isRefused(error)) {
          // It was not about what could be left out.
          this.abilities = unclear.abilities;
          throw unclear.fault;
        }
        const least = leastAbilities(sent, error);
        if (least) {
          unclear = { fault, abilities: sent };
          this.abilities = least;
          tried--;
          continue;
        }
        const pause = longPause(error);
        if (pause !== undefined) this.refusal = { error, until: performance.now() + longestDelay };
        const wait = retryDelay(error, tried);
        const isOver = tried >= this.endpoint.retries || left <= 0;
        if (isOver || pause !== undefined || !isRetried(error)) throw fault;
        if (statusOf(error) === 429) this.heldUntil = Math.max(this.heldUntil, performance.now() + wait);
        else await waited(delay(wait, undefined, { signal: resting }));
      }
    }
  }

  /** Names of the models that the server offers, for *Test Connection*. */
  async list(signal?: AbortSignal): Promise<string[]> {
    try {
      const names: string[] = [];
      for await (const { id } of this.open().models.list({ signal })) names.push(id);
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
