import { isUtf8 } from 'node:buffer';
import { MalformedPatch } from './patch.js';

type Encoding = 'base64' | 'quoted-printable';

/**
 * Decodes the parts of mails (one, or an mbox) that are in Base64 or quoted-printable, as `git am` does, and takes out
 * the borders between parts. All else stays as it is, line by line; so does a text that is no mail.
 *
 * @throws MalformedPatch where `git apply`, which decodes nothing, would find another diff in the text, or where
 *   `git am` would join its lines
 */
export function decodeMails(text: string): string {
  if (!/^content-(?:transfer-encoding|type):/im.test(text)) return text;
  const result: string[] = [];
  const boundaries: string[] = [];
  let entity: ReturnType<typeof entityOf> | undefined;
  let header: string[] | undefined = /^\s*(?:From |[A-Za-z][\w-]*: )/.test(text) ? [] : undefined;
  let body: string[] = [];
  const lines = text.split('\n');
  const endBody = (end: number) => {
    result.push(entity?.encoding ? decodedBody(body, entity.encoding, end - body.length) : body.join('\n'));
    body = [];
  };
  for (const [i, line] of lines.entries()) {
    const bare = line.trimEnd();
    const boundary = boundaries.at(-1);
    if (mboxLine.test(bare)) {
      endBody(i);
      boundaries.length = 0;
      entity = undefined;
      header = [];
      result.push(line);
    } else if (boundary !== undefined && bare.startsWith(`--${boundary}`)) {
      endBody(i);
      entity = undefined;
      const isLast = bare.startsWith(`--${boundary}--`);
      if (isLast) boundaries.pop();
      header = isLast ? undefined : [];
      result.push('');
    } else if (!header) {
      body.push(line);
    } else if (bare === '' && (header.length > 0 || result.length > 0)) {
      entity = entityOf(header, i);
      if (entity.boundary !== undefined && boundaries.length < deepest) boundaries.push(entity.boundary);
      header = undefined;
      result.push(line);
    } else {
      if (bare !== '') header.push(bare);
      result.push(line);
    }
  }
  endBody(lines.length);
  return result.join('\n');
}

/** Parts within parts are followed so deep. */
const deepest = 20;

/** The line that starts a mail in an mbox, as git tells it: a time of day and a year after 1990. */
const mboxLine = /^From .*\d.\d\d:\d\d\s*\+?0*(?:9[1-9]|[1-9]\d{2,})[^:]*$/;

/** Lines that start a file or a hunk for git. */
const startsDiff = /^(?:diff --git |--- |\+\+\+ |@@ -\d|GIT binary patch)/;

/** What the header of a mail, or of a part of one, says of the body below it. */
function entityOf(header: readonly string[], end: number) {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of header) {
    const match = /^([A-Za-z][\w-]*):(.*)$/.exec(line);
    if (match) {
      name = (match[1] as string).toLowerCase();
      fields.set(name, match[2] as string);
    } else if (/^[ \t]/.test(line)) fields.set(name, `${fields.get(name) ?? ''} ${line}`);
  }
  const type = fields.get('content-type') ?? '';
  if (/format="?flowed/i.test(type)) {
    throw new MalformedPatch(
      end,
      'the mail has flowed lines (format=flowed), which mail programs join in different ways.',
      'Give the diff itself, as `git diff` writes it, or send the mail without flowed lines.',
    );
  }
  // Git looks for these words anywhere in the field.
  const encoding = /base64|quoted-printable/i.exec(fields.get('content-transfer-encoding') ?? '')?.[0];
  const boundary = /boundary=(?:"([^"]*)"|([^;\s]+))/i.exec(type);
  return {
    encoding: encoding?.toLowerCase() as Encoding | undefined,
    boundary: boundary?.[1] ?? boundary?.[2],
  };
}

/** @param first index of the body's first line in the whole text */
function decodedBody(lines: readonly string[], encoding: Encoding, first: number): string {
  const vanishes = lines.findIndex(
    (line, i) => startsDiff.test(line) && (encoding === 'base64' || lines[i - 1]?.trimEnd().endsWith('=')),
  );
  if (vanishes >= 0) {
    throw new MalformedPatch(
      first + vanishes + 1,
      `the header of this part of the mail says ${encoding === 'base64' ? 'Base64' : encoding}, but the part holds a diff in plain text.`,
      'Give the diff itself, as `git diff` writes it.',
    );
  }
  if (encoding === 'base64') {
    // Line by line, and past all that is no Base64, as git does.
    const bytes = Buffer.concat(
      lines.map((line) => Buffer.from(line.replace(/[^A-Za-z0-9+/]/g, ''), 'base64')),
    );
    const text = decoded(bytes);
    // A picture and the like is no part of the patch.
    const isBinary = bytes.subarray(0, 8_000).includes(0);
    return isBinary && !text.split('\n').some((line) => startsDiff.test(line)) ? lines.join('\n') : text;
  }
  const joined = lines.map((line, i) => unbroken(line.trimEnd(), i === lines.length - 1)).join('');
  return decoded(quotedBytes(joined));
}

/** A line of quoted-printable with its end, unless a sign of equality says that it goes on. */
function unbroken(line: string, isLast: boolean): string {
  if (line.endsWith('=')) return line.slice(0, -1);
  return isLast ? line : `${line}\n`;
}

function quotedBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  let to = 0;
  for (let from = 0; from < bytes.length; from++) {
    const hex = bytes[from] === 0x3d ? bytes.toString('latin1', from + 1, from + 3) : '';
    if (/^[\da-f]{2}$/i.test(hex)) {
      bytes[to++] = Number.parseInt(hex, 16);
      from += 2;
    } else bytes[to++] = bytes[from] as number;
  }
  return bytes.subarray(0, to);
}

/** Text as the patch itself is read. Git hands on the bytes of a patch, whatever the mail calls their character set. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
}
