import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../core/verdict.js';
import { makeOwnFolder } from '../../journal/ownFiles.js';
import type { Abilities } from '../../models/abilities.js';
import type { ChatReply } from '../../models/chatModel.js';
import { lines } from './lines.js';

/** One line of `batches.jsonl`. `chunk` names a file of requests, `request` one of them by its `custom_id`. */
export type Entry =
  /** The run's name, which its batches carry, and the secret that its prompts' marks are derived from. */
  | { readonly event: 'run'; readonly run: string; readonly secret: string }
  /** A file of requests is ready; its SHA-256 is in the chunk's name. */
  | {
      readonly event: 'prepared';
      readonly chunk: string;
      readonly requests: readonly string[];
      /** What its requests presume of the server. */
      readonly abilities: Abilities;
    }
  | { readonly event: 'uploaded'; readonly chunk: string; readonly file: string }
  | { readonly event: 'created'; readonly chunk: string; readonly batch: string }
  | { readonly event: 'answered'; readonly request: string; readonly reply: ChatReply }
  /** The server refused a request; after `attempts`, or at once where it would always do so, for good. */
  | {
      readonly event: 'failed';
      readonly request: string;
      readonly chunk: string;
      readonly failure: Failure;
      readonly attempts: number;
      readonly final: boolean;
    }
  | { readonly event: 'abilities'; readonly abilities: Abilities }
  /** All that the chunk's batch brought is written, or it never became a batch: its other requests are open again. */
  | { readonly event: 'ended'; readonly chunk: string; readonly status: string };

/** A file of requests that was prepared and has not ended. */
export interface Chunk {
  readonly name: string;
  readonly requests: readonly string[];
  readonly abilities: Abilities;
  readonly file?: string;
  readonly batch?: string;
}

export type FailedRequest = Pick<
  Extract<Entry, { event: 'failed' }>,
  'failure' | 'attempts' | 'final' | 'chunk'
>;

/** An answer's line begins so; its rest is not parsed before it is needed. */
const answered = /^\{"event":"answered","request":"([^"\\]+)"/;

/**
 * What is known of a batch run, in `batches.jsonl` of its folder: a file that is only appended to and flushed to the
 * disk before anything is done that rests on it. Answers stay on the disk; memory holds where. A last line that a
 * crash cut off is removed. Two processes must not work on one folder at the same time.
 */
export class BatchLog {
  run = '';
  secret = '';
  prepared = 0;
  abilities: Abilities | undefined;
  readonly underWay = new Map<string, Chunk>();
  readonly failed = new Map<string, FailedRequest>();
  private readonly answers = new Map<string, { position: number; length: number }>();
  private readonly sent = new Set<string>();
  private size = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(directory: string): Promise<BatchLog> {
    await makeOwnFolder(directory);
    const path = join(directory, 'batches.jsonl');
    // Only its owner may read it: it holds the secret of the marks and what was said of tickets.
    const file = await open(path, 'a+', 0o600);
    const log = new BatchLog(file);
    for await (const line of lines(createReadStream(path))) {
      if (line.at(-1) === 10) log.take(line);
    }
    if ((await file.stat()).size > log.size) await truncate(path, log.size);
    if (log.run === '') {
      await log.append([{ event: 'run', run: randomUUID(), secret: randomBytes(32).toString('base64url') }]);
    }
    return log;
  }

  /** Writes entries and returns when they are on the disk. */
  async append(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const written = entries.map((entry) => Buffer.from(`${JSON.stringify(entry)}\n`));
    await this.file.appendFile(Buffer.concat(written));
    await this.file.datasync();
    for (const line of written) this.take(line);
  }

  /** The chunks that are a batch at the server. */
  get batches(): (Chunk & { readonly batch: string })[] {
    return [...this.underWay.values()].flatMap((chunk) =>
      chunk.batch === undefined ? [] : [{ ...chunk, batch: chunk.batch }],
    );
  }

  get answeredCount(): number {
    return this.answers.size;
  }

  isAnswered(request: string): boolean {
    return this.answers.has(request);
  }

  isUnderWay(request: string): boolean {
    return this.sent.has(request);
  }

  async reply(request: string): Promise<ChatReply | undefined> {
    const place = this.answers.get(request);
    if (!place) return undefined;
    const bytes = Buffer.alloc(place.length);
    await this.file.read(bytes, 0, place.length, place.position);
    return (JSON.parse(bytes.toString('utf8')) as Extract<Entry, { event: 'answered' }>).reply;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private take(line: Buffer): void {
    const position = this.size;
    this.size += line.length;
    const request = answered.exec(line.toString('latin1', 0, 200))?.[1];
    if (request !== undefined) {
      // The first answer counts: a second one would change a verdict that was told already.
      if (!this.answers.has(request)) this.answers.set(request, { position, length: line.length });
      this.failed.delete(request);
      return;
    }
    const entry = parsed(line);
    if (entry) this.apply(entry);
  }

  private apply(entry: Entry): void {
    switch (entry.event) {
      case 'run':
        this.run = entry.run;
        this.secret = entry.secret;
        return;
      case 'prepared': {
        const { chunk: name, requests, abilities } = entry;
        this.prepared++;
        this.underWay.set(name, { name, requests, abilities });
        for (const request of requests) this.sent.add(request);
        return;
      }
      case 'uploaded':
        this.change(entry.chunk, { file: entry.file });
        return;
      case 'created':
        this.change(entry.chunk, { batch: entry.batch });
        return;
      case 'failed': {
        const { request, ...failed } = entry;
        if (!this.answers.has(request)) this.failed.set(request, failed);
        return;
      }
      case 'abilities':
        this.abilities = entry.abilities;
        return;
      case 'ended': {
        for (const request of this.underWay.get(entry.chunk)?.requests ?? []) this.sent.delete(request);
        this.underWay.delete(entry.chunk);
      }
    }
  }

  private change(name: string, changed: Partial<Chunk>): void {
    const chunk = this.underWay.get(name);
    if (chunk) this.underWay.set(name, { ...chunk, ...changed });
  }
}

/** Undefined for a line that a failing disk spoiled. */
function parsed(line: Buffer): Entry | undefined {
  try {
    return JSON.parse(line.toString('utf8')) as Entry;
  } catch {
    return undefined;
  }
}
