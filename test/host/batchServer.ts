import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Asked, bodyOf, completionOf, json, type Turn } from './chatServer.js';

export type Call = 'upload' | 'create' | 'list' | 'retrieve' | 'content' | 'cancel' | 'delete';

/** What the server says of one request of a batch; the last two are told in the error file, without a response. */
export type Outcome = Exclude<Turn, { fault: string }> | 'expired' | 'nothing';

/** How a call goes wrong. */
export type CallFault =
  /** Refused, with nothing done. */
  | { readonly status: number; readonly error?: unknown }
  /** Done, but the connection breaks before the client hears of it. */
  | 'lost'
  /** The file's content breaks off: within the connection, or at its end as if it were whole. */
  | 'cut'
  | 'short'
  /** The file's content, changed. */
  | ((text: string) => string);

export interface BatchScript {
  readonly answer: (asked: Asked, id: string, batch: number) => Outcome;
  /** Looks at a batch until it has ended; 1 if absent. */
  readonly looks?: number;
  readonly fault?: (call: Call, count: number) => CallFault | undefined;
  /** Fails a whole batch with these errors. */
  readonly refuse?: (batch: number, lines: readonly Line[]) => readonly object[] | undefined;
  /** The state that batches end in; completed or, where a request expired, expired if absent. */
  readonly end?: (batch: number) => 'cancelled' | undefined;
}

interface Line {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: Asked;
}

interface Batch {
  readonly id: string;
  readonly number: number;
  readonly input_file_id: string;
  readonly endpoint: string;
  readonly metadata: Readonly<Record<string, string>>;
  status: string;
  looks: number;
  [field: string]: unknown;
}

export interface BatchServer {
  /** The base URL, ending in `/v1`. */
  readonly url: string;
  readonly files: ReadonlyMap<string, string>;
  readonly batches: readonly Batch[];
  /** How often each request, by its `custom_id`, was answered, which is what is paid for. */
  readonly paid: ReadonlyMap<string, number>;
  /** How often each request was submitted in a batch. */
  readonly submitted: ReadonlyMap<string, number>;
  readonly calls: readonly Call[];
  script: BatchScript;
  close(): Promise<void>;
}

/** A server on loopback that speaks as much of OpenAI's Files and Batches API as Bouncer uses. Time passes with each look. */
export async function startBatchServer(script: BatchScript): Promise<BatchServer> {
  const files = new Map<string, string>();
  const batches: Batch[] = [];
  const paid = new Map<string, number>();
  const submitted = new Map<string, number>();
  const calls: Call[] = [];
  const state = { script };
  const keep = (text: string) => {
    const id = `file-${calls.length}-${files.size}`;
    files.set(id, text);
    return id;
  };

  /** Runs a batch to its end. */
  const end = (batch: Batch) => {
    const lines = linesOf(files.get(batch.input_file_id) ?? '');
    const errors = state.script.refuse?.(batch.number, lines);
    if (errors) {
      Object.assign(batch, { status: 'failed', errors: { object: 'list', data: errors } });
      return;
    }
    const cancelled = batch.status === 'cancelling' || state.script.end?.(batch.number) === 'cancelled';
    const output: object[] = [];
    const failed: object[] = [];
    let expired = false;
    for (const [i, { custom_id, body }] of lines.entries()) {
      const left = (code: string) =>
        failed.push({
          custom_id,
          response: null,
          error: { code, message: 'This request was not executed.' },
        });
      // A cancelled batch has done half of its work.
      if (cancelled && i >= lines.length / 2) {
        left('batch_cancelled');
        continue;
      }
      const outcome = state.script.answer(body, custom_id, batch.number);
      if (outcome === 'nothing') continue;
      if (outcome === 'expired') {
        expired = true;
        left('batch_expired');
      } else if ('status' in outcome) {
        const error = { error: outcome.error ?? { message: 'Scripted.' } };
        failed.push({ custom_id, response: { status_code: outcome.status, body: error }, error: null });
      } else {
        paid.set(custom_id, (paid.get(custom_id) ?? 0) + 1);
        const response = { status_code: 200, body: completionOf(outcome, body) };
        output.push({ custom_id, response, error: null });
      }
    }
    // Results come in any order.
    output.reverse();
    Object.assign(batch, {
      status: cancelled ? 'cancelled' : expired ? 'expired' : 'completed',
      request_counts: { total: lines.length, completed: output.length, failed: failed.length },
      ...(output.length > 0 && { output_file_id: keep(textOf(output)) }),
      ...(failed.length > 0 && { error_file_id: keep(textOf(failed)) }),
    });
  };

  const server = createServer(async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const [, room, id = '', what] = path.match(/\/(files|batches)(?:\/([^/]+))?(?:\/(\w+))?$/) ?? [];
    const call = callOf(request.method, room, id, what);
    if (!call) return json(response, 404, { error: { message: `There is no ${path}.` } });
    calls.push(call);
    const body = await bodyOf(request);
    const fault = state.script.fault?.(call, calls.filter((one) => one === call).length);
    if (typeof fault === 'object') {
      const error = fault.error ?? { message: 'Scripted.' };
      return json(response, fault.status, { error }, { 'retry-after-ms': '1' });
    }
    const answer = (value: object) =>
      fault === 'lost' ? void response.socket?.resetAndDestroy() : json(response, 200, value);
    const batch = batches.find((one) => one.id === id);
    switch (call) {
      case 'upload':
        return answer({ id: keep(await uploadedText(request, body)), object: 'file', purpose: 'batch' });
      case 'delete':
        files.delete(id);
        return answer({ id, deleted: true });
      case 'list':
        return answer({ object: 'list', data: [...batches].reverse(), has_more: false });
      case 'create': {
        const asked = JSON.parse(String(body)) as Pick<Batch, 'input_file_id' | 'endpoint' | 'metadata'>;
        const made = { ...asked, id: `batch_${batches.length + 1}`, object: 'batch', created_at: 1 };
        const created: Batch = { ...made, number: batches.length + 1, status: 'in_progress', looks: 0 };
        batches.push(created);
        for (const { custom_id } of linesOf(files.get(asked.input_file_id) ?? '')) {
          submitted.set(custom_id, (submitted.get(custom_id) ?? 0) + 1);
        }
        return answer(created);
      }
      case 'content': {
        const text = files.get(id);
        if (text === undefined) return json(response, 404, { error: { message: 'No such file.' } });
        return sendContent(text, fault, response);
      }
    }
    if (!batch) return json(response, 404, { error: { message: 'No such batch.' } });
    if (call === 'cancel') batch.status = 'cancelling';
    else if (/progress|cancelling/.test(batch.status) && ++batch.looks > (state.script.looks ?? 1))
      end(batch);
    answer(batch);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    files,
    batches,
    paid,
    submitted,
    calls,
    get script() {
      return state.script;
    },
    set script(changed) {
      state.script = changed;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function callOf(method = '', room?: string, id?: string, what?: string): Call | undefined {
  if (room === 'files') {
    if (method === 'POST' && !id) return 'upload';
    if (method === 'DELETE') return 'delete';
    return what === 'content' ? 'content' : undefined;
  }
  if (room !== 'batches') return undefined;
  if (method === 'GET') return id ? 'retrieve' : 'list';
  return what === 'cancel' ? 'cancel' : 'create';
}

async function uploadedText(request: IncomingMessage, body: Buffer): Promise<string> {
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (form.get('purpose') !== 'batch' || typeof file === 'string' || !file) throw new Error('No batch file.');
  return file.text();
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function textOf(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function sendContent(text: string, fault: CallFault | undefined, response: ServerResponse): void {
  const half = text.slice(0, text.length / 2);
  if (fault === 'lost') response.socket?.resetAndDestroy();
  else if (fault === 'short') response.end(half);
  else if (fault === 'cut') {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(text)) });
    response.write(half, () => setImmediate(() => response.socket?.destroy()));
  } else response.end(typeof fault === 'function' ? fault(text) : text);
}
