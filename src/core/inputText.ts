import { isUtf8 } from 'node:buffer';
import { CouldNotRate } from './rating.js';

/** Inputs above this many bytes are not read: no person reviews a ticket or patch of this size in one go. */
export const mostBytes = 20_000_000;

/** How bytes become text: as UTF-8, or where they are none as Windows-1252, which every byte fits. */
export type Encoding = 'utf-8' | 'windows-1252';

/** How {@link decodeInput} decodes bytes; what was in UTF-16 counts as UTF-8. */
export function encodingOf(bytes: Uint8Array): Encoding {
  return isUtf8(bytes) || utf16Of(bytes) || unmarkedUtf16(bytes) ? 'utf-8' : 'windows-1252';
}

/** UTF-16 by its byte order mark. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/**
 * Decodes the bytes of a ticket or patch: UTF-8, UTF-16 (with a byte order mark or without, as PowerShell's `>` and
 * other programs of Windows write it), or else Windows-1252, which every byte sequence fits (old source files in
 * patches are often in it). A patch may hold zero bytes, as git's diffs of such files do.
 *
 * @throws CouldNotRate when it is too large or not text.
 */
export function decodeInput(bytes: Uint8Array, source: string): string {
  if (bytes.length > mostBytes) throw tooLarge(bytes.length, source);
  const utf16 = utf16Of(bytes) ?? unmarkedUtf16(bytes);
  if (utf16) {
    if (holdsDiff(bytes)) {
      throw new CouldNotRate(
        'not-text',
        `${source} starts in UTF-16 and continues in another encoding.`,
        'Save it as UTF-8.',
      );
    }
    return new TextDecoder(utf16).decode(bytes);
  }
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (bytes.subarray(0, 8_000).includes(0) && !/^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m.test(text)) {
    throw new CouldNotRate('not-text', `${source} is binary, not text.`, 'Give a text file in UTF-8.');
  }
  return text;
}

/** Whether git, which reads a patch byte by byte, finds a file or hunk in it. In UTF-16 it finds none. */
function holdsDiff(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ['\ndiff --git ', '\n--- ', '\n@@ -'].some((start) => buffer.includes(start));
}

/** UTF-16 without a mark: every other byte near the start is zero, as for ASCII in two bytes. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const start = bytes.subarray(0, 400);
  const zeros: [even: number, odd: number] = [0, 0];
  for (const [i, byte] of start.entries()) if (byte === 0) zeros[i % 2 === 0 ? 0 : 1]++;
  const [even, odd] = zeros;
  if (bytes.length % 2 !== 0 || even + odd < start.length * 0.4) return undefined;
  if (even === 0) return 'utf-16le';
  return odd === 0 ? 'utf-16be' : undefined;
}

/** The failure to report for an input that is too large. @param size bytes, where they are known */
export function tooLarge(size: number | undefined, source: string): CouldNotRate {
  const known = size === undefined ? 'too large' : `${Math.ceil(size / 1e6)} MB`;
  return new CouldNotRate(
    'too-large',
    `${source} is ${known}; Bouncer reads at most ${mostBytes / 1e6} MB.`,
    'Split it, or rate the part that matters.',
  );
}
