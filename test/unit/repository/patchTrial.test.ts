import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { patchRepositoryEvidence } from '../../../src/checks/evidence.js';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { tryPatch } from '../../../src/repository/patchTrial.js';
import { openRepository } from '../../../src/repository/repository.js';
import { cloneOf, gitIn, newFolder, write } from './clones.js';

const patch = (path: string, from = 'one', to = 'two') =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${from}\n+${to}\n`;

describe('Whether a patch applies', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

  const trial = async (text: string | Buffer, { at = folder, runsGit = true } = {}) => {
    const latin = typeof text !== 'string';
    const parsed = parsePatch(latin ? text.toString('latin1') : text, 'test');
    return tryPatch(parsed, await openRepository(at, runsGit), latin ? 'windows-1252' : 'utf-8');
  };
  const applies = async (text: string) => {
    const [fact] = await patchRepositoryEvidence(parsePatch(text, 'test'), await openRepository(folder));
    return fact;
  };

  it('is what git says where its settings decide, and unknown where git may not be asked', async () => {
    cloneOf(folder, {
      'crlf.txt': 'one\r\n',
      'wide.txt': Buffer.from('\ufeffone\n', 'utf16le'),
      'plain.txt': 'one\n',
      '.gitattributes': 'wide.txt text working-tree-encoding=UTF-16LE-BOM\n',
    });
    gitIn(folder, 'config', 'core.autocrlf', 'true');
    for (const path of ['crlf.txt', 'wide.txt']) {
      assert.equal((await trial(patch(path))).outcome, 'applies', path);
      const { outcome, files } = await trial(patch(path), { runsGit: false });
      assert.equal(outcome, 'unknown', path);
      assert.match(files[0]?.after ?? '', /^two\r?\n$/);
      write(folder, { [path]: path === 'crlf.txt' ? 'two\r\n' : Buffer.from('\ufefftwo\n', 'utf16le') });
      assert.equal((await trial(patch(path))).outcome, 'done', path);
      assert.equal((await trial(patch(path), { runsGit: false })).outcome, 'unknown', path);
    }
    gitIn(folder, 'config', 'core.autocrlf', 'false');
    write(folder, { 'crlf.txt': 'one\r\n' });
    assert.equal((await trial(patch('crlf.txt'))).outcome, 'refused');
    assert.equal((await trial(patch('plain.txt'), { runsGit: false })).outcome, 'applies');
    assert.equal((await trial(patch('plain.txt', 'other'), { runsGit: false })).outcome, 'refused');
  });

  it('runs no filter, and leaves out what is under one', async () => {
    cloneOf(folder, { 'a.bin': 'one\n', 'b.txt': 'one\n', '.gitattributes': '*.bin filter=f\n' });
    gitIn(folder, 'config', 'filter.f.clean', `touch '${folder}/ran'`);
    gitIn(folder, 'config', 'filter.f.process', `touch '${folder}/ran'`);
    gitIn(folder, 'config', 'filter.f.required', 'true');
    for (const text of [patch('a.bin'), patch('a.bin', 'pointer')]) {
      assert.equal((await trial(text + patch('b.txt'))).outcome, 'unknown');
      assert.equal((await trial(text, { runsGit: false })).outcome, 'unknown');
      assert.equal((await trial(text + patch('b.txt', 'other'))).outcome, 'refused');
    }
    assert.equal((await trial(patch('b.txt'))).outcome, 'applies');
    assert.equal(existsSync(join(folder, 'ran')), false);
  });

  it('does not know what git makes of an identifier in a file', async () => {
    cloneOf(folder, { 'a.txt': '$Id: 0123 $\n', '.gitattributes': '*.txt ident\n' });
    assert.equal((await trial(patch('a.txt', '$Id$'), { runsGit: false })).outcome, 'unknown');
    assert.equal((await trial(patch('a.txt', '$Id$'))).outcome, 'applies');
  });

  it('compares bytes, large files and submodules', async () => {
    const library = cloneOf(join(folder, 'library'), { x: '' });
    const clone = cloneOf(join(folder, 'clone'), {
      'latin.txt': Buffer.from('Jos\xe9\n', 'latin1'),
      'large.txt': `one\n${'x'.repeat(99)}\n`.padEnd(3_000_000, 'line\n'),
    });
    gitIn(clone, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib');
    const latin = patch('latin.txt', 'Jos\xe9', 'Ren\xe9');
    for (const runsGit of [true, false]) {
      const at = { at: clone, runsGit };
      assert.equal((await trial(Buffer.from(latin, 'latin1'), at)).outcome, 'applies');
      assert.equal((await trial(latin, at)).outcome, 'refused');
      const [head, rest] = ['@@ -1,3 +1,3 @@\n-one\n+two\n', ` ${'x'.repeat(99)}\n line\n`];
      const large = `--- a/large.txt\n+++ b/large.txt\n${head}${rest}`;
      assert.equal((await trial(large, at)).outcome, 'applies');
      const bump = `diff --git a/lib b/lib\nindex 1111111..2222222 160000\n${patch('lib', `Subproject commit ${'1'.repeat(40)}`, `Subproject commit ${'2'.repeat(40)}`).slice(23)}`;
      assert.equal((await trial(bump, at)).outcome, 'applies');
    }
  });

  it("takes a folder's patch from the clone's top, or from the folder", async () => {
    cloneOf(folder, { 'server/api/a.txt': 'one\n', 'client/b.txt': 'one\n' });
    const at = join(folder, 'server');
    for (const runsGit of [true, false]) {
      assert.equal((await trial(patch('server/api/a.txt'), { at, runsGit })).outcome, 'applies');
      assert.equal(
        (await trial(patch('server/api/a.txt') + patch('client/b.txt'), { at, runsGit })).outcome,
        'applies',
      );
      assert.equal((await trial(patch('api/a.txt'), { at, runsGit })).outcome, 'applies');
      assert.equal((await trial(patch('api/a.txt', 'other'), { at, runsGit })).outcome, 'refused');
    }
  });

  it('asks no other clone that a folder leads to', async () => {
    const other = cloneOf(join(folder, 'other'), { 'a.txt': 'one\n' });
    const strange = join(folder, 'strange');
    write(strange, { 'a.txt': 'one\r\n', '.git': `gitdir: ${other}/.git\n` });
    gitIn(other, 'config', 'core.autocrlf', 'true');
    assert.equal((await trial(patch('a.txt'), { at: strange })).outcome, 'unknown');
  });

  it('says what is missing, and does not take it for done', async () => {
    cloneOf(folder, { 'a.txt': 'one\n' });
    const deletion = (path: string) =>
      `diff --git a/${path} b/${path}\ndeleted file mode 100644\n--- a/${path}\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n`;
    const gone = await applies(deletion('gone.txt'));
    assert.equal(gone?.value, 0);
    assert.match(gone?.sentence ?? '', /gone\.txt, which it deletes, is not in the code base/);
    assert.match(
      (await applies(patch('a.txt') + patch('b.txt')))?.sentence ?? '',
      /b\.txt, which it changes, is not in the code base\.$/,
    );
    const done = deletion('gone.txt') + patch('a.txt', 'zero', 'one');
    assert.match((await applies(done))?.sentence ?? '', /already/);
  });

  it('refuses a new file that no line of the header calls new, as git does', async () => {
    cloneOf(folder, { 'a.txt': 'one\n' });
    const sides = (line: string) =>
      `diff --git a/b.txt b/b.txt\n${line}index 0000000..5626abf\n--- /dev/null\n+++ b/b.txt\n@@ -0,0 +1 @@\n+one\n`;
    for (const runsGit of [true, false]) {
      assert.equal((await trial(sides('new file mode 100644\n'), { runsGit })).outcome, 'applies');
      const { outcome, files } = await trial(sides(''), { runsGit });
      assert.equal(outcome, 'refused');
      assert.match(files[0]?.refusal ?? '', /lacks the "new file mode" line/);
    }
  });

  it('refuses modes, twice-made files and paths that git refuses', async () => {
    cloneOf(folder, { 'a.txt': 'one\n' });
    const made = (path: string, mode = '100644') =>
      `diff --git a/${path} b/${path}\nnew file mode ${mode}\nindex 0000000..5626abf\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+one\n`;
    const gone = `diff --git a/a.txt b/a.txt\ndeleted file mode 100644\nindex 5626abf..0000000\n--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n`;
    const moded = (lines: string) => patch('a.txt').replace('\n---', `\n${lines}\n---`);
    for (const [text, outcome] of [
      [gone + made('a.txt', '120000'), 'applies'],
      [gone + made('a.txt') + made('a.txt'), 'refused'],
      [moded('index 5626abf..f719efd 040000'), 'refused'],
      [moded('index 5626abf..f719efd 040000').replaceAll(/\b[ab]\//g, ''), 'refused'],
      [moded('old mode 100644\nnew mode 120000'), 'refused'],
      [moded('old mode 100644\nnew mode 100755'), 'applies'],
      [made('x/./y'), 'refused'],
    ] as const) {
      for (const runsGit of [true, false])
        assert.equal((await trial(text, { runsGit })).outcome, outcome, `${text}${runsGit}`);
    }
  });

  it('asks git about names outside of the encoding of the patch', async () => {
    cloneOf(folder, { '日本/ü.txt': 'one\n', 'b.txt': 'one\n' });
    const name = String.raw`"\346\227\245\346\234\254/\303\274.txt"`;
    const bare = `diff --git ${name} ${name}\n--- ${name}\n+++ ${name}\n@@ -1 +1 @@\n-one\n+\xe9\n`;
    assert.equal(
      (await trial(Buffer.from(bare + patch('b.txt').replaceAll(/[ab]\//g, ''), 'latin1'))).outcome,
      'applies',
    );
  });

  it('refuses binary content that the patch does not hold', async () => {
    cloneOf(folder, { 'a.txt': 'one\n' });
    const binary = `diff --git a/tool b/tool\nnew file mode 100644\nindex 0000000..aae5512\nBinary files /dev/null and b/tool differ\n`;
    const fact = await applies(patch('a.txt') + binary);
    assert.equal(fact?.level, 'blocker');
    assert.match(fact?.sentence ?? '', /lacks its content/);
  });

  it('writes nothing behind a link', async () => {
    cloneOf(folder, { 'real/a.txt': 'one\n' });
    symlinkSync('real', join(folder, 'there'));
    mkdirSync(join(folder, 'outside'));
    const file = (path: string, mode: string, line: string) =>
      `diff --git a/${path} b/${path}\nnew file mode ${mode}\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${line}\n\\ No newline at end of file\n`;
    for (const runsGit of [true, false]) {
      assert.equal((await trial(file('there/b', '100644', 'x'), { runsGit })).outcome, 'refused');
      assert.equal((await trial(patch('there/a.txt'), { runsGit })).outcome, 'refused');
      const through = file('new', '120000', 'real') + file('new/b', '100644', 'x');
      assert.equal((await trial(through, { runsGit })).outcome, 'refused');
      assert.equal((await trial(file('new', '120000', 'real'), { runsGit })).outcome, 'applies');
    }
  });
});
