import { crc32 } from 'node:zlib';

/**
 * A file of named sections, each used as it lies on disk: a line of JSON that says where they start, then the
 * sections, each from a multiple of eight bytes on. Numbers are little-endian, as on every machine that runs VS Code.
 */
interface Head {
  readonly version: number;
  /** CRC-32 of all after the first line. */
  readonly sum: number;
  readonly sections: readonly (readonly [name: string, bytes: number])[];
}

const alignment = 8;

export class SectionWriter {
  private readonly sections: [string, Buffer][] = [];

  numbers<T>(name: string, items: readonly T[], numberOf: (item: T) => number): void {
    const numbers = new Float64Array(items.length);
    for (const [i, item] of items.entries()) numbers[i] = numberOf(item);
    this.bytes(name, Buffer.from(numbers.buffer));
  }

  /** Whole numbers from 0 on. */
  counts<T>(name: string, items: readonly T[], countOf: (item: T) => number): void {
    const counts = new Uint32Array(items.length);
    for (const [i, item] of items.entries()) counts[i] = countOf(item);
    this.bytes(name, Buffer.from(counts.buffer));
  }

  texts(name: string, texts: readonly string[]): void {
    let end = 0;
    this.counts(`${name}.ends`, texts, (text) => {
      end += Buffer.byteLength(text);
      return end;
    });
    this.bytes(name, Buffer.from(texts.join('')));
  }

  bytes(name: string, bytes: Buffer): void {
    this.sections.push([name, bytes]);
  }

  /** The whole file. */
  file(version: number): Buffer {
    const content = Buffer.concat(
      this.sections.flatMap(([, bytes]) => [bytes, Buffer.alloc(paddingAfter(bytes.length))]),
    );
    const sections = this.sections.map(([name, bytes]) => [name, bytes.length] as const);
    const head = JSON.stringify({ version, sum: crc32(content), sections } satisfies Head);
    return Buffer.concat([Buffer.from(`${head}${' '.repeat(paddingAfter(head.length + 1))}\n`), content]);
  }
}

export class SectionReader {
  private constructor(private readonly sections: ReadonlyMap<string, Buffer>) {}

  /** @returns undefined where the version or the sum is another. @throws Error on what is no such file */
  static open(file: Buffer, version: number): SectionReader | undefined {
    const headEnd = file.indexOf('\n');
    const head = JSON.parse(file.toString('latin1', 0, headEnd)) as Head;
    if (head.version !== version || crc32(file.subarray(headEnd + 1)) !== head.sum) return undefined;
    const sections = new Map<string, Buffer>();
    let start = headEnd + 1;
    for (const [name, bytes] of head.sections) {
      sections.set(name, file.subarray(start, start + bytes));
      start += bytes + paddingAfter(bytes);
    }
    return new SectionReader(sections);
  }

  numbers(name: string): Float64Array {
    const { buffer, byteOffset, length } = this.bytes(name);
    return new Float64Array(buffer, byteOffset, length / Float64Array.BYTES_PER_ELEMENT);
  }

  counts(name: string): Uint32Array {
    const { buffer, byteOffset, length } = this.bytes(name);
    return new Uint32Array(buffer, byteOffset, length / Uint32Array.BYTES_PER_ELEMENT);
  }

  /** Texts by their number. */
  texts(name: string): (i: number) => string {
    const ends = this.counts(`${name}.ends`);
    const bytes = this.bytes(name);
    return (i) => bytes.toString('utf8', i === 0 ? 0 : ends[i - 1], ends[i]);
  }

  bytes(name: string): Buffer {
    const section = this.sections.get(name);
    if (!section) throw new Error(`The section "${name}" is missing.`);
    return section;
  }
}

function paddingAfter(length: number): number {
  return (alignment - (length % alignment)) % alignment;
}
