import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A data set as the server has it. */
export interface HostedDataset {
  readonly sha: string;
  readonly files: Readonly<Record<string, { readonly content: Buffer; readonly isLarge?: boolean }>>;
}

/** What a request is answered with instead of the truth. */
export interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The connection breaks after so many bytes of the body. */
  readonly breakAfter?: number;
  /** The body stops after so many bytes, and nothing happens any more. */
  readonly hangAfter?: number;
}

export interface HubServer {
  readonly url: string;
  /** Every request: method, path, and the Range header if it had one. */
  readonly requests: readonly string[];
  /** Asked with each request; undefined tells the truth. */
  fault: (path: string, count: number) => Fault | undefined;
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks the part of the Hugging Face Hub's API that data sets are fetched by: small files
 * are answered at once under git's blob id as entity tag, large ones are redirected to storage, with their SHA-256
 * and size in `X-Linked-…` headers.
 */
export async function startHubServer(datasets: Readonly<Record<string, HostedDataset>>): Promise<HubServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    requests.push([request.method, path, request.headers.range].filter(Boolean).join(' '));
    const fault = hub.fault(path, requests.length);
    if (fault?.status !== undefined || fault?.body !== undefined) {
      response.writeHead(fault.status ?? 200, fault.headers ?? {}).end(fault.body ?? '');
      return;
    }
    answer(datasets, path, request, response, fault ?? {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: HubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fault: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return hub;
}

function answer(
  datasets: Readonly<Record<string, HostedDataset>>,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault,
): void {
  const listed = /^\/api\/datasets\/([^/]+\/[^/]+)\/revision\/(.+)$/.exec(path);
  const listedSet = datasets[listed?.[1] ?? ''];
  if (listedSet && ['main', listedSet.sha].includes(listed?.[2] ?? '')) {
    const siblings = Object.keys(listedSet.files).map((rfilename) => ({ rfilename }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: listed?.[1], sha: listedSet.sha, siblings }));
    return;
  }
  const [, place, name = '', sha, file = ''] =
    /^\/(datasets|storage)\/([^/]+\/[^/]+)\/resolve\/([0-9a-f]{40})\/(.+)$/.exec(path) ?? [];
  const dataset = datasets[name];
  const found = dataset?.sha === sha ? dataset?.files[file] : undefined;
  if (!found) {
    response.writeHead(404, { 'x-error-code': 'RepoNotFound' }).end();
    return;
  }
  const { content } = found;
  if (!found.isLarge) {
    send(content, `"${hash('sha1', `blob ${content.length}\0`, content)}"`, request, response, fault);
  } else if (place === 'storage') {
    send(content, '"the storage\'s own"', request, response, fault);
  } else {
    response.writeHead(302, {
      location: `/storage${path.slice('/datasets'.length)}`,
      'x-linked-etag': `"${hash('sha256', content)}"`,
      'x-linked-size': content.length,
      ...fault.headers,
    });
    response.end('Found. Redirecting.');
  }
}

function send(
  content: Buffer,
  etag: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
  fault: Fault,
): void {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const isRange = start > 0 && headers['if-range'] === etag;
  const body = isRange ? content.subarray(start) : content;
  response.writeHead(isRange ? 206 : 200, {
    etag,
    'accept-ranges': 'bytes',
    'content-length': body.length,
    ...(isRange && { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }),
    ...fault.headers,
  });
  const part = fault.breakAfter ?? fault.hangAfter;
  if (part === undefined) response.end(body);
  else {
    response.write(body.subarray(0, part), () => {
      if (fault.breakAfter !== undefined) setImmediate(() => response.socket?.destroy());
    });
  }
}

function hash(algorithm: string, ...pieces: readonly (string | Buffer)[]): string {
  const sum = createHash(algorithm);
  for (const piece of pieces) sum.update(piece);
  return sum.digest('hex');
}
