import { createReadStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import { retryDelay } from '../../models/delays.js';
import { statusOf } from '../../models/faults.js';
import { openClient } from '../../models/openaiClient.js';
import type { Endpoint } from '../../models/openaiModel.js';
import { isRetried } from '../../models/retries.js';
import { explainBatchFault, type Step } from './batchFaults.js';
import { lines } from './lines.js';

/** How patiently a batch is waited for; times in milliseconds. */
export interface Poll {
  /** Between the first two looks; each wait is half as long again as the one before. */
  readonly first: number;
  readonly longest: number;
  /** Looks that may fail one after the other before the wait is given up. */
  readonly patience: number;
}

export const normalPoll: Poll = { first: 10_000, longest: 300_000, patience: 200 };

/** Milliseconds that an upload may take. */
const uploadTime = 3_600_000;

/** How a batch is found again: its metadata. */
export interface BatchMarks {
  readonly run: string;
  readonly chunk: string;
}

/** The Files and Batches API of an OpenAI-compatible server, through the `openai` library. */
export class BatchApi {
  private client: OpenAI | undefined;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly poll: Poll,
  ) {}

  /** The address in a request's line. Azure's has no version. */
  get url(): '/v1/chat/completions' {
    const path = this.endpoint.azureApiVersion ? '/chat/completions' : '/v1/chat/completions';
    return path as '/v1/chat/completions';
  }

  /** @returns the file's id */
  upload(path: string, signal: AbortSignal | undefined): Promise<string> {
    return this.call('upload', signal, async (client, options) => {
      const file = createReadStream(path);
      const { id } = await client.files.create(
        { file, purpose: 'batch' },
        { ...options, timeout: uploadTime },
      );
      return id;
    });
  }

  /**
   * Makes a batch of an uploaded file, once: where an answer got lost, the batch is looked for before it is tried again.
   * @returns the batch's id, or why the server certainly made none
   * @throws CouldNotRate when it may have made one
   */
  create(
    file: string,
    marks: BatchMarks,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly id: string } | { readonly refused: Error }> {
    let tried = false;
    return this.call('create', signal, async (client, options) => {
      const found = tried ? await this.find(file, marks, signal) : undefined;
      tried = true;
      if (found !== undefined) return { id: found };
      try {
        const { id } = await client.batches.create(
          {
            input_file_id: file,
            endpoint: this.url,
            completion_window: '24h',
            metadata: { ...marks },
          },
          options,
        );
        return { id };
      } catch (error) {
        if (statusOf(error) === undefined || isRetried(error) || isNotYetThere(error, 'create')) throw error;
        return { refused: explainBatchFault(error, 'create', this.endpoint) };
      }
    });
  }

  /** The batch that was made of a file, if there is one. */
  find(
    file: string,
    { run, chunk }: BatchMarks,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    return this.call('find', signal, async (client, options) => {
      for await (const { id, metadata, input_file_id } of client.batches.list({ limit: 100 }, options)) {
        if (input_file_id === file || (metadata?.['run'] === run && metadata['chunk'] === chunk)) return id;
      }
      return undefined;
    });
  }

  /** The state of a batch. Failures that may pass are sat out as long as the poll's patience lasts. */
  retrieve(batch: string, signal: AbortSignal | undefined): Promise<OpenAI.Batch> {
    return this.call(
      'retrieve',
      signal,
      (client, options) => client.batches.retrieve(batch, options),
      this.poll.patience,
    );
  }

  /** Removes an uploaded file. One that stays does no harm: the server lets it expire. */
  async remove(file: string): Promise<void> {
    await this.open()
      .files.delete(file)
      .catch(() => undefined);
  }

  /**
   * Hands each line of a file to `take`. False when the file is gone.
   * @throws CouldNotRate when the connection breaks within it, again and again; `start` is called at each new try
   */
  async read(
    file: string,
    start: () => void,
    take: (line: string) => Promise<void>,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    return this.call('fetch', signal, async (client, options) => {
      start();
      const response = await client.files.content(file, options).catch((error: unknown) => {
        if (statusOf(error) === 404) return undefined;
        throw error;
      });
      if (!response?.body) return false;
      for await (const line of lines(response.body)) await take(line.toString('utf8'));
      return true;
    });
  }

  private async call<T>(
    step: Step,
    signal: AbortSignal | undefined,
    act: (client: OpenAI, options: OpenAI.RequestOptions) => Promise<T>,
    retries = this.endpoint.retries,
  ): Promise<T> {
    for (let tried = 0; ; tried++) {
      // The library never takes its listener off a signal, and a poll that lasts a day makes thousands of calls.
      const call = new AbortController();
      const abort = () => call.abort(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        signal?.throwIfAborted();
        return await act(this.open(), { signal: call.signal });
      } catch (error) {
        signal?.throwIfAborted();
        if (tried >= retries || !(isRetried(error) || isNotYetThere(error, step))) {
          throw explainBatchFault(error, step, this.endpoint);
        }
        await delay(this.pause(error, tried), undefined, { signal });
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    }
  }

  private pause(error: unknown, tried: number): number {
    return Math.min(retryDelay(error, tried), this.poll.longest);
  }

  private open(): OpenAI {
    this.client ??= openClient(this.endpoint);
    return this.client;
  }
}

/** A file that was just uploaded is not known everywhere at once. */
function isNotYetThere(error: unknown, step: Step): boolean {
  const status = statusOf(error);
  return (
    step === 'create' && (status === 400 || status === 404) && /find file/i.test((error as Error).message)
  );
}
