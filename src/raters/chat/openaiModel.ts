import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import { loadOpenAi } from '../../chunks/load.js';
import type { ChatMessage, ChatModel, ChatReply, ChatRequest, TokenChoice } from './chatModel.js';
import { explainFault, hostOf, isRetried, retryDelay, statusOf } from './faults.js';

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

export function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** How a server is made to answer in JSON; each is tried when it refuses the one before. */
const forms = ['schema', 'json', 'tool', 'text'] as const;

/** What a server was found to take; kept as long as the model object lives. */
interface Abilities {
  form: (typeof forms)[number];
  temperature: boolean;
  seed: boolean;
  logprobs: boolean;
  effort: boolean;
  maxTokens: 'max_tokens' | 'max_completion_tokens';
}

/** Models that reason before they answer and take no temperature. */
const reasoning = /^(?:.*\/)?(?:o\d|gpt-5(?!.*chat)|gpt-oss)/;

/** The seed of the paper's own runs. */
const seed = 44;

/** A model on an OpenAI-compatible server, through the `openai` library. */
export class OpenAiModel implements ChatModel {
  readonly name: string;
  readonly host: string;
  private readonly abilities: Abilities;
  private client: OpenAI | undefined;

  constructor(private readonly endpoint: Endpoint) {
    this.name = endpoint.model;
    this.host = hostOf(endpoint.baseUrl);
    const reasons = reasoning.test(endpoint.model);
    this.abilities = {
      form: 'schema',
      temperature: !reasons,
      seed: true,
      logprobs: !reasons,
      effort: reasons,
      maxTokens: reasons ? 'max_completion_tokens' : 'max_tokens',
    };
  }

  async complete(request: ChatRequest, signal: AbortSignal | undefined): Promise<ChatReply> {
    for (let tried = 0; ; tried++) {
      try {
        const completion = await this.open().chat.completions.create(this.body(request), {
          ...(signal && { signal }),
        });
        return replyOf(completion);
      } catch (error) {
        signal?.throwIfAborted();
        if (this.gaveWay(error)) {
          tried--;
          continue;
        }
        if (tried >= this.endpoint.retries || !isRetried(error)) throw explainFault(error, this.endpoint);
        await delay(retryDelay(error, tried), undefined, { ...(signal && { signal }) });
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
    if (this.client) return this.client;
    const { AzureOpenAI, OpenAI } = loadOpenAi();
    const { baseUrl, apiKey, azureApiVersion, model, timeoutSeconds } = this.endpoint;
    const common = {
      apiKey: apiKey || 'none',
      timeout: timeoutSeconds * 1_000,
      // Retries are ours: the library sleeps as long as a server asks for, and can't be woken by a cancel.
      maxRetries: 0,
      // A redirect would send the ticket to a host that the user did not name.
      fetchOptions: { redirect: 'error' } as const,
    };
    this.client = azureApiVersion
      ? new AzureOpenAI({ ...common, endpoint: baseUrl, apiVersion: azureApiVersion, deployment: model })
      : new OpenAI({ ...common, baseURL: baseUrl, organization: null, project: null });
    return this.client;
  }

  private body(request: ChatRequest): OpenAI.ChatCompletionCreateParamsNonStreaming {
    const { abilities, endpoint } = this;
    const { name, schema } = request.answer;
    const form = request.tools && abilities.form === 'tool' ? 'text' : abilities.form;
    const tools = request.tools?.map(
      (tool): OpenAI.ChatCompletionTool => ({
        type: 'function',
        function: {
          name: tool.name,
          description: tool.description,
          parameters: { ...tool.parameters },
        },
      }),
    );
    return {
      model: endpoint.model,
      messages: request.messages.map(messageFor),
      [abilities.maxTokens]: request.maxOutputTokens,
      ...(abilities.temperature && { temperature: request.sample === 0 ? 0 : 1 }),
      ...(abilities.seed && { seed: seed + request.sample }),
      ...(abilities.logprobs && { logprobs: true, top_logprobs: 5 }),
      ...(abilities.effort && { reasoning_effort: endpoint.reasoningEffort ?? 'low' }),
      ...(form === 'schema' && {
        response_format: { type: 'json_schema', json_schema: { name, schema: { ...schema }, strict: true } },
      }),
      ...(form === 'json' && { response_format: { type: 'json_object' } }),
      ...(form === 'tool' && {
        tools: [{ type: 'function', function: { name, parameters: { ...schema } } }],
        tool_choice: { type: 'function', function: { name } },
      }),
      ...(tools && { tools }),
    };
  }

  /** Drops what the server says that it does not take. False when there is nothing left to drop. */
  private gaveWay(error: unknown): boolean {
    const status = statusOf(error);
    if (status !== 400 && status !== 422 && status !== 501) return false;
    const { abilities } = this;
    const complaint = String((error as Error).message);
    const drop = (key: 'temperature' | 'seed' | 'logprobs' | 'effort') => {
      const had = abilities[key];
      abilities[key] = false;
      return had;
    };
    if (/max_completion_tokens/.test(complaint) && abilities.maxTokens === 'max_tokens') {
      abilities.maxTokens = 'max_completion_tokens';
      return true;
    }
    if (/max_tokens/.test(complaint) && abilities.maxTokens === 'max_completion_tokens') {
      abilities.maxTokens = 'max_tokens';
      return true;
    }
    if (/log_?probs/.test(complaint)) return drop('logprobs');
    if (/temperature/.test(complaint)) return drop('temperature');
    if (/reasoning_?effort/.test(complaint)) return drop('effort');
    if (/\bseed\b/.test(complaint)) return drop('seed');
    if (/response_format|json_schema|json_object|structured output|tool|grammar/i.test(complaint)) {
      const next = forms[forms.indexOf(abilities.form) + 1];
      if (!next) return false;
      abilities.form = next;
      return true;
    }
    return false;
  }
}

function messageFor({ role, text, calls, callId }: ChatMessage): OpenAI.ChatCompletionMessageParam {
  if (role === 'tool') return { role, content: text, tool_call_id: callId ?? '' };
  if (role !== 'assistant' || !calls?.length) return { role, content: text };
  return {
    role,
    content: text || null,
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

function replyOf(completion: OpenAI.ChatCompletion): ChatReply {
  const choice = completion.choices?.[0];
  const message = choice?.message;
  const calls = (message?.tool_calls ?? []).flatMap((call) =>
    call.type === 'function'
      ? [{ id: call.id, name: call.function.name, arguments: call.function.arguments }]
      : [],
  );
  const tokens = choice?.logprobs?.content?.map(tokenChoice);
  return {
    text: message?.content || message?.refusal || '',
    calls,
    ...(tokens && tokens.length > 0 && { tokens }),
    inputTokens: completion.usage?.prompt_tokens ?? 0,
    outputTokens: completion.usage?.completion_tokens ?? 0,
    end:
      message?.refusal || choice?.finish_reason === 'content_filter'
        ? 'refused'
        : choice?.finish_reason === 'length'
          ? 'length'
          : 'complete',
  };
}

function tokenChoice({ token, logprob, top_logprobs: top }: OpenAI.ChatCompletionTokenLogprob): TokenChoice {
  const alternatives = (top?.length ? top : [{ token, logprob }]).map((one) => ({
    token: one.token,
    probability: Math.exp(one.logprob),
  }));
  return { token, alternatives };
}
