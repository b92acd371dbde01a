import { isUtf8 } from 'node:buffer';
import { inflateSync } from 'node:zlib';

/** More bytes than this are not unpacked. */
const mostUnpacked = 50_000_000;

/**
 * Whether one block of a `GIT binary patch` adds text, which a diff shows line by line. Its lines each have a character
 * for their length and then their bytes in git's base 85. Undefined where they are damaged: git refuses them too.
 *
 * @param size bytes that the header says, of the content (`literal`) or of the delta
 */
export function addsText(kind: string, size: number, lines: readonly string[]): boolean | undefined {
  const packed: Uint8Array[] = [];
  for (const line of lines) {
    const bytes = decodedLine(line);
    if (!bytes) return undefined;
    packed.push(bytes);
  }
  if (size > mostUnpacked) return false;
  try {
    const bytes = inflateSync(Buffer.concat(packed), { maxOutputLength: Math.max(1, size) });
    if (bytes.length !== size) return undefined;
    return kind === 'literal' ? isText(bytes) : isReadable(insertedBytes(bytes));
  } catch {
    return undefined;
  }
}

/** As git tells text from binary: no zero byte near the start. */
function isText(bytes: Uint8Array): boolean {
  return bytes.length > 0 && !bytes.subarray(0, 8_000).includes(0);
}

/** The few bytes that a delta adds often lack a zero byte, so they count as text only where a person can read them. */
function isReadable(bytes: Buffer): boolean {
  return isText(bytes) && isUtf8(bytes) && !/[^\P{Cc}\t\n\f\r]/u.test(bytes.toString());
}

/** The bytes that a delta adds, between its instructions to copy from the old content. */
function insertedBytes(delta: Uint8Array): Buffer {
  let at = 0;
  const skipNumber = () => {
    while ((delta[at++] ?? 0) & 0x80);
  };
  skipNumber();
  skipNumber();
  const inserted: Uint8Array[] = [];
  while (at < delta.length) {
    const code = delta[at++] as number;
    if (code & 0x80) for (let bit = 0; bit < 7; bit++) at += (code >> bit) & 1;
    else {
      inserted.push(delta.subarray(at, at + code));
      at += code;
    }
  }
  return Buffer.concat(inserted);
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const digits = new Map([...alphabet].map((character, i) => [character.charCodeAt(0), i]));

function decodedLine(line: string): Uint8Array | undefined {
  const code = line.charCodeAt(0);
  const length = code >= 0x61 ? code - 0x60 + 26 : code - 0x40;
  if (length < 1 || length > 52 || line.length !== 1 + 5 * Math.ceil(length / 4)) return undefined;
  const bytes = new Uint8Array(4 * Math.ceil(length / 4));
  for (let i = 1, to = 0; i < line.length; i += 5, to += 4) {
    let value = 0;
    for (let j = i; j < i + 5; j++) {
      const digit = digits.get(line.charCodeAt(j));
      if (digit === undefined) return undefined;
      value = value * 85 + digit;
    }
    if (value > 0xffffffff) return undefined;
    new DataView(bytes.buffer).setUint32(to, value);
  }
  return bytes.subarray(0, length);
}
