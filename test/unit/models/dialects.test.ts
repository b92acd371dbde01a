import assert from 'node:assert/strict';
import type { UnratedCause } from '../../../src/core/rating.js';
import { type Asked, startChatServer, type Turn } from '../../host/chatServer.js';
import { chatOptions, rateTicket } from '../raters/chat/chat.js';

const answer = { explanation: 'It is clear.', label: 'WELL_SPECIFIED', confidence: 0.9 };
const text = JSON.stringify(answer);

/** A body with status 200, whatever it is. */
function sends(body: unknown, headers: Record<string, string> = {}): Turn {
  const type = { 'content-type': 'application/json' };
  return {
    status: 200,
    headers: { ...type, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

const usage = { prompt_tokens: 700, completion_tokens: 50 };
const choice = (message: object, more: object = {}) =>
  sends({ choices: [{ message: { role: 'assistant', ...message }, finish_reason: 'stop', ...more }], usage });
const refuses = (status: number, body: unknown): Turn => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

async function rated(script: (asked: Asked, count: number) => Turn) {
  const server = await startChatServer(script);
  try {
    const verdict = await rateTicket(server.url, { retries: 1 });
    return { ...verdict, requests: [...server.requests] };
  } finally {
    await server.close();
  }
}

describe('A compatible server’s answer', () => {
  const event = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ delta, finish_reason: finish }] })}\n\n`;
  const called = (call: object) => choice({ content: null, tool_calls: [call] });
  const answers: Readonly<Record<string, Turn>> = {
    'in parts, some of them thoughts': choice({
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: '{"label": "VAGUE"}' }] },
        { type: 'text', text: text.slice(0, 20) },
        { type: 'text', text: text.slice(20) },
      ],
    }),
    'filed under reasoning': choice({ content: null, reasoning_content: text }),
    'with reasoning beside it': choice({ content: text, reasoning: 'I think {"label": "VAGUE"}.' }),
    'in a call with arguments as an object': called({
      id: 'a',
      type: 'function',
      function: { name: 'input_rating', arguments: answer },
    }),
    'in a call without id and type': called({ function: { name: 'input_rating', arguments: text } }),
    'in an older function call': choice({
      content: null,
      function_call: { name: 'input_rating', arguments: text },
    }),
    'as text/plain': sends(
      { choices: [{ message: { content: text } }], usage },
      { 'content-type': 'text/plain' },
    ),
    'behind a byte order mark': sends(
      `\uFEFF${JSON.stringify({ choices: [{ message: { content: text } }] })}`,
    ),
    'as a stream of events': sends(
      `: ping\n\n${event({ role: 'assistant' })}${event({ reasoning_content: 'Hm.' })}${event({ content: text.slice(0, 9) })}${event({ content: text.slice(9) }, 'stop')}data: [DONE]\n\n`,
      { 'content-type': 'text/event-stream' },
    ),
    'as a refusal for not being valid, which has it': refuses(400, {
      error: { message: 'Failed to validate JSON.', code: 'json_validate_failed', failed_generation: text },
    }),
  };
  for (const [where, turn] of Object.entries(answers)) {
    it(`is read ${where}`, async () => {
      const { requests, ...verdict } = await rated(() => turn);
      assert.equal(verdict.label, 'WELL_SPECIFIED', verdict.unrated?.message);
      assert.equal(requests.length, 1);
    });
  }

  it('is none where a model only thought', async () => {
    const verdict = await rated(() => choice({ content: null, reasoning_content: `Perhaps ${text}.` }));
    assert.equal(verdict.unrated?.cause, 'bad-answer');
  });

  it('has a usage in numbers, and one that is counted where the server tells none', async () => {
    const told = await rated(() =>
      sends({
        choices: [{ message: { content: text } }],
        usage: { prompt_tokens: '0900', completion_tokens: '80' },
      }),
    );
    const { inputTokens, outputTokens, isEstimated } = told.usage ?? {};
    assert.deepEqual([inputTokens, outputTokens, isEstimated], [900, 80, undefined]);
    for (const broken of [
      undefined,
      null,
      {},
      { prompt_tokens: null, completion_tokens: -3 },
      { prompt_tokens: 'many' },
    ]) {
      const verdict = await rated(() => sends({ choices: [{ message: { content: text } }], usage: broken }));
      assert.ok((verdict.usage?.inputTokens ?? 0) > 300);
      assert.ok((verdict.usage?.outputTokens ?? 0) > 10);
      assert.equal(verdict.usage?.isEstimated, true);
    }
  });

  it('is not taken where the server read only the end of the prompt', async () => {
    const long = {
      text: `Crash in the parser\n\n${'It fails when the list is empty.\n'.repeat(900)}`,
      source: 't.md',
    };
    const { ticketVerdict } = await import('../verdicts.js');
    for (const [read, cause] of [
      [2_050, 'too-large'],
      [6_900, undefined],
    ] as const) {
      const server = await startChatServer(() =>
        sends({
          choices: [{ message: { content: text } }],
          usage: { prompt_tokens: read, completion_tokens: 9 },
        }),
      );
      const verdict = await ticketVerdict(long, chatOptions(server.url).options);
      assert.equal(verdict.unrated?.cause, cause, verdict.unrated?.message);
      if (cause)
        assert.match(
          `${verdict.unrated?.message} ${verdict.unrated?.nextStep}`,
          /only 2,050 of about 7,\d+ tokens.*--context-tokens/,
        );
      await server.close();
    }
  });
});

describe('What a server refuses', () => {
  const good = choice({ content: text });
  /** A server that refuses requests for which this holds. */
  const dropped: readonly (readonly [what: string, is: (asked: Asked) => boolean, refusal: Turn])[] = [
    [
      'seed (Mistral)',
      (asked) => 'seed' in asked,
      refuses(422, {
        object: 'error',
        message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'] }] },
      }),
    ],
    [
      'seed (Gemini)',
      (asked) => 'seed' in asked,
      refuses(400, [{ error: { code: 400, message: 'Unknown name "seed": Cannot find field.' } }]),
    ],
    [
      'seed (LiteLLM, as a failure)',
      (asked) => 'seed' in asked,
      refuses(500, { error: { message: "x does not support parameters: {'seed': 44}", code: 500 } }),
    ],
    [
      'JSON schemas (vLLM)',
      ({ response_format: form }) => form?.type === 'json_schema',
      refuses(400, { object: 'error', message: "[{'loc': ('body', 'response_format', 'type')}]", code: 400 }),
    ],
    [
      'JSON objects and schemas (LM Studio, in a string)',
      ({ response_format: form }) => form !== undefined,
      refuses(400, { error: "'response_format.type' must be 'json_schema' or 'text'" }),
    ],
    [
      'any form, by other words',
      ({ response_format: form }) => form !== undefined,
      refuses(400, { error: { message: 'r1 does not support Json Output.' } }),
    ],
    ['any form, without a reason', ({ response_format: form }) => form !== undefined, refuses(400, '')],
    [
      'the system role',
      ({ messages }) => messages.some(({ role }) => role === 'system'),
      refuses(400, { error: { message: 'Developer instruction is not enabled for models/small' } }),
    ],
    [
      'the system role (a template)',
      ({ messages }) => messages.some(({ role }) => role === 'system'),
      refuses(500, {
        error: { message: 'Conversation roles must alternate user/assistant/user/assistant/...' },
      }),
    ],
    [
      'logprobs (Groq)',
      ({ logprobs }) => logprobs === true,
      refuses(400, { error: { message: '`logprobs` is not supported with this model' } }),
    ],
    [
      'the temperature',
      ({ temperature }) => temperature !== undefined,
      refuses(400, { error: { message: 'x', param: 'temperature', code: 'unsupported_value' } }),
    ],
    [
      'so many output tokens',
      (asked) => Number(asked['max_tokens']) > 2_048,
      refuses(400, {
        error: { message: 'Invalid max_tokens value, the valid range of max_tokens is [1, 2048]' },
      }),
    ],
    [
      'both names for the limit of output tokens',
      (asked) => 'max_tokens' in asked || 'max_completion_tokens' in asked,
      refuses(422, { detail: [{ loc: ['body', 'max_tokens'], msg: 'Extra inputs are not permitted' }] }),
    ],
    [
      'the word that it shall not stream',
      (asked) => 'stream' in asked,
      refuses(400, { message: 'Unknown field: stream' }),
    ],
  ];
  for (const [what, is, refusal] of dropped) {
    it(`is dropped: ${what}`, async () => {
      const verdict = await rated((asked) => (is(asked) ? refusal : good));
      assert.equal(verdict.label, 'WELL_SPECIFIED', verdict.unrated?.message);
    });
  }

  it('keeps the instructions without a system role', async () => {
    const { requests } = await rated(({ messages }) =>
      messages[0]?.role === 'system' ? refuses(400, { message: 'System role not supported' }) : good,
    );
    assert.deepEqual(
      requests[1]?.messages.map(({ role }) => role),
      ['user'],
    );
    assert.match(requests[1]?.messages[0]?.content ?? '', /You decide whether[\s\S]*--- ticket/);
  });

  it('is asked for once more with less where nothing tells why, and told as it was', async () => {
    const server = await startChatServer(() => refuses(400, { error: { message: 'Bad request.' } }));
    const { options } = chatOptions(server.url);
    for (const asked of [2, 4]) {
      const verdict = await rateTicket(server.url, {}, options);
      assert.match(verdict.unrated?.message ?? '', /status 400: Bad request/);
      assert.equal(server.requests.length, asked);
    }
    assert.ok(server.requests.at(-2)?.response_format);
    await server.close();
  });
});

describe('A compatible server’s error', () => {
  const faults: readonly (readonly [
    what: string,
    turn: Turn,
    cause: UnratedCause,
    says: RegExp,
    requests: number,
  ])[] = [
    [
      'rate limit with a good status',
      sends({
        error: { message: 'Provider returned error', code: 429, metadata: { raw: 'Slow down, please.' } },
      }),
      'rate-limited',
      /Provider returned error; Slow down, please/,
      2,
    ],
    [
      'failure in the choice',
      choice({ content: '{"expl' }, { finish_reason: 'error', error: { code: 502, message: 'It died.' } }),
      'server-failed',
      /It died/,
      2,
    ],
    [
      'failure in a stream',
      sends('data: {"error": {"message": "It broke.", "code": 500}}\n\n', {
        'content-type': 'text/event-stream',
      }),
      'server-failed',
      /It broke/,
      2,
    ],
    [
      'overload (Anthropic)',
      refuses(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
      'server-failed',
      /Overloaded/,
      2,
    ],
    [
      'failure in plain text',
      refuses(502, 'upstream \u001b[31mgone'),
      'server-failed',
      /upstream \[31mgone/,
      2,
    ],
    [
      'failure as a page',
      refuses(503, '<html><h1>Service down</h1></html>'),
      'server-failed',
      /Service down/,
      2,
    ],
    [
      'empty account',
      refuses(402, { error: { message: 'Insufficient Balance' } }),
      'rate-limited',
      /quota.*Insufficient Balance/,
      1,
    ],
    [
      'content filter (Azure)',
      refuses(400, {
        error: {
          code: 'content_filter',
          message: 'The response was filtered.',
          innererror: { code: 'ResponsibleAIPolicyViolation' },
        },
      }),
      'refused',
      /content filter/,
      1,
    ],
    [
      'moderation (OpenRouter)',
      refuses(403, {
        error: { code: 403, message: 'Input was flagged', metadata: { reasons: ['violence'] } },
      }),
      'refused',
      /flagged/,
      1,
    ],
    [
      'filter of the answer (Gemini)',
      choice({ content: null }, { finish_reason: 'SAFETY' }),
      'refused',
      /declined/,
      1,
    ],
    [
      'filter of the prompt (Gemini)',
      sends({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }),
      'refused',
      /declined/,
      1,
    ],
    [
      'refusal (Anthropic)',
      choice({ content: 'No.' }, { finish_reason: 'stop', stop_reason: 'refusal' }),
      'refused',
      /declined/,
      1,
    ],
    [
      'context (llama.cpp)',
      refuses(400, {
        error: {
          code: 400,
          type: 'exceed_context_size_error',
          message: 'the request exceeds the available context size (4096 tokens)',
        },
      }),
      'too-large',
      /4096/,
      1,
    ],
    [
      'context (LM Studio)',
      sends({
        error:
          'Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
      }),
      'too-large',
      /4096/,
      1,
    ],
    [
      'context (vLLM)',
      refuses(400, {
        object: 'error',
        message: 'The decoder prompt (length 9000) is longer than the maximum model length of 4096.',
        code: 400,
      }),
      'too-large',
      /9000/,
      1,
    ],
    [
      'context (TGI)',
      refuses(422, {
        error: 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096.',
        error_type: 'validation',
      }),
      'too-large',
      /4096/,
      1,
    ],
    [
      'context (Anthropic)',
      refuses(400, {
        type: 'error',
        error: { message: 'prompt is too long: 210000 tokens > 200000 maximum' },
      }),
      'too-large',
      /210000/,
      1,
    ],
    [
      'context (Gemini)',
      refuses(400, [
        {
          error: {
            message: 'The input token count (9000) exceeds the maximum number of tokens allowed (4096).',
          },
        },
      ]),
      'too-large',
      /9000/,
      1,
    ],
    [
      'unknown model',
      refuses(404, { error: { message: 'model "x" not found, try pulling it first' } }),
      'no-model',
      /try pulling/,
      1,
    ],
  ];
  for (const [what, turn, cause, says, requests] of faults) {
    it(`is understood and told in its words: ${what}`, async () => {
      const { requests: asked, ...verdict } = await rated(() => turn);
      assert.equal(verdict.unrated?.cause, cause, verdict.unrated?.message);
      assert.match(verdict.unrated.message, says);
      assert.equal(asked.length, requests);
    });
  }

  it('names /v1 where it is missing in the address', async () => {
    const server = await startChatServer(() => choice({ content: text }));
    for (const reply of [
      '404 page not found',
      { error: 'Unexpected endpoint or method. (POST /chat/completions)' },
    ]) {
      const wrong = await startChatServer(() =>
        typeof reply === 'string' ? refuses(404, reply) : sends(reply),
      );
      const verdict = await rateTicket(wrong.url.replace('/v1', ''));
      assert.equal(verdict.unrated?.cause, 'unreachable');
      assert.match(verdict.unrated.nextStep, /--base-url.*\/v1\.$/);
      await wrong.close();
    }
    await server.close();
  });

  it('has one budget of time, however often it is asked again', async () => {
    const server = await startChatServer(() => ({ fault: 'silence' }));
    const verdict = await rateTicket(server.url, { timeoutSeconds: 0.2, retries: 4 });
    assert.equal(verdict.unrated?.cause, 'timed-out');
    assert.match(verdict.unrated.nextStep, /--timeout/);
    assert.equal(server.requests.length, 1);
    await server.close();
  });
});
