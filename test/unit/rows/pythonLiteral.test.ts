import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { parsePythonLiteral } from '../../../src/rows/pythonLiteral.js';

type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** A literal as Python's `repr` might write it, in one of its spellings. */
function written(value: PythonValue, tuples: boolean): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : String(value);
  if (typeof value === 'string') return quoted(value);
  if (!Array.isArray(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${written(key, tuples)}: ${written(item, tuples)}`)
      .join(', ')}}`;
  }
  const items = value.map((item) => written(item, tuples));
  return tuples && items.length > 0 ? `(${items.join(', ')},)` : `[${items.join(', ')}]`;
}

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = [...text].map((character) => {
    if (character === mark || character === '\\') return `\\${character}`;
    if (character === '\n') return '\\n';
    const code = character.codePointAt(0) as number;
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code >= 0xd800 && code < 0xe000 ? `\\u${code.toString(16)}` : character;
  });
  return mark + body.join('') + mark;
}

const { value } = fc.letrec<{ value: PythonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom("'", '"', '\\', '\n', '\t', '\0', 'x', 'n', 'é', '😀') }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('A Python literal', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (original, tuples) => {
        assert.deepEqual(parsePythonLiteral(written(original, tuples)), original);
      }),
      { numRuns: 500 },
    );
  });

  it('means what Python says it means', function () {
    const samples = [
      ...fc
        .sample(value, { numRuns: 200, seed: 7 })
        .flatMap((sample) => [written(sample, true), written(sample, false)]),
      ...[
        '()',
        '(1)',
        '(1,)',
        '[1, ]',
        '{}',
        "{'a': 1,}",
        ' [ 1\n,\t2 ]',
        '1.',
        '.5',
        '1e3',
        '-0',
        '+7',
        '00',
      ],
      String.raw`'\a\b\f\v\r\t\\\'\"\101\7\0\x41\u00e9\U0001f600\q\d'`,
      "'a\\\nb'",
      `"it's"`,
      `'say "x"'`,
    ];
    const script = `
import ast, json, sys
def plain(v):
    if isinstance(v, dict): return {'dict': [[plain(k), plain(w)] for k, w in v.items()]}
    if isinstance(v, (list, tuple)): return [plain(w) for w in v]
    if isinstance(v, int) and not isinstance(v, bool): return float(v)
    return v
print(json.dumps([plain(ast.literal_eval(text)) for text in json.load(sys.stdin)]))`;
    const { stdout, stderr, status, error } = spawnSync('python3', ['-W', 'ignore', '-c', script], {
      input: JSON.stringify(samples),
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    if (error) {
      console.log('      (skipped: there is no python3)');
      return this.skip();
    }
    assert.equal(status, 0, stderr);
    const meanings: unknown[] = JSON.parse(stdout);
    for (const [i, text] of samples.entries()) {
      assert.deepEqual(JSON.parse(JSON.stringify(plain(parsePythonLiteral(text)))), meanings[i], text);
    }
  });

  function plain(found: unknown): unknown {
    if (Array.isArray(found)) return found.map(plain);
    if (typeof found === 'object' && found !== null)
      return { dict: Object.entries(found).map(([key, item]) => [key, plain(item)]) };
    return Object.is(found, -0) ? 0 : found;
  }

  it('is refused where it is none, with the place', () => {
    for (const text of [
      '',
      '[1, 2',
      '[1 2]',
      '[,]',
      "{'a'}",
      "{'a': }",
      "'a",
      "'a\nb'",
      "'\\x4'",
      "'\\U00110000'",
      "'\\N{DASH}'",
      '012',
      '1x',
      '1.2.3',
      'Nonesense',
      '__import__("os")',
      '[i for i in x]',
      '1 + 1',
      '[1] 2',
    ]) {
      assert.throws(() => parsePythonLiteral(text), SyntaxError, text);
    }
    assert.throws(() => parsePythonLiteral('[1, x]'), /unexpected character at 5/);
  });

  it('keeps strange keys to itself', () => {
    const found = parsePythonLiteral("{'__proto__': {'polluted': True}, 'constructor': 1}");
    assert.deepEqual(Object.keys(found as object), ['__proto__', 'constructor']);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });

  it('is refused when it is nested too deeply, and read in linear time when it is long', function () {
    this.timeout(10_000);
    assert.throws(() => parsePythonLiteral('['.repeat(1_000_000)), /nested deeper than 100/);
    const long = `['${'\\n'.repeat(1_000_000)}', ${' '.repeat(1_000_000)}${'7, '.repeat(300_000)}${'1'.repeat(200_000)}x]`;
    assert.throws(() => parsePythonLiteral(long), SyntaxError);
  });
});
