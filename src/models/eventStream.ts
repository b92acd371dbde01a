import { isRecord, jsonIn } from './serverError.js';

/** The completion that a stream of events adds up to, as some gateways send one unasked; undefined where it is none. */
export function completionOfEvents(text: string): unknown {
  if (!/^(?:data:|event:|id:|:)/.test(text.trimStart())) return undefined;
  const chunks = text.split('\n').flatMap((line) => {
    const chunk = line.startsWith('data:') ? jsonIn(line.slice('data:'.length)) : undefined;
    return isRecord(chunk) ? [chunk] : [];
  });
  const failed = chunks.find(({ error }) => error);
  if (failed) return failed;
  let [content, reasoning] = ['', ''];
  let finish: unknown = null;
  let usage: unknown;
  const calls = new Map<unknown, { id: unknown; name: string; arguments: string }>();
  for (const chunk of chunks) {
    usage = chunk['usage'] ?? usage;
    const choices = chunk['choices'];
    const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
    if (!isRecord(choice)) continue;
    if (choice['error']) return chunk;
    finish = choice['finish_reason'] ?? finish;
    const delta = choice['delta'] ?? choice['message'];
    if (!isRecord(delta)) continue;
    content += textIn(delta['content']);
    reasoning += textIn(delta['reasoning_content'] ?? delta['reasoning']);
    for (const call of Array.isArray(delta['tool_calls']) ? delta['tool_calls'] : []) {
      if (!isRecord(call) || !isRecord(call['function'])) continue;
      const known = calls.get(call['index']) ?? { id: call['id'], name: '', arguments: '' };
      known.name += textIn(call['function']['name']);
      known.arguments += textIn(call['function']['arguments']);
      calls.set(call['index'], known);
    }
  }
  const tools = [...calls.values()].map(({ id, ...call }) => ({ id, type: 'function', function: call }));
  const message = { content, reasoning_content: reasoning, ...(tools.length > 0 && { tool_calls: tools }) };
  return chunks.length === 0 ? undefined : { choices: [{ finish_reason: finish, message }], usage };
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
