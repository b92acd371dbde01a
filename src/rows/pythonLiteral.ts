/** A dict becomes a Map, a list or tuple an array, None null. Integers beyond 2^53 lose their last digits. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | ReadonlyMap<PythonValue, PythonValue>;

const mostDepth = 100;

/**
 * Reads a Python literal as `repr` writes it: dicts, lists, tuples, strings, decimal numbers, True, False and None
 * (https://docs.python.org/3/reference/lexical_analysis.html#literals). Nothing is evaluated; the time is linear in
 * the text's length.
 *
 * @throws SyntaxError that names the place, also where containers are nested deeper than 100 levels.
 */
export function parsePythonLiteral(text: string): PythonValue {
  const scanner = scan(text);
  const value = anyValue(scanner, 0);
  if (!scanner.atEnd()) throw scanner.unexpected();
  return value;
}

type Scanner = ReturnType<typeof scan>;

function scan(text: string) {
  let at = 0;
  /** What the sticky pattern matches here, or undefined. Blanks before it are skipped. */
  function take(pattern: RegExp): string | undefined {
    skipBlanks();
    return takeHere(pattern);
  }
  function takeHere(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }
  function skipBlanks(): void {
    takeHere(blanks);
  }
  return {
    take,
    takeHere,
    has: (mark: string) => {
      skipBlanks();
      if (!text.startsWith(mark, at)) return false;
      at += mark.length;
      return true;
    },
    atEnd: () => {
      skipBlanks();
      return at === text.length;
    },
    unexpected: () =>
      new SyntaxError(at < text.length ? `unexpected character at ${at + 1}` : 'the text ends too early'),
  };
}

const blanks = /[ \t\r\n\f]*/y;
const quote = /['"]/y;
const number = /[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|0+|\.\d+)(?:e[+-]?\d+)?(?![\w.])/iy;
const word = /(?:True|False|None)(?!\w)/y;
const words = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function anyValue(scanner: Scanner, depth: number): PythonValue {
  if (depth > mostDepth) throw new SyntaxError(`nested deeper than ${mostDepth} levels`);
  if (scanner.has('{')) return dict(scanner, depth);
  if (scanner.has('[')) return items(scanner, ']', depth).values;
  if (scanner.has('(')) {
    const { values, commas } = items(scanner, ')', depth);
    return values.length === 1 && commas === 0 ? (values[0] as PythonValue) : values;
  }
  const mark = scanner.take(quote);
  if (mark) return textAfter(scanner, mark);
  const digits = scanner.take(number);
  if (digits) return Number(digits);
  const name = scanner.take(word);
  if (name) return words.get(name) as boolean | null;
  throw scanner.unexpected();
}

function dict(scanner: Scanner, depth: number): PythonValue {
  const entries = new Map<PythonValue, PythonValue>();
  while (!scanner.has('}')) {
    const key = anyValue(scanner, depth + 1);
    if (!scanner.has(':')) throw scanner.unexpected();
    entries.set(key, anyValue(scanner, depth + 1));
    if (scanner.has(',')) continue;
    if (!scanner.has('}')) throw scanner.unexpected();
    break;
  }
  return entries;
}

function items(scanner: Scanner, end: string, depth: number): { values: PythonValue[]; commas: number } {
  const values: PythonValue[] = [];
  let commas = 0;
  while (!scanner.has(end)) {
    values.push(anyValue(scanner, depth + 1));
    if (scanner.has(',')) commas++;
    else if (scanner.has(end)) break;
    else throw scanner.unexpected();
  }
  return { values, commas };
}

const plain = new Map([
  ["'", /[^'\\\n\r]+/y],
  ['"', /[^"\\\n\r]+/y],
]);
const escapeSequence = /\\(?:\r\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^xuUN])/y;
const letters = new Map([
  ['\n', ''],
  ['\r', ''],
  ['\r\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function textAfter(scanner: Scanner, mark: string): string {
  const pieces: string[] = [];
  for (;;) {
    const piece = scanner.takeHere(plain.get(mark) as RegExp);
    if (piece !== undefined) pieces.push(piece);
    const escaped = scanner.takeHere(escapeSequence)?.slice(1);
    if (escaped !== undefined) pieces.push(unescaped(escaped));
    else if (scanner.takeHere(quote) === mark) return pieces.join('');
    else throw scanner.unexpected();
  }
}

function unescaped(code: string): string {
  const letter = letters.get(code);
  if (letter !== undefined) return letter;
  if (/^[0-7]/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
  if (code.length === 1) return `\\${code}`;
  const point = Number.parseInt(code.slice(1), 16);
  if (point > 0x10ffff) throw new SyntaxError(`there is no character \\${code}`);
  return String.fromCodePoint(point);
}
