import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory, newSegmentName, syncDirectory, unwritable } from './segment.js';

interface Waiting {
  readonly lines: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Appends lines to a segment of this process's own. Lines that wait while the disk is busy go out together, in one
 * write and one flush.
 */
export class SegmentWriter {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | undefined;
  private segment: { readonly name: string; readonly file: FileHandle } | undefined;
  /** Segments that this writer has ended. */
  readonly ended = new Set<string>();

  constructor(
    private readonly directory: string,
    /** Bytes from which on a segment is ended and a new one begun. */
    private readonly mostBytes: number,
  ) {}

  /** Resolves when the lines would outlast a power loss. @throws Error when they can't be written. */
  append(lines: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ lines, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  /** Waits for what is under way and ends the segment; the next append begins another. */
  async end(): Promise<void> {
    await this.flushing;
    await this.endSegment();
  }

  private async flush(): Promise<void> {
    // What is appended in the same turn joins the first write.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.write(Buffer.from(batch.map(({ lines }) => lines).join('')));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // The segment may end in half a line: nothing is written after it.
        await this.endSegment();
        for (const { reject } of batch) reject(unwritable(this.directory, error));
      }
    }
    this.flushing = undefined;
  }

  private async write(bytes: Buffer): Promise<void> {
    for (;;) {
      this.segment ??= await this.begin();
      const { file } = this.segment;
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw new Error('the disk is full');
      await file.datasync();
      const { nlink, size } = await file.stat();
      if (nlink === 0 || size >= this.mostBytes) await this.endSegment();
      // Another window merged or deleted this segment before it could have seen the bytes: they go into a new one.
      if (nlink > 0) return;
    }
  }

  private async begin(): Promise<{ name: string; file: FileHandle }> {
    await makeDirectory(this.directory);
    const name = newSegmentName(process.pid);
    const file = await open(join(this.directory, name), 'ax', 0o600);
    await syncDirectory(this.directory);
    return { name, file };
  }

  private async endSegment(): Promise<void> {
    const { segment } = this;
    this.segment = undefined;
    if (!segment) return;
    this.ended.add(segment.name);
    await segment.file.close().catch(() => undefined);
  }
}
