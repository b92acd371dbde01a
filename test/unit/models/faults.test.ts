import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UnratedCause } from '../../../src/core/rating.js';
import type { Endpoint } from '../../../src/models/openaiModel.js';
import { type Asked, type ChatServer, startChatServer, type Turn } from '../../host/chatServer.js';
import { chatOptions, rateTicket } from '../raters/chat/chat.js';

const good: Turn = { content: JSON.stringify({ explanation: 'It is clear.', label: 'WELL_SPECIFIED' }) };

/** Rates the clear example at a server that follows the script; the script's last turn is repeated. */
async function at(
  turns: readonly Turn[],
  endpoint: Partial<Endpoint> = {},
  check?: (server: ChatServer) => void,
) {
  const server = await startChatServer((_, count) => turns[Math.min(count, turns.length) - 1] as Turn);
  try {
    const verdict = await rateTicket(server.url, endpoint);
    check?.(server);
    return { verdict, asked: server.requests };
  } finally {
    await server.close();
  }
}

describe('A chat model in trouble', () => {
  const hopeless: readonly [what: string, turn: Turn, cause: UnratedCause, message: RegExp, next: RegExp][] =
    [
      ['a wrong key', { status: 401 }, 'no-key', /does not accept the API key/, /BOUNCER_API_KEY/],
      ['a forbidden use', { status: 403 }, 'no-key', /does not allow this/, /may use/],
      [
        'an unknown model',
        { status: 404 },
        'no-model',
        /has no model "test-model"/,
        /Correct --model or --base-url/,
      ],
      [
        'a used-up quota',
        { status: 429, error: { message: 'Quota.', code: 'insufficient_quota' } },
        'rate-limited',
        /quota for 127\.0\.0\.1:\d+ is used up/,
        /billing/,
      ],
      [
        'a context that is too long',
        { status: 400, error: { message: "This model's maximum context length is 10 tokens." } },
        'too-large',
        /too large for "test-model"/,
        /--context-tokens/,
      ],
      [
        'a refusal',
        { content: '', refusal: 'I will not.' },
        'refused',
        /declined to answer/,
        /another rater/,
      ],
      ['a content filter', { content: '', finish: 'content_filter' }, 'refused', /declined/, /another rater/],
      [
        'a cut-off answer',
        { content: '{"explanation": "It', finish: 'length' },
        'bad-answer',
        /cut off at 4,000 tokens/,
        /--max-output-tokens/,
      ],
      [
        'a login page',
        { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>\n<title>Log in</title>' },
        'unreachable',
        /^127\.0\.0\.1:\d+ answered, but not as a chat model does \(it sent: <html> <title>Log in<\/title>\)/,
        /Check the base URL/,
      ],
      [
        'a page that calls itself JSON',
        { status: 200, headers: { 'content-type': 'application/json' }, body: '<html>' },
        'unreachable',
        /not as a chat model does .*<html>/,
        /Check the base URL/,
      ],
      [
        'a body without choices',
        { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
        'unreachable',
        /not as a chat model does \(it sent: \{\}\)/,
        /Check the base URL/,
      ],
      [
        'an error with a good status',
        {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"error": {"message": "Provider returned error"}}',
        },
        'server-failed',
        /refused the request \(status 400: Provider returned error\)/,
        /--model/,
      ],
      [
        'a redirect',
        { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
        'unreachable',
        /redirects to another address/,
        /final address/,
      ],
      [
        'a request it can not take',
        { status: 418, error: { message: 'Teapot.' } },
        'server-failed',
        /status 418: .*Teapot/,
        /--model/,
      ],
    ];
  for (const [what, turn, cause, message, next] of hopeless) {
    it(`says so at ${what}, without asking again`, async () => {
      const { verdict, asked } = await at([turn]);
      assert.equal(verdict.unrated?.cause, cause);
      assert.match(verdict.unrated.message, message);
      assert.match(verdict.unrated.nextStep, next);
      assert.equal(verdict.decision, 'unrated');
      assert.equal(verdict.mayProceed, false);
      assert.equal(asked.length, 1);
    });
  }

  const passing: readonly [what: string, turn: Turn, cause: UnratedCause, message: RegExp][] = [
    ['a rate limit', { status: 429, headers: { 'retry-after': '0' } }, 'rate-limited', /rate limit/],
    ['a failing server', { status: 503 }, 'server-failed', /failed with status 503/],
    ['a connection that is reset', { fault: 'reset' }, 'server-failed', /connection to .* broke/],
    ['half an answer', { fault: 'half' }, 'server-failed', /connection to .* broke/],
    [
      'an answer that is half a JSON',
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"choices": [' },
      'server-failed',
      /broke/,
    ],
  ];
  for (const [what, turn, cause, message] of passing) {
    it(`asks again after ${what}, and goes on when it has passed`, async () => {
      const { verdict, asked } = await at([turn, good]);
      assert.equal(verdict.label, 'WELL_SPECIFIED');
      assert.equal(asked.length, 2);
    });
    it(`gives up after ${what} that lasts`, async () => {
      const { verdict, asked } = await at([turn]);
      assert.equal(verdict.unrated?.cause, cause);
      assert.match(verdict.unrated.message, message);
      assert.equal(asked.length, 3);
    });
  }

  it('asks no server before the pause is over that it wants, and says how long that is', async () => {
    for (const [after, words] of [
      ['3600', 'in about 1 hour'],
      ['45', 'in about 45 seconds'],
      ['600', 'in about 10 minutes'],
      ['172800', 'in about 2 days'],
    ] as const) {
      for (const status of [429, 503]) {
        const server = await startChatServer(() => ({
          status,
          headers: { 'retry-after-ms': '', 'retry-after': after },
        }));
        const { options } = chatOptions(server.url, { retries: 4 });
        for (const _ of ['first', 'second']) {
          const verdict = await rateTicket(server.url, {}, options);
          assert.equal(verdict.unrated?.cause, 'rate-limited');
          assert.match(verdict.unrated.message, new RegExp(`asked again ${words}\\.`));
        }
        assert.equal(server.requests.length, 1);
        await server.close();
      }
    }
  });

  it('wakes from a wait that the server asked for when it is cancelled', async () => {
    const server = await startChatServer(() => ({
      status: 429,
      headers: { 'retry-after-ms': '', 'retry-after': '25' },
    }));
    const controller = new AbortController();
    const rating = rateTicket(server.url, {}, { signal: controller.signal });
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    assert.equal((await rating).unrated?.cause, 'cancelled');
    await server.close();
  });

  it('really ends the request on a cancel', async () => {
    const server = await startChatServer(() => ({ fault: 'silence' }));
    const controller = new AbortController();
    const rating = rateTicket(server.url, {}, { signal: controller.signal });
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await server.aborted;
    assert.equal((await rating).unrated?.cause, 'cancelled');
    await server.close();
  });

  it('gives up on a server that never answers', async () => {
    const { verdict } = await at([{ fault: 'silence' }], { timeoutSeconds: 0.05, retries: 1 });
    assert.equal(verdict.unrated?.cause, 'timed-out');
    assert.match(verdict.unrated.message, /did not answer within 0\.05 seconds/);
  });

  it('says when nobody listens at the address, and when there is no such host', async () => {
    const server = await startChatServer(() => good);
    await server.close();
    const refused = await rateTicket(server.url, { retries: 0 });
    assert.match(refused.unrated?.message ?? '', /No server answers at 127\.0\.0\.1:\d+/);
    const unknown = await rateTicket('http://no-such-host.invalid/v1', { retries: 0 });
    assert.match(unknown.unrated?.message ?? '', /was not found|broke/);
    assert.equal(unknown.unrated?.cause, 'unreachable');
  });

  it('does not follow a redirect, so that nothing goes to a host nobody named', async () => {
    const elsewhere = await startChatServer(() => good);
    const server = await startChatServer(() => ({
      status: 307,
      headers: { location: `${elsewhere.url}/chat/completions` },
      body: '',
    }));
    const verdict = await rateTicket(server.url, { retries: 0 });
    assert.equal(verdict.unrated?.cause, 'unreachable');
    assert.equal(elsewhere.requests.length, 0);
    await Promise.all([server.close(), elsewhere.close()]);
  });

  it('says that something which speaks no HTTP is no server', async () => {
    const { createServer: createSocketServer } = await import('node:net');
    const server = createSocketServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const verdict = await rateTicket(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
    assert.equal(verdict.unrated?.cause, 'unreachable');
    assert.match(verdict.unrated.message, /does not speak this protocol/);
    server.close();
  });

  it('reads no answer that never ends, and does not ask for it again', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      const more = () => {
        while (response.write(Buffer.alloc(1 << 20)));
      };
      response.on('drain', more);
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const verdict = await rateTicket(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, {});
    assert.equal(verdict.unrated?.cause, 'unreachable');
    assert.match(verdict.unrated.message, /more than 32 MB/);
    assert.equal(asked, 1);
    server.close();
  });

  it('names an untrusted certificate', async () => {
    const { createServer: createSecure } = await import('node:https');
    const { cert, key } = await selfSigned();
    const server = createSecure({ cert, key }, (_, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const verdict = await rateTicket(`https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, {});
    assert.match(verdict.unrated?.message ?? '', /certificate of .* is not trusted/);
    assert.match(verdict.unrated?.nextStep ?? '', /NODE_EXTRA_CA_CERTS/);
    server.close();
  });

  it('lists the models of a server, and explains why it can not', async () => {
    const server = await startChatServer(() => good, ['one', 'two']);
    assert.deepEqual(await chatOptions(server.url).model.list(), ['one', 'two']);
    await server.close();
    await assert.rejects(chatOptions(server.url).model.list(), /No server answers/);
  });

  it('mends what can be mended: prose around JSON, a fence, a label in other letters', async () => {
    for (const content of [
      'Here you are:\n{"explanation": "Clear.", "label": "well specified"}\nBye.',
      '```json\n{"explanation": "Clear.", "label": "Well_Specified"}\n```',
      '{"explanation": "Clear.", "label": " WELL-SPECIFIED "}',
    ]) {
      const { verdict, asked } = await at([{ content }]);
      assert.equal(verdict.label, 'WELL_SPECIFIED', content);
      assert.equal(verdict.explanation, 'Clear.');
      assert.equal(asked.length, 1);
    }
  });

  it('asks once more after an answer that can not be used, telling what is wrong', async () => {
    for (const content of ['', 'No idea.', '{"label": "SPLENDID"}', '{"explanation": "x"}', '[1, 2']) {
      const { verdict, asked } = await at([{ content }, good]);
      assert.equal(verdict.label, 'WELL_SPECIFIED', content);
      assert.equal(asked.length, 2);
      assert.match(asked[1]?.messages.at(-1)?.content ?? '', /can't be used/);
      const lasting = await at([{ content }]);
      assert.equal(lasting.verdict.unrated?.cause, 'bad-answer', content);
      assert.equal(lasting.asked.length, 2);
    }
  });

  it('finds out what a server takes, and remembers it', async () => {
    const refuses: readonly [RegExp, (asked: Asked) => boolean][] = [
      [/./, ({ logprobs }) => logprobs === true],
      [/./, ({ response_format: form }) => form?.type === 'json_schema'],
      [/./, ({ response_format: form }) => form?.type === 'json_object'],
      [/./, ({ tools }) => tools !== undefined],
      [/./, ({ temperature }) => temperature !== undefined],
      [/./, ({ max_tokens: most }) => most !== undefined],
    ];
    const names = [
      'logprobs',
      'response_format json_schema',
      'response_format json_object',
      'tools',
      'temperature',
      'Use max_completion_tokens instead of max_tokens',
    ];
    const server = await startChatServer((asked) => {
      const refused = refuses.findIndex(([, is]) => is(asked));
      return refused < 0 ? good : { status: 400, error: { message: `Unsupported: ${names[refused]}` } };
    });
    const { model, options } = chatOptions(server.url);
    assert.equal((await rateTicket(server.url, {}, options)).label, 'WELL_SPECIFIED');
    const before = server.requests.length;
    assert.equal((await rateTicket(server.url, {}, options)).label, 'WELL_SPECIFIED');
    assert.equal(server.requests.length, before + 1);
    assert.equal(model.name, 'test-model');
    await server.close();
  });

  it('speaks to reasoning models and to Azure as they want it', async () => {
    const server = await startChatServer(() => good);
    await rateTicket(server.url, { model: 'o4-mini' });
    const [asked] = server.requests;
    assert.equal(asked?.temperature, undefined);
    assert.equal(asked?.['max_tokens'], undefined);
    assert.equal(asked?.['max_completion_tokens'], 4_000);
    assert.equal(asked?.['reasoning_effort'], 'low');
    await server.close();

    const paths: string[] = [];
    const azure = createServer((request, response) => {
      paths.push(`${request.url} ${request.headers['api-key']}`);
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error": {"message": "no"}}');
    });
    await new Promise<void>((resolve) => azure.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(azure.address() as AddressInfo).port}`;
    await rateTicket(baseUrl, { azureApiVersion: '2024-10-21', model: 'my-deployment', apiKey: 'k' });
    assert.deepEqual(paths, ['/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21 k']);
    azure.close();
  });
});

/** A certificate that nobody trusts, made by openssl. */
async function selfSigned(): Promise<{ cert: string; key: string }> {
  const { execFileSync } = await import('node:child_process');
  const out = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=127.0.0.1',
      '-keyout',
      '-',
      '-out',
      '-',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return {
    key: /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/.exec(out)?.[0] ?? '',
    cert: /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(out)?.[0] ?? '',
  };
}
