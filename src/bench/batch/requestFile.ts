import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAI } from 'openai';

/** What one batch may hold. OpenAI's limits are the default. */
export interface FileLimits {
  readonly requests: number;
  readonly bytes: number;
}

export const openAiLimits: FileLimits = { requests: 50_000, bytes: 200_000_000 };

/**
 * A file of requests as OpenAI's Batch API reads it, one JSON object a line. It holds tickets and patches, so only
 * its owner may read it, and it is removed as soon as the server has it.
 */
export class RequestFile {
  readonly ids = new Set<string>();
  private readonly hash = createHash('sha256');
  private bytes = 0;

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly limits: FileLimits,
    private readonly url: string,
  ) {}

  static async create(directory: string, limits: FileLimits, url: string): Promise<RequestFile> {
    const path = join(directory, 'batch.jsonl');
    return new RequestFile(path, await open(path, 'w', 0o600), limits, url);
  }

  /** False when the file is full; a request that alone is over the limit stands in a file of its own. */
  async add(id: string, body: OpenAI.ChatCompletionCreateParamsNonStreaming): Promise<boolean> {
    const line = Buffer.from(`${JSON.stringify({ custom_id: id, method: 'POST', url: this.url, body })}\n`);
    const { requests, bytes } = this.limits;
    if (this.ids.size > 0 && (this.ids.size >= requests || this.bytes + line.length > bytes)) return false;
    await this.file.appendFile(line);
    this.hash.update(line);
    this.ids.add(id);
    this.bytes += line.length;
    return true;
  }

  /** Closes it. @returns the SHA-256 of its content, in hexadecimal */
  async finish(): Promise<string> {
    await this.file.close();
    return this.hash.digest('hex');
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
