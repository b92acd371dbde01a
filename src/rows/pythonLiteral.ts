const mostDepth = 100;

const blanks = /[ \t\r\n\f]*/y;
const opening = /[[{(]/y;
const closing = /[\]})]/y;
const sign = /[,:]/y;
const string = /'[^'\\\n\r]*(?:\\(?:\r\n|.)[^'\\\n\r]*)*'|"[^"\\\n\r]*(?:\\(?:\r\n|.)[^"\\\n\r]*)*"/sy;
const number = /[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|0+|\.\d+)(?:e[+-]?\d+)?(?![\w.])/iy;
const word = /(?:True|False|None)(?!\w)/y;
const words: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };
const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/**
 * Reads a Python literal as `repr` writes it: dicts with texts as keys, lists, tuples, strings, decimal numbers, True,
 * False and None (https://docs.python.org/3/reference/lexical_analysis.html#literals). Nothing is evaluated: each token
 * is written as JSON has it. A list or tuple becomes an array; integers beyond 2^53 lose their last digits. The time is
 * linear in the text's length.
 *
 * @throws SyntaxError, also where containers are nested deeper than 100 levels.
 */
export function parsePythonLiteral(text: string): unknown {
  const json: string[] = [];
  const open: { readonly bracket: string; readonly at: number; hasComma: boolean }[] = [];
  let at = 0;
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }
  function close(bracket: string): void {
    const opened = open.pop();
    if (!opened || closers[opened.bracket] !== bracket) throw new SyntaxError(`unexpected bracket at ${at}`);
    const { at: start, hasComma } = opened;
    if (json.at(-1) === ',' && json.length > start + 2) json.pop();
    const isGroup = bracket === ')' && !hasComma && json.length > start + 1;
    if (isGroup) json[start] = '';
    json.push(isGroup ? '' : bracket.replace(')', ']'));
  }
  for (take(blanks); at < text.length; take(blanks)) {
    const bracket = take(opening);
    if (bracket !== undefined) {
      open.push({ bracket, at: json.length, hasComma: false });
      if (open.length > mostDepth) throw new SyntaxError(`nested deeper than ${mostDepth} levels`);
      json.push(bracket.replace('(', '['));
      continue;
    }
    const closed = take(closing);
    if (closed !== undefined) {
      close(closed);
      continue;
    }
    const piece = take(sign) ?? take(string) ?? take(number) ?? take(word);
    if (piece === undefined) throw new SyntaxError(`unexpected character at ${at + 1}`);
    const inside = open.at(-1);
    if (piece === ',' && inside) inside.hasComma = true;
    json.push(inJson(piece));
  }
  return JSON.parse(json.join(' '));
}

/** A sign, string, number or word of Python's. */
function inJson(piece: string): string {
  if (/^['"]/.test(piece)) return JSON.stringify(piece.slice(1, -1).replace(escapeSequence, unescaped));
  if (/^[+-]?[.\d]/.test(piece)) return piece.startsWith('-') ? `-${-Number(piece)}` : `${Number(piece)}`;
  return words[piece] ?? piece;
}

const escapeSequence = /\\(\r\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/gs;
const letters = 'abfnrtv';
const meanings = '\x07\b\f\n\r\t\v';

function unescaped(sequence: string, code: string): string {
  if (/^[0-7]/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
  if (/^[xuUN]/.test(code)) {
    const point = Number.parseInt(code.slice(1), 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    throw new SyntaxError(`there is no character ${sequence}`);
  }
  if (/^[\r\n]/.test(code)) return '';
  return /^['"\\]/.test(code) ? code : (meanings[letters.indexOf(code)] ?? sequence);
}
