/** What the header of a mail, or of a part of one, says of the body below it. */
interface Entity {
  readonly encoding: string;
  readonly charset: string;
  readonly boundary: string | undefined;
}

/**
 * Decodes the parts of mails (one, or an mbox) that are in Base64 or quoted-printable, as `git am` does, and takes out
 * the borders between parts. All else stays as it is, line by line; so does a text that is no mail.
 */
export function decodeMails(text: string): string {
  if (!/^(?:From |[A-Za-z][\w-]*: )/.test(text) || !/^content-(?:transfer-encoding|type):/im.test(text)) {
    return text;
  }
  const result: string[] = [];
  const boundaries: string[] = [];
  let entity: Entity | undefined;
  let header: string[] | undefined = [];
  let body: string[] = [];
  const endBody = () => {
    result.push(entity ? decodedBody(body, entity) : body.join('\n'));
    body = [];
  };
  let before = '';
  for (const line of text.split('\n')) {
    const bare = line.trimEnd();
    const border = bare.startsWith('--') ? borderOf(bare, boundaries) : undefined;
    if (before === '' && mboxLine.test(bare)) {
      endBody();
      boundaries.length = 0;
      entity = undefined;
      header = [];
      result.push(line);
    } else if (border) {
      endBody();
      entity = undefined;
      boundaries.length = border.depth;
      header = border.isLast ? undefined : [];
      result.push('');
    } else if (!header) {
      body.push(line);
    } else if (bare === '') {
      entity = entityOf(header);
      if (entity.boundary !== undefined && boundaries.length < deepest) boundaries.push(entity.boundary);
      header = undefined;
      result.push(line);
    } else {
      header.push(bare);
      result.push(line);
    }
    before = bare;
  }
  endBody();
  return result.join('\n');
}

/** Parts within parts are followed so deep. */
const deepest = 20;

const mboxLine = /^From \S.* \d{4}$/;

/** Whether a line ends a part of the mail: how many of the boundaries stay in force, and whether no part follows. */
function borderOf(
  line: string,
  boundaries: readonly string[],
): { depth: number; isLast: boolean } | undefined {
  const depth = boundaries.findLastIndex(
    (boundary) => line === `--${boundary}` || line === `--${boundary}--`,
  );
  if (depth < 0) return undefined;
  const isLast = line === `--${boundaries[depth]}--`;
  return { depth: isLast ? depth : depth + 1, isLast };
}

function entityOf(header: readonly string[]): Entity {
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
  const parameter = (of: string) => new RegExp(`;\\s*${of}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(type);
  const [boundary, charset] = [parameter('boundary'), parameter('charset')];
  return {
    encoding: (fields.get('content-transfer-encoding') ?? '').trim().toLowerCase(),
    charset: charset?.[1] ?? charset?.[2] ?? 'utf-8',
    boundary: /^\s*multipart\//i.test(type) ? (boundary?.[1] ?? boundary?.[2]) : undefined,
  };
}

function decodedBody(lines: readonly string[], { encoding, charset }: Entity): string {
  const body = lines.join('\n');
  if (encoding === 'base64') {
    const bytes = Buffer.from(body, 'base64');
    // A picture and the like is no part of the patch.
    return bytes.subarray(0, 8_000).includes(0) ? body : decoded(bytes, charset);
  }
  if (encoding !== 'quoted-printable') return body;
  const joined = lines.map((line, i) => unbroken(line.trimEnd(), i === lines.length - 1)).join('');
  return decoded(quotedBytes(joined), charset);
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

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
