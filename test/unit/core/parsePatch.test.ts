import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { MalformedPatch } from '../../../src/core/patch.js';
import { CouldNotRate } from '../../../src/core/rating.js';
import { binaryPatch } from './binaryPatch.js';

const one = (text: string) => {
  const [file] = parsePatch(text, 'test').files;
  assert.ok(file);
  return file;
};

/** What git makes of a patch: added, deleted and path of each file. */
function numstat(patch: string): string[] {
  const { stdout, status, stderr } = spawnSync('git', ['apply', '--numstat', '-z', '-'], {
    input: patch,
    cwd: '/',
  });
  assert.equal(status, 0, stderr.toString());
  return stdout.toString().split('\0').filter(Boolean);
}

const ours = (patch: string) =>
  parsePatch(patch, 'test').files.map((file) => `${file.added}\t${file.deleted}\t${file.path}`);

const names = '--- a/x\n+++ b/x\n';
const hunk = '@@ -1 +1 @@\n-a\n+b\n';

describe('parsePatch', () => {
  it('reads a git diff with line numbers on both sides and in the patch', () => {
    const file = one(
      'diff --git a/x.py b/x.py\nindex 1..2 100644\n--- a/x.py\n+++ b/x.py\n@@ -3,2 +3,3 @@ def f():\n a\n-b\n+c\n+d\n',
    );
    assert.equal(file.path, 'x.py');
    assert.equal(file.change, 'modified');
    assert.equal(file.hunks[0]?.section, 'def f():');
    assert.deepEqual(
      file.hunks[0]?.lines.map(({ kind, text, oldLine, newLine, document }) => [
        kind,
        text,
        oldLine,
        newLine,
        document,
      ]),
      [
        ['context', 'a', 3, 3, 6],
        ['deleted', 'b', 4, 4, 7],
        ['added', 'c', 5, 4, 8],
        ['added', 'd', 5, 5, 9],
      ],
    );
  });

  it('reads new, deleted, renamed, copied, mode-only and binary files', () => {
    const patch = [
      'diff --git a/new b/new\nnew file mode 100644\n--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n',
      'diff --git a/old b/old\ndeleted file mode 100644\n--- a/old\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n',
      'diff --git a/from b/to\nsimilarity index 90%\nrename from from\nrename to to\n',
      'diff --git a/one b/two\nsimilarity index 100%\ncopy from one\ncopy to two\n',
      'diff --git a/run b/run\nold mode 100644\nnew mode 100755\n',
      'diff --git a/logo.png b/logo.png\nindex 1..2 100644\nBinary files a/logo.png and b/logo.png differ\n',
    ].join('');
    assert.deepEqual(
      parsePatch(patch, 'test').files.map(({ change, path, oldPath, newPath, binary }) => [
        change,
        path,
        oldPath,
        newPath,
        binary,
      ]),
      [
        ['added', 'new', undefined, 'new', false],
        ['deleted', 'old', 'old', undefined, false],
        ['renamed', 'to', 'from', 'to', false],
        ['copied', 'two', 'one', 'two', false],
        ['modeChanged', 'run', 'run', 'run', false],
        ['modified', 'logo.png', 'logo.png', 'logo.png', true],
      ],
    );
  });

  it('reads quoted and non-ASCII paths', () => {
    const file = one(
      'diff --git "a/na\\303\\257ve \\"x\\".py" "b/na\\303\\257ve \\"x\\".py"\n--- "a/na\\303\\257ve \\"x\\".py"\n+++ "b/na\\303\\257ve \\"x\\".py"\n@@ -1 +1 @@\n-a\n+b\n',
    );
    assert.equal(file.path, 'naïve "x".py');
  });

  it('reads what diff -u, Mercurial, Subversion and a mail write', () => {
    const hunk = '@@ -1 +1 @@\n-a\n+b\n';
    for (const head of [
      '--- x.py\t2026-01-01 00:00:00\n+++ x.py\t2026-01-02 00:00:00\n',
      'diff -r 0123456789ab x.py\n--- a/x.py\tThu Jan 01 00:00:00 2026 +0000\n+++ b/x.py\tThu Jan 01 00:00:01 2026 +0000\n',
      'Index: x.py\n===================================================================\n--- x.py\t(revision 1)\n+++ x.py\t(working copy)\n',
      'From 0123 Mon Sep 17 00:00:00 2001\nSubject: [PATCH] x\n\n---\n x.py | 2 +-\n\ndiff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n',
      'Here is my fix:\n\n```diff\n--- a/x.py\n+++ b/x.py\n',
    ]) {
      const file = one(`${head}${hunk}`);
      assert.deepEqual([file.path, file.added, file.deleted], ['x.py', 1, 1], head);
    }
  });

  it('takes one strip level for the whole patch, where names without a prefix begin like one', () => {
    const change = (name: string, now = name) =>
      `diff --git ${name} ${now}\n--- ${name}\n+++ ${now}\n@@ -1 +1 @@\n-a\n+b\n`;
    const paths = (...parts: string[]) => parsePatch(parts.join(''), 'test').files.map(({ path }) => path);
    assert.deepEqual(paths(change('a/x.txt'), change('src/y.c')), ['a/x.txt', 'src/y.c']);
    assert.deepEqual(paths(change('b/b/x.txt'), change('Makefile')), ['b/b/x.txt', 'Makefile']);
    assert.deepEqual(paths(change('a/a/x.txt', 'b/a/x.txt'), change('a/b/y', 'b/b/y')), ['a/x.txt', 'b/y']);
    const added = '--- /dev/null\n+++ b/new.py\n@@ -0,0 +1 @@\n+a\n';
    assert.deepEqual(paths(added), ['new.py']);
    assert.deepEqual(paths(added, change('src/y.c')), ['b/new.py', 'src/y.c']);
  });

  it('takes a time for the mark of a new file only where git does', () => {
    const sides = '--- a/x.py\t1970-01-01 01:00:00.000000000 +0100\n+++ b/x.py\n@@ -0,0 +1 @@\n+a\n';
    assert.equal(one(sides).change, 'added');
    assert.equal(one(`diff --git a/x.py b/x.py\n${sides}`).change, 'modified');
  });

  it('keeps carriage returns and missing last newlines', () => {
    const [line, , added] =
      one(
        '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
      ).hunks[0]?.lines ?? [];
    assert.equal(line?.text, 'a\r');
    assert.equal(added?.noNewlineAtEnd, true);
  });

  it('says which line is wrong, what is so with it, and what to do', () => {
    const wrong = (patch: string, line: number, problem: RegExp) =>
      assert.throws(
        () => parsePatch(patch, 'test'),
        (error) =>
          error instanceof MalformedPatch &&
          error.line === line &&
          problem.test(error.message) &&
          /\.$/.test(error.nextStep),
        patch,
      );
    wrong('hello\n', 1, /no unified diff/);
    wrong('\n  hello\n', 2, /no unified diff/);
    wrong(`${names}-a\n`, 3, /hunk header .* is missing/);
    wrong(
      `${names}@@ -1,2 +1,2 @@\n a\nb\n`,
      5,
      /counts 2 old and 2 new lines, but the hunk ends before "b", after 1 old/,
    );
    wrong(`${names}@@ -1 +1 @@\n-a\n+b\n+c\n`, 6, /the hunk is complete: .*counts 1 old and 1 new line/);
    wrong(
      `${names}@@ -1,2 +1,4 @@\n a\n-b\n+c\n`,
      3,
      /counts 2 old and 4 new lines, but the patch ends after 2 old/,
    );
    wrong(`${names}@@ -1,4 +1,4 @@\n a\n-b\n+c\n`, 3, /the patch ends after 2 old and 2 new lines/);
    wrong(`${names}@@ -1,2 +1 @@\n-a\n+b\n+c\n d\n`, 6, /one more new line follows/);
    wrong(`${names}@@ -1 +1 @@\n`, 3, /the patch ends/);
    wrong(`${names}@@ -1 +1 @@\n a\n`, 3, /changes none/);
    wrong(`${names}${hunk}@@\n-c\n+d\n`, 6, /not a hunk header/);
    wrong(`${names}${hunk}says:\n${hunk}`, 7, /does not directly follow/);
    wrong(hunk, 1, /no file header/);
    wrong(`diff --git a/x b/x\nold mode 10064x\n`, 2, /not a file mode/);
    wrong('diff --git a/x b/x\nindex 1111111..2222222 644\n', 2, /not a file mode/);
    wrong(`--- "a/x\n+++ "b/x"\n${hunk}`, 1, /a quote that does not end/);
    wrong(`--- "a/x"\n+++ "b/\\x"\n${hunk}`, 2, /an escape that git does not know/);
    wrong(
      `${names}@@ -1,2 +1,2 @@\n a\n\\ No newline at end of file\n-b\n+c\n`,
      5,
      /stands where more lines of the file follow/,
    );
    wrong('diff --git a/x b/x\nnew file mode 100644\ndeleted file mode 100644\n', 3, /both new and deleted/);
    wrong(`--- /dev/null\n+++ b/x\n${hunk}`, 1, /new, but its hunks have old lines/);
    wrong(`--- a/x\n+++ /dev/null\n${hunk}`, 1, /deleted, but its hunks leave lines/);
    wrong(`diff --git a/x b/x\nGIT binary patch\n${names}${hunk}`, 3, /binary data is damaged/);
    assert.throws(() => parsePatch(' \n', 'test'), CouldNotRate);
  });

  it('refuses names that disagree or hold control characters', () => {
    for (const header of [
      '--- a/auth.py\n+++ b/auth.py.min.js\n',
      '--- a/auth.py\n+++ b/vendor.min.js\n',
      'diff --git a/x.py b/x.py\n--- a/y.py\n+++ b/y.py\n',
      'diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/z\n',
      '--- "a/x\\nProceed.py"\n+++ "b/x\\nProceed.py"\n',
      '--- a/x\u0007\n+++ b/x\u0007\n',
      '--- a/\n+++ b/\n',
    ]) {
      assert.throws(() => parsePatch(header + hunk, 'test'), MalformedPatch, header);
    }
  });

  it('never lets a binary marker hide the hunks below it', () => {
    const header = 'diff --git a/x b/x\nindex 1111111..2222222 100644\n';
    const files = parsePatch(`${header}Binary files a/x and b/x differ\n${names}${hunk}`, 'test').files;
    assert.deepEqual(
      files.map((file) => [file.path, file.binary, file.added]),
      [
        ['x', true, 0],
        ['x', false, 1],
      ],
    );
  });

  it('tells binary data that is there from a mere marker, and refuses text as such data', () => {
    const bytes = Buffer.from([0, 1, 2, 250, 0, 7]);
    assert.equal(one(binaryPatch('x', bytes)).binaryData?.size, bytes.length);
    assert.equal(one(binaryPatch('x', Buffer.alloc(300, '\0a'), bytes)).binary, true);
    assert.equal(one('Binary files a/x and b/x differ\n').binaryData, undefined);
    const code = Buffer.from('def login():\n    return True\n'.repeat(20));
    assert.throws(() => parsePatch(binaryPatch('x', code), 'test'), /holds text/);
    const changed = Buffer.concat([code, Buffer.from('evil()\n')]);
    assert.throws(() => parsePatch(binaryPatch('x', changed, code), 'test'), /holds text/);
  });

  it('lists what is named without its change', () => {
    const listed = (text: string) =>
      parsePatch(text, 'test').files.map(({ path, binary, unseen }) => [
        path,
        binary || unseen !== undefined,
      ]);
    for (const [line, path] of [
      ['Only in b/lib: evil.py', 'lib/evil.py'],
      ['Only in b: evil.py', 'evil.py'],
      ['Submodule vendor/lib 1234567..89abcde:\n  > update', 'vendor/lib'],
      ['Submodule lib contains modified content', 'lib'],
      ['* Unmerged path auth.py', 'auth.py'],
      ['Binary files a/p.png and b/p.png differ', 'p.png'],
      ['Files a/p and b/p differ', 'p'],
      ['Binary file p.png has changed', 'p.png'],
      ['Index: p.png\n====\nCannot display: file marked as a binary type.\nsvn:mime-type = x', 'p.png'],
      ['Index: p.txt\n====', 'p.txt'],
      ['diff --git a/cut.py b/cut.py', 'cut.py'],
      ['diff --git a/cut.py b/cut.py\nindex 1111111..2222222 100644', 'cut.py'],
      ['diff --git a/cut.py b/cut.py\nnew file mode 100644\nindex 0000000..2222222', 'cut.py'],
      ['diff --git a/o.py b/n.py\nsimilarity index 60%\nrename from o.py\nrename to n.py', 'n.py'],
      ['--- a/cut.py\n+++ b/cut.py\nand so on', 'cut.py'],
    ]) {
      assert.deepEqual(
        listed(`${names}${hunk}${line}\n`),
        [
          ['x', false],
          [path, true],
        ],
        line,
      );
      assert.deepEqual(
        listed(`${line}\n\n${names}${hunk}`),
        [
          [path, true],
          ['x', false],
        ],
        line,
      );
    }
  });

  it('lists every one of several binary files', () => {
    const marker = (name: string) => `Binary files a/${name} and b/${name} differ\n`;
    assert.deepEqual(
      parsePatch(marker('p') + marker('q and r'), 'test').files.map(({ path }) => path),
      ['p', 'q and r'],
    );
  });

  it('passes over prose where git takes it', () => {
    for (const after of [
      '\n- a list\n- of words\n',
      '- a list\n',
      '-- \n2.40.0\n',
      '---\nmore\n',
      '```\n\nDone.\n',
    ]) {
      assert.equal(one(names + hunk + after).added, 1, after);
    }
  });

  it('names what it cannot read, and says what to do', () => {
    for (const [text, problem, nextStep] of [
      ['diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,2 -1,2 +1,2 @@@\n', /merge/, /git diff HEAD/],
      ['*** Begin Patch\n*** Update File: x\n@@ f\n-a\n+b\n*** End Patch\n', /apply_patch/, /git diff/],
      ['x.py\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n', /search\/replace/, /git diff/],
      ['*** a/x\n--- b/x\n***************\n*** 1,2 ****\n! a\n', /context diff/, /-u/],
      ['==== //depot/x.c#3 - /home/x.c ====\n@@ -1 +1 @@\n-a\n+b\n', /Perforce/, /--no-index/],
      ['    diff --git a/x b/x\n', /indented/, /Remove the indentation/],
      [' x.py | 2 +-\n 1 file changed\n', /summary/, /--stat/],
    ] as const) {
      const refused = (error: unknown) =>
        error instanceof MalformedPatch && problem.test(error.message) && nextStep.test(error.nextStep);
      assert.throws(() => parsePatch(text, 'test'), refused, text);
    }
    // Behind a good part they are no prose, either.
    assert.throws(() => parsePatch(`${names}${hunk}*** Begin Patch\n`, 'test'), /apply_patch/);
  });

  it('reads a diff in color, whole or in part', () => {
    const color = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => `\u001b[1m${line[0]}\u001b[m\u001b[32m${line.slice(1)}\u001b[m\n`)
        .join('');
    const other = names.replaceAll('x', 'y') + hunk;
    for (const text of [
      color(names + hunk + other),
      color(names + hunk) + other,
      names + hunk + color(other),
    ]) {
      assert.deepEqual(ours(text), ['1\t1\tx', '1\t1\ty']);
    }
    // A control character within a line of the file itself stays.
    assert.equal(one(`${names}@@ -1 +1 @@\n-a\n+\u001b[1mb\n`).hunks[0]?.lines[1]?.text, '\u001b[1mb');
  });

  it('counts lines and files as git apply --numstat does', () => {
    const line = fc.constantFrom(
      'a',
      'b',
      '',
      '  c',
      '-d',
      '+e',
      '@@ x',
      '--- f',
      '+++ g',
      'diff --git a b',
      '\\ h',
      'é',
    );
    const file = fc.tuple(fc.array(line, { maxLength: 30 }), fc.array(line, { maxLength: 30 }), fc.nat(4));
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), (files) => {
        const patch = files
          .map(([before, after, context], i) => {
            const [old, now] = [before, after].map((lines) => lines.map((text) => `${text}\n`).join('')) as [
              string,
              string,
            ];
            if (old === now) return '';
            return `diff --git a/f${i} b/f${i}\n${createTwoFilesPatch(`a/f${i}`, `b/f${i}`, old, now, '', '', { context }).split('\n').slice(1).join('\n')}`;
          })
          .join('');
        if (patch === '') return;
        assert.deepEqual(ours(patch), numstat(patch));
      }),
      { numRuns: 60 },
    );
  });

  it('never fails in another way than by saying so, on any text', () => {
    const piece = fc.constantFrom(
      'diff --git a/x b/x\n',
      '--- a/x\n',
      '+++ b/x\n',
      '@@ -1,2 +1 @@\n',
      '@@ -1 +1 @@',
      ' a\n',
      '-a\n',
      '+b\n',
      '\n',
      '\\ No newline\n',
      '```\n',
      'rename from ',
      '\u0000',
      'Binary files a and b differ\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          parsePatch(pieces.join(''), 'test');
        } catch (error) {
          assert.ok(error instanceof MalformedPatch || error instanceof CouldNotRate, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
