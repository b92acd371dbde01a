/** A JSON object that stands in a text, from `start` up to but without `end`. */
export interface ObjectInText {
  readonly start: number;
  readonly end: number;
  readonly value: Readonly<Record<string, unknown>>;
}

const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/**
 * The JSON objects in a text of any kind that have a field at least, in order; those within another one are part of it.
 * Linear in the length of the text: a brace that an earlier attempt has met as a brace is not tried again, and all
 * attempts that meet it as part of a string read on alike, so that no character is read more than twice.
 */
export function objectsIn(text: string): ObjectInText[] {
  const found: ObjectInText[] = [];
  const met = new Map<number, number | undefined>();
  let next = 0;
  for (const { index: start } of text.matchAll(/\{\s*"/g)) {
    if (start < next) continue;
    const end = met.has(start) ? met.get(start) : objectEnd(text, start, met);
    const value = end === undefined ? undefined : parsed(text.slice(start, end));
    if (end === undefined || !value) continue;
    found.push({ start, end, value });
    next = end;
  }
  return found;
}

/**
 * Reads on from a brace as JSON goes, up to where its object ends; undefined where it doesn't.
 *
 * @param met is told where the objects within end
 */
function objectEnd(text: string, start: number, met: Map<number, number | undefined>): number | undefined {
  /** The brackets that are open, and where. */
  const open: { readonly sign: string; readonly at: number }[] = [];
  /** What was read last: a sign, a key (`k`) or a value (`v`); nothing at the start. */
  let last = '';
  let at = start;
  do {
    const sign = text[at] as string;
    const container = open.at(-1)?.sign;
    const takesKey = container === '{' && (last === '{' || last === ',');
    const takesValue = !takesKey && (last === '' || last === '[' || last === ':' || last === ',');
    let end: number | undefined = at + 1;
    switch (sign) {
      case '{':
      case '[':
        if (!takesValue) return undefined;
        if (sign === '{' && open.length > 0) met.set(at, undefined);
        open.push({ sign, at });
        last = sign;
        break;
      case '}':
      case ']': {
        const opening = sign === '}' ? '{' : '[';
        if (container !== opening || (last !== 'v' && last !== opening)) return undefined;
        const { at: from } = open.pop() as { at: number };
        if (open.length === 0) return end;
        if (sign === '}') met.set(from, end);
        last = 'v';
        break;
      }
      case ',':
      case ':':
        if (last !== (sign === ',' ? 'v' : 'k')) return undefined;
        last = sign;
        break;
      default:
        if (sign === '"' && (takesKey || takesValue)) end = stringEnd(text, at);
        else end = takesValue ? scalarEnd(text, at) : undefined;
        if (end === undefined) return undefined;
        last = takesKey ? 'k' : 'v';
    }
    at = end;
    while (isBlank(text.charCodeAt(at))) at++;
  } while (at < text.length);
  return undefined;
}

/** White space as JSON knows it. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) at++;
  }
  return undefined;
}

function scalarEnd(text: string, start: number): number | undefined {
  scalar.lastIndex = start;
  return scalar.test(text) ? scalar.lastIndex : undefined;
}

/** Models write line ends into strings, and escapes that JSON doesn't know. */
function parsed(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(
      json
        .replaceAll(/\p{Cc}/gu, ' ')
        .replaceAll(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})?/g, (sign) => (sign === '\\' ? '\\\\' : sign)),
    ) as Record<string, unknown>;
  } catch {
    // Nothing that was read here is worth a word: the whole answer is told to be no JSON.
    return undefined;
  }
}
