import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patchRepositoryEvidence } from '../../../src/checks/evidence.js';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { IgnoreFiles } from '../../../src/repository/ignoreFiles.js';
import { openRepository } from '../../../src/repository/repository.js';

describe('A code base on disk', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bouncer-repository-'));
    mkdirSync(join(root, 'src'));
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git/config'), 'secret');
    writeFileSync(join(root, 'src/a.py'), 'def first():\n    return 1\n');
    writeFileSync(join(root, 'src/b.bin'), Buffer.from([0, 1, 2]));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('lists and reads its own files only', async () => {
    symlinkSync('/etc', join(root, 'outside'));
    symlinkSync('/etc/hostname', join(root, 'link'));
    symlinkSync('src/a.py', join(root, 'inside'));
    const repository = await openRepository(root);
    assert.deepEqual(await repository.paths(), ['src/a.py', 'src/b.bin']);
    assert.equal(await repository.read('src/a.py'), 'def first():\n    return 1\n');
    assert.ok(await repository.read('inside'));
    for (const path of [
      'link',
      'outside/hostname',
      '../x',
      '/etc/hostname',
      'src/../../x',
      '.git/config',
      '.GIT/config',
      'a\0b',
      '',
      'src/b.bin',
      'src',
      'none',
    ]) {
      assert.equal(await repository.read(path), undefined, path);
    }
    assert.equal(await repository.has('link'), false);
  });

  it('does not hang on a named pipe', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    assert.equal(await (await openRepository(root)).read('pipe'), undefined);
  });

  it('gives the patterns of a stranger so much time and no more', async () => {
    const patterns = Array.from({ length: 500 }, (_, i) => `*${i}.x`).join('\n');
    const ignored = (patience: number) =>
      new IgnoreFiles(async () => patterns, '.gitignore', undefined, patience).ignore('a/b/c/d');
    assert.equal(await ignored(60_000), false);
    assert.equal(await ignored(0.1), true);
  });

  it('takes any path, and ignores what names nothing in the code base', async () => {
    const files = new IgnoreFiles(async (path) => (path === 'a/.gitignore' ? 'b' : undefined));
    const answers = await Promise.all(
      ['a/./b', 'a//b', './a/c', '.', './', 'a/./', '../b', '/b'].map((path) => files.ignore(path)),
    );
    assert.deepEqual(answers, [true, true, false, true, true, false, true, true]);
  });

  it('locates identifiers as words', async () => {
    const { files, complete } = await (await openRepository(root)).locate(['first', 'fir', '__proto__']);
    assert.deepEqual([...files], [['first', 'src/a.py']]);
    assert.equal(complete, true);
  });

  it('refuses a folder that is not there', async () => {
    await assert.rejects(openRepository(join(root, 'none')), /There is no folder/);
  });

  it('says in one sentence that a patch is for another code base', async () => {
    const patch = ['x', 'y', 'z']
      .map((name) => `--- a/${name}.py\n+++ b/${name}.py\n@@ -1 +1 @@\n-a\n+b\n`)
      .join('');
    const [applies] = await patchRepositoryEvidence(parsePatch(patch, 'test'), await openRepository(root));
    assert.equal(applies?.level, 'blocker');
    assert.match(applies?.sentence ?? '', /none of the 3 files .* another one/);
  });

  it('blocks a patch that deletes the code base, and points at new syntax errors', async () => {
    writeFileSync(join(root, 'c.py'), 'x = 1\n');
    writeFileSync(join(root, 'd.py'), 'x = 1\n');
    const gone = (name: string) =>
      `diff --git a/${name} b/${name}\ndeleted file mode 100644\n--- a/${name}\n+++ /dev/null\n@@ -1 +0,0 @@\n-x = 1\n`;
    const repository = await openRepository(root);
    rmSync(join(root, 'src/b.bin'));
    const evidence = await patchRepositoryEvidence(
      parsePatch(gone('c.py') + gone('d.py'), 'test'),
      await openRepository(root),
    );
    assert.equal(evidence.find(({ id }) => id === 'deletes-code-base')?.level, 'blocker');
    const broken =
      '--- a/src/a.py\n+++ b/src/a.py\n@@ -1,2 +1,2 @@\n-def first():\n+def first(:\n     return 1\n';
    const parses = (await patchRepositoryEvidence(parsePatch(broken, 'test'), repository)).find(
      ({ id }) => id === 'still-parses',
    );
    assert.equal(parses?.level, 'warning');
    assert.equal(parses?.places[0]?.file?.path, 'src/a.py');
  });

  it('knows a patch that is applied already', async () => {
    const patch =
      '--- a/src/a.py\n+++ b/src/a.py\n@@ -1,2 +1,2 @@\n-def old():\n+def first():\n     return 1\n';
    const [applies] = await patchRepositoryEvidence(parsePatch(patch, 'test'), await openRepository(root));
    assert.equal(applies?.sentence, 'Is already applied to the code base.');
  });
});
