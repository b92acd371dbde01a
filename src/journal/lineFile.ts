import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * Appends lines to a file so that neither a crash nor a loss of power takes one back: an append resolves when its
 * line is on the disk. Lines that wait for each other share one write and one sync. A line that a crash tore is
 * ended when the file is opened again, so that it spoils no other.
 */
export class LineFile {
  private waiting: { readonly line: string; resolve(): void; reject(error: unknown): void }[] = [];
  private writing: Promise<void> | undefined;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<LineFile> {
    const file = await open(path, 'a+', 0o600);
    const { size } = await file.stat();
    if (size > 0) {
      const last = Buffer.alloc(1);
      await file.read(last, 0, 1, size - 1);
      if (last.toString() !== '\n') await file.write('\n');
    }
    return new LineFile(file);
  }

  /** @param value anything that JSON can hold; it becomes one line */
  append(value: unknown): Promise<void> {
    const line = `${JSON.stringify(value)}\n`;
    return new Promise((resolve, reject) => {
      this.waiting.push({ line, resolve, reject });
      this.writing ??= this.write().finally(() => {
        this.writing = undefined;
      });
    });
  }

  /** Writes what waits, then closes. */
  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const together = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(together.map(({ line }) => line).join(''));
        await this.file.datasync();
        for (const { resolve } of together) resolve();
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
  }
}

/** The values of a file of JSON lines, one after the other; lines that are none (a torn one) are passed over. */
export async function* readLineFile<Value>(path: string): AsyncGenerator<Value> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const value = parsed<Value>(line);
    if (value !== undefined) yield value;
  }
}

function parsed<Value>(line: string): Value | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Value) : undefined;
  } catch {
    return undefined;
  }
}
