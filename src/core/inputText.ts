import { CouldNotRate } from './rating.js';

/** Inputs above this many bytes are not read: no person reviews a ticket or patch of this size in one go. */
export const mostBytes = 20_000_000;

/**
 * Decodes the bytes of a ticket or patch: UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which
 * every byte sequence fits (old source files in patches are often in it).
 *
 * @throws CouldNotRate when it is too large or not text.
 */
export function decodeInput(bytes: Uint8Array, source: string): string {
  if (bytes.length > mostBytes) throw tooLarge(bytes.length, source);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  if (bytes.subarray(0, 8_000).includes(0)) {
    throw new CouldNotRate('not-text', `${source} is binary, not text.`, 'Give a text file in UTF-8.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
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
