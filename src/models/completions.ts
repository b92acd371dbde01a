import type { OpenAI } from 'openai';
import type { Abilities } from './abilities.js';
import type { ChatMessage, ChatRequest } from './chatModel.js';
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
  const lookups = abilities.tools ? request.tools : undefined;
  const tools = lookups?.map((tool) => ({ type: 'function' as const, function: tool }));
  return {
    model: endpoint.model,
    messages: (abilities.system ? request.messages : withoutSystem(request.messages)).map(messageFor),
    ...(abilities.maxTokens !== 'none' && {
      [abilities.maxTokens]: Math.min(request.maxOutputTokens, abilities.mostTokens ?? Infinity),
    }),
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

/** For servers that know people and models only: instructions go before what the person says, and turns alternate. */
function withoutSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const merged: ChatMessage[] = [];
  for (const message of messages) {
    const own = message.role === 'system' ? { ...message, role: 'user' as const } : message;
    const last = merged.at(-1);
    if (own.role !== 'user' || last?.role !== 'user') merged.push(own);
    else merged[merged.length - 1] = { ...last, text: `${last.text}\n\n${own.text}` };
  }
  return merged;
}

function messageFor({ role, text, calls, callId }: ChatMessage): OpenAI.ChatCompletionMessageParam {
  if (role === 'tool') return { role, content: text, tool_call_id: callId ?? '' };
  if (role !== 'assistant' || !calls?.length) return { role, content: text };
  return {
    role,
    content: text || null,
    tool_calls: calls.map(({ id, ...call }) => ({ id, type: 'function', function: call })),
  };
}
