import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { syntaxErrors } from '../../../src/checks/patch/syntax.js';

describe('syntaxErrors', () => {
  const samples: Readonly<Record<string, readonly [good: string, bad: string]>> = {
    'a.ts': ['const x: number = 1;', 'const x: = ;'],
    'a.tsx': ['const x = <p>hi</p>;', 'const x = <p>hi</;'],
    'a.js': ['f(() => 1);', 'f(() => ;'],
    'a.py': ['def f():\n    return 1\n', 'def f(:\n    return 1\n'],
    'A.java': ['class A { int x; }', 'class A { int ; '],
    'a.go': ['package a\nfunc f() {}\n', 'package a\nfunc f( {\n'],
    'a.rs': ['fn f() -> i32 { 1 }', 'fn f( -> { 1 '],
    'a.c': ['int f(void) { return 1; }', 'int f(void { return 1; }'],
    'a.cpp': ['class A { int x; };', 'class A { int x '],
  };
  for (const [path, [good, bad]] of Object.entries(samples)) {
    it(`tells a broken ${path} from a sound one`, async () => {
      assert.deepEqual(await syntaxErrors(path, good), []);
      assert.notDeepEqual(await syntaxErrors(path, bad), []);
      assert.notEqual(await syntaxErrors(path, bad), undefined);
    });
  }

  it('says nothing about a language without a grammar', async () => {
    assert.equal(await syntaxErrors('a.xyz', '((('), undefined);
    assert.equal(await syntaxErrors('constructor', '((('), undefined);
  });

  it('takes syntax of today, and says nothing about what macros decide', async () => {
    const sound = {
      'a.ts':
        'interface Store<in out T> { v: import("x").Y<T> }\nfunction f<const T>(x: T) { return x satisfies T }\n',
      'b.ts':
        'class A { accessor x = 1; static { A.name; } }\nexport type * from "./b.js";\nimport j from "./j.json" with { type: "json" };\n',
      'a.d.ts': 'export default function (): { x: number };\nglobal { var y: string }\n',
      'a.js': 'class A { #x = 1; has(o) { return #x in o; } }\nawait 1;\nlabel: for (;;) break label;\n',
      'flow.js': 'function f(x: ?string): number { return 1; }\n',
    };
    for (const [path, text] of Object.entries(sound))
      assert.deepEqual(await syntaxErrors(path, text), [], path);
    const unknown = {
      'a.c':
        "static int __init probe(void)\n{\n\tlist_for_each_entry(p, &head, list) {\n\t\tif (p->x == '(')\n\t\t\tgo(p);\n\t}\n\treturn 0;\n}\nmodule_init(probe)\n",
      'b.c': '#define OPEN {\n#define CLOSE }\nint f(void) OPEN BROKEN return 1; CLOSE\n',
      'c.c': '#if A\nint f(int a) {\n#else\nint f(void) {\n#endif\n\tTEXT "(" return 1;\n}\n',
    };
    for (const [path, text] of Object.entries(unknown)) {
      const errors = await syntaxErrors(path, text);
      assert.ok(errors === undefined || errors.length === 0, path);
    }
  });

  it('agrees with Python on indentation and on statements out of place', async function () {
    const python = spawnSync('python3', ['--version']);
    if (python.status !== 0) this.skip();
    const bad = [
      'if x:\ny = 1\n',
      'def f():\n    # nothing yet\n\nx = 1\n',
      'class A:\n    def f(self):\n    def g(self):\n        pass\n',
      'def f(x):\n        if x:\n            return 1\n      return 2\n',
      'x = 1\n    y = 2\n',
      'if x:\n    a = 1\n\tb = 2\n',
      'return 1\n',
      'class A:\n    yield 1\n',
      'for x in y:\n    pass\nelse:\n    break\n',
      'f(a=1, b)\n',
      'f(**a, b)\n',
      'f(a=1, a=2)\n',
      'def f(a, a):\n    pass\n',
      'def f(a=1, b):\n    pass\n',
      'try:\n    x = 1\nfoo()\n',
      'def f():\n    await x\n',
      'with a:\n',
      'del f()\n',
      'x = (1, 2\n',
      'x = [1, 2)\n',
      "s = 'abc\n",
      's = """abc\n',
      'else:\n    pass\n',
      '1 = x\n',
      'None = 1\n',
    ];
    const good = [
      'if x: y = 1\nelse: y = 2\n',
      'x = [\n1,\n  2]\nif (a and\nb):\n  c = """\n text\n"""\n',
      'if a and \\\n  b:\n        c\n',
      "s = \\\n  'text'\n",
      'def f(a, *, b=1, c, **d):\n  return lambda: (yield)\n',
      'f(*a, b=1, *c, **d)\n',
      'async def f():\n    async for x in y:\n        if x:\n            continue\n        await z\n',
      'for x in y:\n    try:\n        break\n    finally:\n        pass\n',
      'match x:\n    case [1, *r]:\n        pass\n    case _: pass\n',
      'class A:\n\n# comment\n    """doc"""\n  # odd\n    x: int = 1\n',
      'if x:\n\ta\n\tif b:\n\t\tc\n',
      'f\'{x!r:>{w}} {a["b"]}\'\n',
      'x = 1; y = 2\n\f\nclass B: pass\n',
    ];
    const compiled = spawnSync(
      'python3',
      [
        '-c',
        'import json,sys\ndef ok(t):\n    try:\n        compile(t,"t","exec"); return True\n    except SyntaxError: return False\nprint(json.dumps([ok(t) for t in json.load(sys.stdin)]))',
      ],
      { input: JSON.stringify([...bad, ...good]), encoding: 'utf8' },
    );
    const expected = JSON.parse(compiled.stdout) as boolean[];
    for (const [i, text] of [...bad, ...good].entries()) {
      assert.equal((await syntaxErrors('a.py', text))?.length === 0, expected[i], text);
    }
    assert.deepEqual(expected, [...bad.map(() => false), ...good.map(() => true)]);
  });
});
