import type { ChatReply, ChatRequest, TokenChoice, ToolCall } from './chatModel.js';
import { isRecord, jsonIn } from './serverError.js';
import { countTokens, messageTokens } from './tokens.js';

type Fields = Readonly<Record<string, unknown>>;

/** Whether a body is a chat completion at all; a login page or a proxy at a wrong address sends something else. */
export function isCompletion(body: unknown): body is Fields {
  if (!isRecord(body)) return false;
  const choices = body['choices'];
  return (Array.isArray(choices) && choices.length > 0) || blockedBy(body) !== undefined;
}

/**
 * A server's answer as the raters read it: the text of its parts, without what the model only thought.
 *
 * @param request what it answers; its tokens are counted here where the server tells no usage
 */
export function replyOf(completion: Fields, request?: ChatRequest): ChatReply {
  const choices = completion['choices'];
  const choice = fieldsOf(Array.isArray(choices) ? choices[0] : undefined);
  const message = fieldsOf(choice['message']);
  const refusal = textIn(message['refusal']) || blockedBy(completion) || '';
  const calls = callsIn(message);
  const text = textIn(message['content']) || textIn(choice['text']) || refusal;
  const { content } = fieldsOf(choice['logprobs']);
  const tokens = Array.isArray(content) ? content.flatMap(tokenChoice) : [];
  const answer = text === '' && calls.length === 0 ? misfiled(message) : text;
  const end = refusal ? 'refused' : endOf(choice);
  return {
    text: answer,
    calls,
    tokens: tokens.length > 0 ? tokens : undefined,
    ...usageOf(completion, answer, calls, request),
    end,
  };
}

/** The text of a content: itself, or that of its parts that are meant for the reader. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(textIn).join('');
  const { type, text } = fieldsOf(content);
  return typeof text === 'string' && (type === undefined || type === 'text' || type === 'output_text')
    ? text
    : '';
}

/** An answer that a server's parser took for reasoning: nothing but an object. Reasoning with words in it is none. */
function misfiled(message: Fields): string {
  const thought = textIn(message['reasoning_content']) || textIn(message['reasoning']);
  return isRecord(jsonIn(thought)) ? thought : '';
}

function callsIn({ tool_calls: calls, function_call: older }: Fields): ToolCall[] {
  const all = Array.isArray(calls) ? calls : isRecord(older) ? [{ function: older }] : [];
  return all.flatMap((call, i): ToolCall[] => {
    const { id, function: called } = fieldsOf(call);
    const { name, arguments: given } = fieldsOf(called);
    if (typeof name !== 'string') return [];
    const json = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    return [{ id: typeof id === 'string' && id !== '' ? id : `call_${i}`, name, arguments: json }];
  });
}

const filters = /content_?filter|safety|refus|block|prohibited|sensitive|recitation|spii|guardrail/i;

/** How an answer ended, by whichever of its fields says so. */
function endOf(choice: Fields): ChatReply['end'] {
  const reasons = ['finish_reason', 'stop_reason', 'native_finish_reason'].map((field) =>
    String(choice[field] ?? ''),
  );
  if (reasons.some((reason) => filters.test(reason))) return 'refused';
  return reasons.some((reason) => /^(?:length|max_?(?:output_?)?tokens|model_length)$/i.test(reason))
    ? 'length'
    : 'complete';
}

/** Why Gemini answers nothing at all; undefined where it doesn't say so. */
function blockedBy(body: Fields): string | undefined {
  const feedback = fieldsOf(body['promptFeedback'] ?? body['prompt_feedback']);
  const reason = feedback['blockReason'] ?? feedback['block_reason'];
  return typeof reason === 'string' ? `The prompt was blocked (${reason}).` : undefined;
}

/** The tokens that a server tells, and where it tells none those that are counted here. */
function usageOf(
  completion: Fields,
  text: string,
  calls: readonly ToolCall[],
  request: ChatRequest | undefined,
): Pick<ChatReply, 'inputTokens' | 'outputTokens' | 'isEstimated'> {
  const usage = fieldsOf(completion['usage']);
  const input = tokensIn(usage['prompt_tokens'] ?? usage['input_tokens']);
  const output = tokensIn(usage['completion_tokens'] ?? usage['output_tokens']);
  const written = text + calls.map((call) => call.arguments).join('');
  const isEstimated = request !== undefined && (!input || (!output && written !== ''));
  return {
    inputTokens: input || (request ? messageTokens(request) : 0),
    outputTokens: output || (request ? countTokens(written) : 0),
    isEstimated: isEstimated || undefined,
  };
}

function tokensIn(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? Math.ceil(number) : 0;
}

function tokenChoice(position: unknown): TokenChoice[] {
  const chosen = weighed(position);
  if (!chosen) return [];
  const { top_logprobs: top } = fieldsOf(position);
  const others = Array.isArray(top) ? top.flatMap((one) => weighed(one) ?? []) : [];
  return [{ token: chosen.token, alternatives: others.length > 0 ? others : [chosen] }];
}

function weighed(value: unknown): { token: string; probability: number } | undefined {
  const { token, logprob } = fieldsOf(value);
  return typeof token === 'string' && typeof logprob === 'number'
    ? { token, probability: Math.exp(logprob) }
    : undefined;
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}
