import assert from 'node:assert/strict';
import { chmodSync, existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { applyToFolder } from '../../../src/gate/applyPatch.js';
import { cloneOf, gitIn, newFolder, write } from '../repository/clones.js';
import { diffBetween, editsOf, grow, treeArbitrary } from '../repository/trees.js';

const base = { 'a.txt': 'one\ntwo\nthree\n', 'd/b.txt': 'old\n', 'gone.txt': 'bye\n', 'run.sh': 'true\n' };

/** What a working tree has besides its last commit: each path with its mode, and its bytes or where it leads. */
function tree(folder: string): string {
  return gitIn(folder, 'status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames')
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const path = join(folder, line.slice(3));
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (!stats?.isFile()) return `${line} ${stats?.isSymbolicLink() ? readlinkSync(path) : 'gone'}`;
      return `${line} ${(stats.mode & 0o100) > 0} ${readFileSync(path, 'hex')}`;
    })
    .join('\n');
}

describe('Applying a patch', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

  /** The patch that git shows for edits, which are taken back. */
  const patchOf = (edit: () => void) => {
    edit();
    gitIn(folder, 'add', '-A');
    const patch = gitIn(folder, 'diff', '--cached', '--binary', '-M', 'HEAD');
    gitIn(folder, 'reset', '-q', '--hard');
    return patch;
  };
  const everything = () =>
    patchOf(() => {
      write(folder, { 'a.txt': 'one\n2\nthree\n', 'new/c.txt': 'c\n', 'p.bin': Buffer.from([0, 1, 2, 255]) });
      gitIn(folder, 'mv', 'd/b.txt', 'd/renamed.txt');
      rmSync(join(folder, 'gone.txt'));
      chmodSync(join(folder, 'run.sh'), 0o755);
      symlinkSync('a.txt', join(folder, 'link'));
    });
  const applied = async (text: string, at = folder) => {
    const result = await applyToFolder(at, text);
    assert.ok(result.outcome === 'applied', JSON.stringify(result));
    return result.undo;
  };

  it('changes, makes, renames, deletes, links and marks files, and takes all of it back', async () => {
    cloneOf(folder, base);
    const patch = everything();
    const undo = await applied(patch);
    assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'one\n2\nthree\n');
    assert.deepEqual(readFileSync(join(folder, 'p.bin')), Buffer.from([0, 1, 2, 255]));
    assert.equal(readlinkSync(join(folder, 'link')), 'a.txt');
    assert.ok(existsSync(join(folder, 'd/renamed.txt')) && !existsSync(join(folder, 'd/b.txt')));
    assert.ok(!existsSync(join(folder, 'gone.txt')));
    assert.equal(gitIn(folder, 'diff', '--cached'), '', 'the index stays');
    assert.deepEqual(await applyToFolder(folder, patch), { outcome: 'done' });
    assert.equal(await undo.run(), undefined);
    assert.equal(gitIn(folder, 'status', '--porcelain', '--ignored'), '');
    assert.ok(!existsSync(join(folder, 'new')), 'folders go with their files');
  });

  it('takes nothing back once a file has changed since', async () => {
    cloneOf(folder, base);
    const undo = await applied(everything());
    write(folder, { 'new/c.txt': 'more\n' });
    const before = tree(folder);
    assert.equal(await undo.run(), 'new/c.txt');
    assert.equal(tree(folder), before);
  });

  it('changes nothing where one hunk does not fit, and says which', async () => {
    cloneOf(folder, base);
    const patch = everything();
    write(folder, { 'a.txt': 'one\nother\nthree\n' });
    const before = tree(folder);
    const result = await applyToFolder(folder, patch);
    assert.ok(result.outcome === 'refused');
    assert.equal(result.conflicts.length, 1);
    const [{ path, file, line, document, reason }] = result.conflicts;
    assert.deepEqual([path, file, line], ['a.txt', 'a.txt', 1]);
    assert.match(patch.split('\n')[(document ?? 0) - 1] ?? '', /^@@ -1,3/);
    assert.match(reason, /not those that the patch expects/);
    assert.equal(tree(folder), before);
  });

  it('brings everything back where git fails half way', async () => {
    cloneOf(folder, base);
    const patch = everything();
    // Git checks for a file only, so that it finds out while it writes.
    write(folder, { 'new/c.txt/in the way.txt': 'x\n' });
    const before = tree(folder);
    await assert.rejects(applyToFolder(folder, patch), /new\/c\.txt/);
    assert.equal(tree(folder), before);
  });

  it('stays in the folder, out of .git and off links', async () => {
    cloneOf(folder, { ...base, 'sub/x.txt': 'x\n' });
    symlinkSync(newFolder(), join(folder, 'out'));
    const make = (path: string) =>
      `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;
    const link =
      'diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/tmp\n\\ No newline at end of file\n';
    const before = tree(folder);
    for (const path of ['../x', '.git/hooks/post-checkout', 'd/.GIT/x', 'out/x']) {
      assert.equal((await applyToFolder(folder, make(path))).outcome, 'refused', path);
    }
    assert.equal((await applyToFolder(folder, link + make('l/x'))).outcome, 'refused', 'its own link');
    const climbing =
      'diff --git a/sub/x.txt b/a2.txt\nsimilarity index 100%\nrename from sub/x.txt\nrename to a2.txt\n';
    assert.equal((await applyToFolder(join(folder, 'sub'), climbing)).outcome, 'refused', 'out of the part');
    assert.equal(tree(folder), before);
  });

  it('works in a part of a clone, by paths from there or from the top', async () => {
    cloneOf(folder, base);
    const patch = (path: string) => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+new\n`;
    for (const path of ['b.txt', 'd/b.txt']) {
      const undo = await applied(patch(path), join(folder, 'd'));
      assert.deepEqual(undo.paths, ['b.txt']);
      assert.equal(readFileSync(join(folder, 'd/b.txt'), 'utf8'), 'new\n');
      await undo.run();
    }
  });

  it('runs no filter or hook, and refuses what is under a filter', async () => {
    cloneOf(folder, { ...base, '.gitattributes': 'a.txt filter=f\n' });
    const patch = '--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n';
    for (const key of ['clean', 'smudge', 'process']) gitIn(folder, 'config', `filter.f.${key}`, 'touch ran');
    const result = await applyToFolder(folder, patch);
    assert.ok(result.outcome === 'refused');
    assert.match(result.conflicts[0].reason, /filter/);
    assert.ok(!existsSync(join(folder, 'ran')));
  });

  it('refuses what the patch does not show, and a folder without Git', async () => {
    const plain = '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-x\n+y\n';
    const bare = await applyToFolder(folder, plain);
    assert.ok(bare.outcome === 'refused');
    assert.match(bare.conflicts[0].reason, /not in a Git repository/);
    cloneOf(folder, base);
    const named = await applyToFolder(folder, `Only in new: secret.py\n${plain.replace('-x', '-one')}`);
    assert.equal(named.outcome, 'refused');
    assert.equal((await applyToFolder(folder, plain.replace('+y', '+\ufffd'))).outcome, 'refused');
  });

  it('does what git apply does', async () => {
    const [ours, gits] = [join(folder, 'ours'), join(folder, 'gits')];
    cloneOf(ours, { f: 'x\n' });
    cloneOf(gits, { f: 'x\n' });
    await fc.assert(
      fc.asyncProperty(treeArbitrary, editsOf, editsOf, async (before, edits, others) => {
        const patch = diffBetween(ours, before, edits);
        if (patch === '') return;
        for (const clone of [ours, gits]) {
          gitIn(clone, 'rm', '-rq', '--cached', '--ignore-unmatch', '.');
          grow(clone, before, others);
          gitIn(clone, 'add', '-A');
          gitIn(clone, 'commit', '-q', '--allow-empty', '-m', 'there');
        }
        write(gits, { '.git/p.diff': patch });
        const isApplied = await Promise.resolve()
          .then(() => gitIn(gits, 'apply', '.git/p.diff'))
          .then(
            () => true,
            () => false,
          );
        const was = tree(ours);
        const result = await applyToFolder(ours, patch).catch(() => ({ outcome: 'failed' as const }));
        if (isApplied && result.outcome === 'done') return;
        assert.equal(result.outcome === 'applied', isApplied, patch);
        if (isApplied) assert.equal(tree(ours), tree(gits), patch);
        if (result.outcome === 'applied') await result.undo.run();
        assert.equal(tree(ours), was);
      }),
      { numRuns: 15 },
    );
  });
});
