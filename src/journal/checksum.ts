import { crc32 } from 'node:zlib';

/**
 * The start of a line of JSON that carries its checksum as its first field: `{"sum":"0123abcd",`. The sum is CRC-32 (as
 * in gzip, in hex) of all bytes behind it, so that a line that a crash tore, or that the disk lost, is known.
 *
 * @param body the rest of the line, without the line feed
 */
function checksumStart(body: string | Buffer): string {
  return `${field}${crc32(body).toString(16).padStart(8, '0')}",`;
}

const field = '{"sum":"';
/** Characters, and bytes, of the start. */
const startLength = checksumStart('').length;

/** A value as such a line, without the line feed. */
export function summed(value: unknown): string {
  const json = JSON.stringify(value);
  const body = json.slice(1);
  return /^\{[^}]/.test(json) ? `${checksumStart(body)}${body}` : json;
}

/** The object of such a line, without its sum; undefined where it is not as it was written. */
export function unsummed(line: Buffer): object | undefined {
  if (line.toString('latin1', 0, startLength) !== checksumStart(line.subarray(startLength))) return undefined;
  return parsedObject(`{${line.toString('utf8', startLength)}`);
}

/** The object of a line that may be of an earlier version, whose lines have no sum. */
export function parsedLine(line: string): object | undefined {
  return line.startsWith(field) ? unsummed(Buffer.from(line)) : parsedObject(line);
}

function parsedObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
