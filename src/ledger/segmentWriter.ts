import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { SharedWrites } from '../journal/sharedWrites.js';
import { makeDirectory, newSegmentName, syncDirectory, unwritable } from './segment.js';

/** Appends lines to a segment of this process's own. */
export class SegmentWriter {
  private readonly writes = new SharedWrites((lines) => this.write(lines));
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
    return this.writes.append(lines);
  }

  /** Waits for what is under way and ends the segment; the next append begins another. */
  async end(): Promise<void> {
    await this.writes.settled();
    await this.endSegment();
  }

  private async write(lines: string): Promise<void> {
    const bytes = Buffer.from(lines);
    try {
      // Another window may merge or delete the segment before it sees the lines: they go into a new one then.
      let isThere = false;
      while (!isThere) isThere = await this.writeToSegment(bytes);
    } catch (error) {
      // The segment may end in half a line: nothing is written after it.
      await this.endSegment();
      throw unwritable(this.directory, error);
    }
  }

  /** Tells whether the segment is still there afterwards. */
  private async writeToSegment(bytes: Buffer): Promise<boolean> {
    this.segment ??= await this.begin();
    const { file } = this.segment;
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new Error('the disk is full');
    await file.datasync();
    const { nlink, size } = await file.stat();
    if (nlink === 0 || size >= this.mostBytes) await this.endSegment();
    return nlink > 0;
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
