import type { OpenAI } from 'openai';
import type { Abilities } from './abilities.js';
import type { ChatMessage, ChatReply, ChatRequest, TokenChoice } from './chatModel.js';
import type { Endpoint } from './openaiModel.js';

/** The seed of the paper's own runs. */
const seed = 44;

/** A request as OpenAI's chat completions take it; live and in batches the same. */
export function completionBody(
  request: ChatRequest,
  endpoint: Pick<Endpoint, 'model' | 'reasoningEffort'>,
  abilities: Abilities,
): OpenAI.ChatCompletionCreateParamsNonStreaming {
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

/** Whether a body is a chat completion at all; a login page or a proxy at a wrong address sends something else. */
export function isCompletion(body: unknown): body is OpenAI.ChatCompletion {
  return Array.isArray((body as Partial<OpenAI.ChatCompletion> | null | undefined)?.choices);
}

/** A server's answer as the raters read it. */
export function replyOf(completion: OpenAI.ChatCompletion): ChatReply {
  const choice = completion.choices[0];
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
