import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request's body as OpenAI's chat completions define it, as far as the tests look at it. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | null;
    readonly tool_call_id?: string;
  }[];
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly name: string } };
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly tool_choice?: unknown;
  readonly temperature?: number;
  readonly logprobs?: boolean;
  readonly [field: string]: unknown;
}

/** What the server does with a request: answer, refuse with a status, or break off. */
export type Turn =
  | {
      readonly content: string;
      readonly finish?: string;
      readonly refusal?: string;
      readonly calls?: readonly { readonly name: string; readonly arguments: unknown }[];
      readonly logprobs?: readonly {
        readonly token: string;
        readonly logprob: number;
        readonly top_logprobs: readonly { token: string; logprob: number }[];
      }[];
    }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly error?: unknown;
      readonly body?: string;
    }
  | { readonly fault: 'reset' | 'half' | 'silence' };

export interface ChatServer {
  /** The base URL, ending in `/v1`. */
  readonly url: string;
  readonly requests: readonly Asked[];
  /** The headers of the latest request. */
  readonly headers: IncomingMessage['headers'];
  /** Resolves when a client breaks off its request. */
  readonly aborted: Promise<void>;
  close(): Promise<void>;
}

/** An OpenAI-compatible server on loopback that answers as a script says. */
export async function startChatServer(
  script: (asked: Asked, count: number) => Turn | Promise<Turn>,
  models: readonly string[] = ['test-model'],
  port = 0,
): Promise<ChatServer> {
  const requests: Asked[] = [];
  const state = { headers: {} as IncomingMessage['headers'] };
  let onAborted: () => void;
  const aborted = new Promise<void>((resolve) => {
    onAborted = resolve;
  });
  const server = createServer(async (request, response) => {
    state.headers = request.headers;
    response.on('close', () => {
      if (!response.writableEnded) onAborted();
    });
    if (request.method === 'GET' && request.url?.endsWith('/models')) {
      json(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
      return;
    }
    if (request.method !== 'POST' || !request.url?.split('?')[0]?.endsWith('/chat/completions')) {
      json(response, 404, { error: { message: `There is no ${request.url}.` } });
      return;
    }
    const asked = JSON.parse(String(await bodyOf(request))) as Asked;
    requests.push(asked);
    play(await script(asked, requests.length), asked, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get headers() {
      return state.headers;
    },
    aborted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function json(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

function play(turn: Turn, asked: Asked, response: ServerResponse): void {
  if ('fault' in turn) {
    if (turn.fault === 'reset') response.socket?.resetAndDestroy();
    if (turn.fault === 'half') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id": "chatcmpl-1", "choices": [{"mess');
      setImmediate(() => response.socket?.destroy());
    }
    return;
  }
  if ('status' in turn) {
    const headers = { 'retry-after-ms': '1', ...turn.headers };
    if (turn.body === undefined)
      json(response, turn.status, { error: turn.error ?? { message: 'Scripted.' } }, headers);
    else response.writeHead(turn.status, headers).end(turn.body);
    return;
  }
  json(response, 200, completionOf(turn, asked));
}

/** A completion as the server sends it. */
export function completionOf(turn: Extract<Turn, { content: string }>, asked: Asked): object {
  const words = asked.messages.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: asked.model,
    choices: [
      {
        index: 0,
        finish_reason: turn.finish ?? (turn.calls ? 'tool_calls' : 'stop'),
        message: {
          role: 'assistant',
          content: turn.content,
          refusal: turn.refusal ?? null,
          ...(turn.calls && {
            tool_calls: turn.calls.map((call, i) => ({
              id: `call_${i}`,
              type: 'function',
              function: { name: call.name, arguments: JSON.stringify(call.arguments) },
            })),
          }),
        },
        logprobs: turn.logprobs ? { content: turn.logprobs } : null,
      },
    ],
    usage: {
      prompt_tokens: Math.ceil(words / 4),
      completion_tokens: 50,
      total_tokens: 50 + Math.ceil(words / 4),
    },
  };
}
