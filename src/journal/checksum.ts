import { crc32 } from 'node:zlib';

/**
 * The start of a line of JSON that carries its checksum as its first field: `{"sum":"0123abcd",`. The sum is CRC-32 (as
 * in gzip, in hex) of all bytes behind it, so that a line that a crash tore, or that the disk lost, is known.
 *
 * @param body the rest of the line, without the line feed
 */
export function checksumStart(body: string | Buffer): string {
  return `${field}${crc32(body).toString(16).padStart(8, '0')}",`;
}

const field = '{"sum":"';
/** Characters, and bytes, of the start. */
export const startLength = checksumStart('').length;

/** A value as such a line, without the line feed. */
export function summed(value: unknown): string {
  const json = JSON.stringify(value);
  const body = json.slice(1);
  return /^\{[^}]/.test(json) ? `${checksumStart(body)}${body}` : json;
}

/** Whether a line is as it was written, as far as it tells: older lines have no sum. */
export function isAsWritten(line: string): boolean {
  return !line.startsWith(field) || line.startsWith(checksumStart(line.slice(startLength)));
}
