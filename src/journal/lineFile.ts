import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { parsedLine, summed } from './checksum.js';
import { syncFolder } from './ownFiles.js';
import { SharedWrites } from './sharedWrites.js';

/**
 * Appends lines to a file so that neither a crash nor a loss of power takes one back: an append resolves when its
 * line is on the disk. A line that a crash or a full disk tore is ended before the next, so that it spoils no other.
 */
export class LineFile {
  private readonly writes = new SharedWrites<string>((lines) => this.write(lines.join('')));

  private constructor(
    private readonly file: FileHandle,
    /** The file may end in half a line. */
    private torn: boolean,
  ) {}

  static async open(path: string): Promise<LineFile> {
    const file = await open(path, 'a+', 0o600);
    const { size } = await file.stat();
    const last = Buffer.from('\n');
    if (size > 0) await file.read(last, 0, 1, size - 1);
    else await syncFolder(dirname(path));
    return new LineFile(file, last.toString() !== '\n');
  }

  /** @param value an object of JSON; it becomes one line, with its checksum */
  append(value: unknown): Promise<void> {
    return this.writes.append(`${summed(value)}\n`);
  }

  /** Writes lines as they are, with their ends. */
  async write(lines: string): Promise<void> {
    const text = this.torn ? `\n${lines}` : lines;
    this.torn = true;
    await this.file.appendFile(text);
    await this.file.datasync();
    this.torn = false;
  }

  /** Writes what waits, then closes. */
  async close(): Promise<void> {
    await this.writes.settled();
    await this.file.close();
  }
}

/**
 * The values of a file of JSON lines, one after the other; lines that are none, or not as they were written, are passed
 * over.
 *
 * @param onDamaged is called for each of these
 */
export async function* readLineFile<Value>(path: string, onDamaged?: () => void): AsyncGenerator<Value> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const value = parsedLine(line);
    if (value) yield value as Value;
    else if (line !== '') onDamaged?.();
  }
}
