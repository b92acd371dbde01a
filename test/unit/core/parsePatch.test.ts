import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { MalformedPatch } from '../../../src/core/patch.js';
import { CouldNotRate } from '../../../src/core/rating.js';

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

  it('keeps carriage returns and missing last newlines', () => {
    const [line, , added] =
      one(
        '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
      ).hunks[0]?.lines ?? [];
    assert.equal(line?.text, 'a\r');
    assert.equal(added?.noNewlineAtEnd, true);
  });

  it('says which line is wrong and what was expected', () => {
    const wrong = (patch: string, line: number, expected: RegExp) =>
      assert.throws(
        () => parsePatch(patch, 'test'),
        (error) => error instanceof MalformedPatch && error.line === line && expected.test(error.message),
        patch,
      );
    wrong('hello\n', 1, /unified diff/);
    wrong('--- a/x\n+++ b/x\nno hunk\n', 3, /a hunk/);
    wrong('--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\nb\n', 5, /more old and 1 more new/);
    wrong('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n', 6, /end of the hunk/);
    wrong('@@ -1 +1 @@\n-a\n+b\n', 1, /file header/);
    assert.throws(() => parsePatch(' \n', 'test'), CouldNotRate);
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

  it('takes what stands between hunks for prose', () => {
    const text = 'diff --git a/x b/x\n@@ -1 +1 @@\n-a\n+b\n\n--- a/x\nsays:\n@@ -9 +9 @@\n-c\n+d\n';
    const [file] = parsePatch(text, 'test').files;
    assert.deepEqual(
      file?.hunks.map(({ oldStart, document, lines }) => [oldStart, document, lines.map(({ text }) => text)]),
      [
        [1, 2, ['a', 'b']],
        [9, 8, ['c', 'd']],
      ],
    );
  });
});
