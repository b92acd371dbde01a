import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CouldNotRate } from '../core/rating.js';
import { unreadable } from '../core/unreadable.js';

/** A row that takes more bytes than this is not read: its file was cut, or quotes or brackets never close. */
export const mostRowBytes = 64_000_000;

/**
 * The bytes of a text file, piece by piece, without a UTF-8 byte order mark.
 *
 * @throws CouldNotRate when the file can't be read, or is not UTF-8.
 */
export async function* textBytes(path: string): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of fileBytes(path)) {
    if (!first) {
      yield chunk;
      continue;
    }
    first = false;
    if (chunk.subarray(0, 8_000).includes(0)) {
      throw malformed(path, 'is binary or UTF-16, not text in UTF-8');
    }
    yield chunk.subarray(0, 3).equals(byteOrderMark) ? chunk.subarray(3) : chunk;
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes of a file, piece by piece. @throws CouldNotRate when it can't be read. */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  try {
    if (!(await stat(path)).isFile())
      throw new CouldNotRate('unreadable', `${path} is not a file.`, nameAFile);
    yield* createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw unreadable(path, error);
  }
}

const nameAFile = 'Name a data set in CSV, JSON, JSON Lines or Parquet.';

/** The failure to report for a file that is not what its name says. `what` reads on after the file's name. */
export function malformed(path: string, what: string, cause?: unknown): CouldNotRate {
  return new CouldNotRate('malformed', `${path} ${what}.`, nameAFile, { cause });
}
