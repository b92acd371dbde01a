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
  const ends = new Map<number, number | undefined>();
  let next = 0;
  for (const { index: start } of text.matchAll(/\{\s*"/g)) {
    if (start < next) continue;
    if (!ends.has(start)) findEnds(text, start, ends);
    const end = ends.get(start);
    const value = end === undefined ? undefined : parsed(text.slice(start, end));
    if (end === undefined || !value) continue;
    found.push({ start, end, value });
    next = end;
  }
  return found;
}

/** Reads on from a brace as JSON goes, and keeps where it and the braces within end; undefined for those that don't. */
function findEnds(text: string, start: number, ends: Map<number, number | undefined>): void {
  const open: number[] = [];
  /** What was read last: a sign, a key (`k`) or a value (`v`); nothing at the start. */
  let last = '';
  let at = start;
  do {
    const sign = text[at] ?? '';
    const isInObject = text[open.at(-1) ?? -1] === '{';
    const takesKey = isInObject && (last === '{' || last === ',');
    const takesValue = !takesKey && ['', '[', ':', ','].includes(last);
    let end: number | undefined;
    if (sign === '{' || sign === '[') {
      if (!takesValue) return;
      if (sign === '{') ends.set(at, undefined);
      open.push(at);
      last = sign;
    } else if (sign === '}' || sign === ']') {
      const opening = sign === '}' ? '{' : '[';
      if (text[open.at(-1) ?? -1] !== opening || (last !== 'v' && last !== opening)) return;
      const from = open.pop() as number;
      if (sign === '}') ends.set(from, at + 1);
      last = 'v';
    } else if (sign === ',' || sign === ':') {
      if (last !== (sign === ',' ? 'v' : 'k')) return;
      last = sign;
    } else {
      if (!takesKey && !takesValue) return;
      end = sign === '"' ? stringEnd(text, at) : takesKey ? undefined : scalarEnd(text, at);
      if (end === undefined) return;
      last = takesKey ? 'k' : 'v';
    }
    at = end ?? at + 1;
    while (at < text.length && ' \n\r\t'.includes(text[at] as string)) at++;
  } while (open.length > 0 && at < text.length);
}

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at++;
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
