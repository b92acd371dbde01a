import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { utf16Of } from '../core/inputText.js';
import { CouldNotRate } from '../core/rating.js';
import { unreadable } from '../core/unreadable.js';

/** A row that takes more bytes than this is not read: its file was cut, or quotes or brackets never close. */
export const mostRowBytes = 64_000_000;
export const tooLong = `is longer than ${mostRowBytes / 1e6} MB`;

/**
 * The bytes of a text file in UTF-8, piece by piece, without a byte order mark; UTF-16 with one is translated.
 *
 * @throws CouldNotRate when the file can't be read, or is binary.
 */
export async function* textBytes(path: string): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for await (const chunk of fileBytes(path)) {
    const utf16 = isFirst ? utf16Of(chunk) : undefined;
    if (utf16) decoder = new TextDecoder(utf16);
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else if (isFirst && chunk.subarray(0, 8_000).includes(0)) {
      throw malformed(path, 'is binary, or UTF-16 without a byte order mark, not text in UTF-8');
    } else yield isFirst && chunk.subarray(0, 3).equals(byteOrderMark) ? chunk.subarray(3) : chunk;
    isFirst = false;
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes of a file, or of standard input for `-`, piece by piece. @throws CouldNotRate when it can't be read. */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The failure to report for a file that is not what its name says. `what` reads on after the file's name. */
export function malformed(path: string, what: string, cause?: unknown): CouldNotRate {
  const nextStep = 'Name a file of rows in CSV, JSON, JSON lines or Parquet.';
  return new CouldNotRate('malformed', `${path} ${what}.`, nextStep, { cause });
}
