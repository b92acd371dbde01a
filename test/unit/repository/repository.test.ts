import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { parsePatch } from '../../../src/core/parsePatch.js';
import { patchRepositoryEvidence } from '../../../src/evidence/patch/repositoryEvidence.js';
import { applyPatch, reversed } from '../../../src/repository/apply.js';
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
    assert.equal(applies?.sentence, 'Is applied to the code base already.');
  });
});

describe('applyPatch', () => {
  it('changes one line of a file that has more lines than a call takes arguments', async () => {
    const root = mkdtempSync(join(tmpdir(), 'bouncer-apply-'));
    try {
      const before = 'a line\n'.repeat(150_000);
      writeFileSync(join(root, 'f'), before);
      const patch = parsePatch('--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a line\n+b\n a line\n', 'test');
      const [applied] = await applyPatch(patch, await openRepository(root));
      assert.equal(applied?.after, `b\n${before.slice('a line\n'.length)}`);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('agrees with git apply on what applies and what comes out', async () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        lines,
        lines,
        lines,
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        async (base, other, prefix, newline, context) => {
          const text = (list: readonly string[]) =>
            list.join('\n') + (newline && list.length > 0 ? '\n' : '');
          if (text(base) === text(other) || text(base) === '' || text(other) === '') return;
          const root = mkdtempSync(join(tmpdir(), 'bouncer-apply-'));
          try {
            const patch = `diff --git a/f b/f\n${createTwoFilesPatch('a/f', 'b/f', text(base), text(other), '', '', { context }).split('\n').slice(1).join('\n')}`;
            // Git takes a last line without its newline for the start of another one and glues the two together;
            // Bouncer refuses that, so such a file gets no lines before.
            const onDisk = text(newline ? [...prefix, ...base] : base);
            writeFileSync(join(root, 'f'), onDisk);
            const [application] = await applyPatch(parsePatch(patch, 'test'), await openRepository(root));
            const git = spawnSync('git', ['apply', '-'], {
              cwd: root,
              input: patch,
              env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
            });
            const after = spawnSync('cat', ['f'], { cwd: root }).stdout.toString();
            if (git.status !== 0) assert.ok(application?.refusal, `git refuses:\n${patch}on:\n${onDisk}`);
            else assert.equal(application?.after, after, `${patch}on:\n${onDisk}`);
            if (prefix.length === 0 && git.status === 0) {
              const [back] = await applyPatch(
                reversed(parsePatch(patch, 'test')),
                await openRepository(root),
              );
              assert.equal(back?.after, onDisk);
            }
          } finally {
            rmSync(root, { recursive: true });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
